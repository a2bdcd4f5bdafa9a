import type { FastifyRequest } from "fastify";
import { DeskbellError } from "../base/index.ts";

/**
 * Makes sure that what a browser sends by itself, a session's cookie, was not sent at the wish of another site's page: by what browsers
 * say of the page that asks. Programs say nothing of it. Throws `AUTH_FAILED`.
 */
export function assertOwnOrigin({ headers }: FastifyRequest, publicUrl: string): void {
  const site = headers["sec-fetch-site"];
  const { origin, host } = headers;
  const foreignSite = site !== undefined && site !== "same-origin" && site !== "none";
  const foreignOrigin = origin !== undefined && !isOwn(origin, host, publicUrl);
  if (!foreignSite && !foreignOrigin) return;
  const from = foreignOrigin ? `from ${origin.slice(0, 100)}` : `by a page of another site (${site})`;
  throw new DeskbellError(
    "AUTH_FAILED",
    `the request was sent ${from}, and this server is ${publicUrl}; open the pages under that address, or set publicUrl to the one that browsers use`,
  );
}

function isOwn(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  if (URL.canParse(publicUrl) && new URL(publicUrl).origin === origin) return true;
  return host !== undefined && new URL(origin).host === host;
}
