import IconHistory from "@tabler/icons-react/icons/IconHistory";
import type { PageRoute } from "../../page-route.ts";

export const routes: readonly PageRoute[] = [
  {
    path: "/audit",
    title: "audit:title",
    needs: "audit:read",
    load: () => import("./audit-page.tsx").then(({ AuditPage }) => ({ Page: AuditPage })),
    nav: { group: "house", order: 40, icon: IconHistory },
  },
];
