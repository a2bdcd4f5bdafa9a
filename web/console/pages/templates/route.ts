import IconTemplate from "@tabler/icons-react/icons/IconTemplate";
import type { PageRoute } from "../../page-route.ts";

export const routes: readonly PageRoute[] = [
  {
    path: "/templates",
    title: "templates:title",
    needs: "read",
    load: () => import("./templates-page.tsx").then(({ TemplatesPage }) => ({ Page: TemplatesPage })),
    nav: { group: "setUp", order: 20, icon: IconTemplate },
  },
  {
    path: "/templates/$key",
    title: "templates:versions.title",
    load: () => import("./versions-page.tsx").then(({ VersionsPage }) => ({ Page: VersionsPage })),
  },
  {
    path: "/templates/-/new",
    title: "templates:begin.title",
    needs: "templates",
    load: () => import("./new-page.tsx").then(({ NewPage }) => ({ Page: NewPage })),
  },
  {
    path: "/templates/-/studio",
    title: "templates:studio.title",
    needs: "rehearse",
    load: () => import("./studio/studio-page.tsx").then(({ StudioPage }) => ({ Page: StudioPage })),
  },
];
