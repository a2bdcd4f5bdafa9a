import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Api } from "./app.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
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

/** A file whose name has a hash of its content never changes. */
const FOR_EVER = { "cache-control": "public, max-age=31536000, immutable" };

/** Pages that have an address of their own beside their file's. */
const PAGES: Readonly<Record<string, string>> = { "/console.html": "/", "/desk.html": "/desk" };

/**
 * Serves the files of a folder as they are at the start. A path is only ever one of these files; where a browser asks for a page
 * that is none of them it gets the console, which reads the address itself.
 */
export function servePages(api: Api, folder: string, frameAncestors: () => Promise<readonly string[]>): void {
  for (const file of listFiles(folder)) {
    const type = TYPES[extname(file)];
    if (!type) continue;
    const path = `/${relative(folder, file).split(sep).join("/")}`;
    const content = readFileSync(file);
    const headers = { ...HEADERS, "content-type": type, ...(path.startsWith("/assets/") && FOR_EVER) };
    const address = PAGES[path];
    const send = async (_request: FastifyRequest, reply: FastifyReply) => {
      const framed = address === "/desk" ? framedBy(await frameAncestors()) : {};
      return reply.headers({ ...headers, ...framed }).send(content);
    };
    for (const url of address === undefined ? [path] : [address, path]) api.get(url, { schema: { hide: true } }, send);
    if (address === "/") {
      api.get("/*", { schema: { hide: true } }, (request, reply) =>
        isPage(request) ? send(request, reply) : reply.callNotFound(),
      );
    }
  }
}

// Only the agent desk may stand in a frame, and only of those whom an administrator has named.
function framedBy(origins: readonly string[]): Readonly<Record<string, string>> {
  const policy = HEADERS["content-security-policy"];
  if (origins.length === 0 || policy === undefined) return {};
  return {
    "content-security-policy": policy.replace("frame-ancestors 'none'", `frame-ancestors ${origins.join(" ")}`),
  };
}

function isPage({ url, headers }: FastifyRequest): boolean {
  return !url.startsWith("/api/") && headers.accept?.includes("text/html") === true;
}

function listFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? listFiles(path) : [path];
  });
}
