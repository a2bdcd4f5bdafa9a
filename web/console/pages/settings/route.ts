import IconSettings from "@tabler/icons-react/icons/IconSettings";
import type { PageRoute } from "../../page-route.ts";

export const routes: readonly PageRoute[] = [
  {
    path: "/settings",
    title: "settings:title",
    needs: "admin",
    load: () => import("./settings-page.tsx").then(({ SettingsPage }) => ({ Page: SettingsPage })),
    nav: { group: "house", order: 30, icon: IconSettings },
  },
];
