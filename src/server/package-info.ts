import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// The same from src/server and from dist/server.
const root = new URL("../../", import.meta.url);

/** What comes with the package beside the code. */
export const PACKAGE = {
  version: (JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as { version: string }).version,
  webFolder: fileURLToPath(new URL("web/dist", root)),
  templatesFolder: fileURLToPath(new URL("templates", root)),
} as const;
