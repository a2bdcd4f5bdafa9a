import IconPhone from "@tabler/icons-react/icons/IconPhone";
import type { PageRoute } from "../../page-route.ts";

export const routes: readonly PageRoute[] = [
  {
    path: "/calls",
    title: "calls:title",
    needs: "calls:read",
    load: () => import("./calls-page.tsx").then(({ CallsPage }) => ({ Page: CallsPage })),
    nav: { group: "now", order: 20, icon: IconPhone },
  },
  {
    path: "/calls/$id",
    title: "calls:one",
    load: () => import("./call-page.tsx").then(({ CallPage }) => ({ Page: CallPage })),
  },
];
