import IconHome from "@tabler/icons-react/icons/IconHome";
import type { PageRoute } from "../../page-route.ts";

export const routes: readonly PageRoute[] = [
  {
    path: "/",
    title: "home:title",
    needs: "self",
    load: () => import("./home-page.tsx").then(({ HomePage }) => ({ Page: HomePage })),
    nav: { group: "now", order: 10, icon: IconHome },
  },
];
