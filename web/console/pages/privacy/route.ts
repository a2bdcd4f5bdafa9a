import IconShieldLock from "@tabler/icons-react/icons/IconShieldLock";
import type { PageRoute } from "../../page-route.ts";

export const routes: readonly PageRoute[] = [
  {
    path: "/privacy",
    title: "privacy:title",
    needs: "admin",
    load: () => import("./privacy-page.tsx").then(({ PrivacyPage }) => ({ Page: PrivacyPage })),
    nav: { group: "house", order: 20, icon: IconShieldLock },
  },
];
