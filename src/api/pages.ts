import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import type { Api } from "./app.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** Nothing from another host, no inline script, in no frame. */
const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-cache",
};

/** Serves the files of a folder as they are at the start; `index.html` at `/`. A path is only ever one of these files. */
export function servePages(api: Api, folder: string): void {
  for (const file of listFiles(folder)) {
    const type = TYPES[extname(file)];
    if (!type) continue;
    const path = `/${relative(folder, file).split(sep).join("/")}`;
    const content = readFileSync(file);
    for (const url of path === "/index.html" ? ["/", path] : [path]) {
      api.get(url, { schema: { hide: true } }, async (_request, reply) =>
        reply.headers({ ...HEADERS, "content-type": type }).send(content),
      );
    }
  }
}

function listFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? listFiles(path) : [path];
  });
}
