import IconDeviceLandlinePhone from "@tabler/icons-react/icons/IconDeviceLandlinePhone";
import IconHeadset from "@tabler/icons-react/icons/IconHeadset";
import type { PageRoute } from "../../page-route.ts";

export const routes: readonly PageRoute[] = [
  {
    path: "/telephones",
    title: "telephones:title",
    load: () => import("./connections-page.tsx").then(({ ConnectionsPage }) => ({ Page: ConnectionsPage })),
    nav: { group: "setUp", order: 40, icon: IconDeviceLandlinePhone },
  },
  {
    path: "/telephones/$id",
    title: "telephones:one",
    load: () => import("./connection-page.tsx").then(({ ConnectionPage }) => ({ Page: ConnectionPage })),
  },
  {
    path: "/connect-telephones",
    title: "telephones:connect",
    needs: "admin",
    load: () => import("./new-connection-page.tsx").then(({ NewConnectionPage }) => ({ Page: NewConnectionPage })),
  },
  {
    path: "/extensions",
    title: "telephones:extensions.title",
    load: () => import("./extensions-page.tsx").then(({ ExtensionsPage }) => ({ Page: ExtensionsPage })),
    nav: { group: "setUp", order: 45, icon: IconHeadset },
  },
];
