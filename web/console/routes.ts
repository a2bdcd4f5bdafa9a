import type { PageRoute } from "./page-route.ts";

const found = import.meta.glob<{ readonly routes: readonly PageRoute[] }>("./pages/*/route.ts", { eager: true });

/** Every page of the console. */
export const ROUTES: readonly PageRoute[] = Object.values(found).flatMap(({ routes }) => routes);
