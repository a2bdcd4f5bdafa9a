import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { ROUTES } from "./routes.ts";
import { NotFound } from "./shell/not-found.tsx";
import { PageFault } from "./shell/page-fault.tsx";
import { Shell } from "./shell/shell.tsx";

/** Addresses of the console: one route for each page that its folder declares. */
export function createConsoleRouter() {
  const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: PageFault });
  const pages = ROUTES.map(({ path, load }) =>
    createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, "Page") }),
  );
  return createRouter({
    routeTree: root.addChildren(pages),
    defaultPreload: "intent",
    defaultErrorComponent: PageFault,
    scrollRestoration: true,
  });
}
