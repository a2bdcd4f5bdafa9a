import { getPath } from "../gjson/index.ts";
import type { RenderedRequest } from "../request/index.ts";
import type { Paging } from "../template/index.ts";
import { hasQueryPair, setQueryPair } from "./query-pair.ts";

/** A user list is read in at most so many pages. */
export const MAX_PAGES = 1000;

/** What is known when the next page is to be asked for. */
export interface PageRead {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Rows of this page. */
  readonly rows: number;
  /** Rows of all pages so far. */
  readonly rowsSoFar: number;
  /** Pages so far. */
  readonly pages: number;
}

/** The request of the first page: with the page's number and size where the template wants them sent. */
export function toFirstPage(request: RenderedRequest, paging: Paging): RenderedRequest {
  let { url } = request;
  if (paging.sizeParameter !== undefined && paging.size !== undefined) {
    url = setQueryPair(url, paging.sizeParameter, String(paging.size));
  }
  if ((paging.kind === "page" || paging.kind === "offset") && !hasQueryPair(url, paging.parameter)) {
    url = setQueryPair(url, paging.parameter, String(paging.start));
  }
  return url === request.url ? request : { ...request, url };
}

/** The request of the next page, or `undefined` after the last one. Method and body stay: a posted search must be posted again. */
export function toNextPage(request: RenderedRequest, paging: Paging, read: PageRead): RenderedRequest | undefined {
  if (read.rows === 0) return undefined;
  if (paging.size !== undefined && read.rows < paging.size) return undefined;
  const withPair = (name: string, value: string) => ({ ...request, url: setQueryPair(request.url, name, value) });
  switch (paging.kind) {
    case "page":
      return withPair(paging.parameter, String(paging.start + read.pages));
    case "offset":
      return withPair(
        paging.parameter,
        String(paging.start + (paging.size ? paging.size * read.pages : read.rowsSoFar)),
      );
    case "cursor": {
      const cursor = getPath(read.body, paging.cursorPath).text;
      return cursor === "" ? undefined : withPair(paging.parameter, cursor);
    }
    case "link": {
      const address =
        paging.addressPath === undefined
          ? readNextLink(read.headers.link ?? "")
          : getPath(read.body, paging.addressPath).text;
      if (address === "" || !URL.canParse(address, request.url)) return undefined;
      const url = new URL(request.url);
      const next = new URL(address, url);
      // The answer may not lead the credentials elsewhere.
      if (next.origin !== url.origin || next.href === url.href) return undefined;
      return { ...request, url: next.href };
    }
  }
}

/** The address with `rel="next"` in a Link header (RFC 8288), or empty. */
function readNextLink(header: string): string {
  for (const [, address, parameters] of header.matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel\s*=\s*"?(?:[^"]*\s)?next(?:\s[^"]*)?"?\s*(?:[;,]|$)/i.test(parameters ?? "")) return address ?? "";
  }
  return "";
}
