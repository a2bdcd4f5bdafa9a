/** Builds the browser pages (web/dist) when their sources have changed since. */
import { buildPages } from "./pages/build.ts";

console.log((await buildPages()) ? "built web/dist/" : "web/dist/ is current");
