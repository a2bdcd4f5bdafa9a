import type { PageRoute } from "../../page-route.ts";

export const routes: readonly PageRoute[] = [
  {
    path: "/account",
    title: "account:title",
    needs: "self",
    load: () => import("./account-page.tsx").then(({ AccountPage }) => ({ Page: AccountPage })),
  },
];
