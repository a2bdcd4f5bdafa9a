import IconUsers from "@tabler/icons-react/icons/IconUsers";
import type { PageRoute } from "../../page-route.ts";

export const routes: readonly PageRoute[] = [
  {
    path: "/people",
    title: "people:title",
    needs: "people",
    load: () => import("./people-page.tsx").then(({ PeoplePage }) => ({ Page: PeoplePage })),
    nav: { group: "house", order: 10, icon: IconUsers },
  },
  {
    path: "/people/$id",
    title: "people:one",
    needs: "people",
    load: () => import("./person-page.tsx").then(({ PersonPage }) => ({ Page: PersonPage })),
  },
];
