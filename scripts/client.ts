/**
 * Writes the types of the REST API for the pages, from the OpenAPI document. With --check it changes nothing and fails when they
 * are not current.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describeApi } from "./client/describe-api.ts";
import { renderRoutes } from "./client/render-routes.ts";

const FILE = "web/shared/client/generated/routes.ts";

const wanted = renderRoutes(await describeApi());
let found = "";
try {
  found = readFileSync(FILE, "utf8");
} catch {
  // What is not there yet is not current either.
}
if (found !== wanted) {
  if (process.argv.includes("--check")) {
    console.error(`${FILE} is not current; run node scripts/client.ts`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(FILE), { recursive: true });
    writeFileSync(FILE, wanted);
    console.log(`wrote ${FILE}`);
  }
}
