import IconPlugConnected from "@tabler/icons-react/icons/IconPlugConnected";
import type { PageRoute } from "../../page-route.ts";

export const routes: readonly PageRoute[] = [
  {
    path: "/integrations",
    title: "integrations:title",
    load: () => import("./integrations-page.tsx").then(({ IntegrationsPage }) => ({ Page: IntegrationsPage })),
    nav: { group: "setUp", order: 10, icon: IconPlugConnected },
  },
  {
    path: "/integrations/$id",
    title: "integrations:one",
    load: () => import("./integration-page.tsx").then(({ IntegrationPage }) => ({ Page: IntegrationPage })),
  },
  {
    path: "/integrations/$id/set-up",
    title: "integrations:wizard.title",
    needs: "admin",
    load: () => import("./set-up-page.tsx").then(({ SetUpPage }) => ({ Page: SetUpPage })),
  },
  {
    path: "/connect-helpdesk",
    title: "integrations:wizard.title",
    needs: "admin",
    load: () => import("./begin-page.tsx").then(({ BeginPage }) => ({ Page: BeginPage })),
  },
];
