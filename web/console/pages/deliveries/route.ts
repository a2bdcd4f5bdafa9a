import IconSend from "@tabler/icons-react/icons/IconSend";
import type { PageRoute } from "../../page-route.ts";

export const routes: readonly PageRoute[] = [
  {
    path: "/deliveries",
    title: "deliveries:title",
    needs: "read",
    load: () => import("./deliveries-page.tsx").then(({ DeliveriesPage }) => ({ Page: DeliveriesPage })),
    nav: { group: "now", order: 30, icon: IconSend },
  },
  {
    path: "/deliveries/$id",
    title: "deliveries:one",
    load: () => import("./delivery-page.tsx").then(({ DeliveryPage }) => ({ Page: DeliveryPage })),
  },
];
