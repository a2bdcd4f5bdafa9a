import type { PageRoute } from "../../page-route.ts";

export const routes: readonly PageRoute[] = [
  {
    path: "/help/$folder/$page",
    title: "help:title",
    load: () => import("./help-page.tsx").then(({ HelpPage }) => ({ Page: HelpPage })),
  },
];
