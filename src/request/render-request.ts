import type { GoTemplate } from "../gotemplate/index.ts";
import { GoTemplateError, percentEscape } from "../gotemplate/index.ts";
import {
  Refusal,
  type RenderScope,
  renderFormBody,
  renderHeader,
  renderJsonBody,
  renderText,
  renderUrl,
  renderXmlBody,
} from "./place.ts";

/** One request of a template with its Go templates parsed. */
export interface RequestSpec {
  readonly name: string;
  readonly method: string;
  readonly url: GoTemplate;
  /** The template's default headers first, the request's own after them: the last of a name counts. */
  readonly headers: readonly { readonly name: string; readonly value: GoTemplate }[];
  readonly query: readonly { readonly name: string; readonly value: GoTemplate }[];
  readonly form: readonly { readonly name: string; readonly value: GoTemplate }[];
  readonly body?: GoTemplate;
  /** What the answer should be, for the header Accept. */
  readonly responseType?: string;
}

/** A request with all values filled in. */
export interface RenderedRequest {
  readonly name: string;
  readonly method: string;
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type Rendering = { readonly warnings: readonly string[] } & (
  | { readonly kind: "ready"; readonly request: RenderedRequest }
  /** The address came out empty: the author's way to say "not now". */
  | { readonly kind: "empty"; readonly method: string }
  | { readonly kind: "refused"; readonly reason: string; readonly method: string; readonly url: string }
);

const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);

/** Fills a request with values, each written as its place demands. Sends nothing and never throws for what the values are. */
export function renderRequest(spec: RequestSpec, scope: Omit<RenderScope, "warn">): Rendering {
  const warnings = new Set<string>();
  const own: RenderScope = { ...scope, warn: (message) => warnings.add(message) };
  const method = spec.method.trim().toUpperCase() || "GET";
  let url = "";
  try {
    if (!METHODS.has(method))
      throw new Refusal(`"${spec.method}" is no method that is sent; write ${[...METHODS].join(", ")}`);
    url = renderUrl(spec.url, own);
    if (url === "") return { kind: "empty", method, warnings: [...warnings] };
    url = withQuery(url, spec, own);
    assertAddress(url);
    const headers = renderHeaders(spec, own);
    const body = renderBody(spec, own, headers, method);
    const request = { name: spec.name, method, url, headers, ...(body !== undefined && { body }) };
    return { kind: "ready", request, warnings: [...warnings] };
  } catch (error) {
    if (!(error instanceof Refusal) && !(error instanceof GoTemplateError)) throw error;
    return { kind: "refused", reason: error.message, method, url, warnings: [...warnings] };
  }
}

function withQuery(url: string, spec: RequestSpec, scope: RenderScope): string {
  const pairs = spec.query.map(
    ({ name, value }) => `${percentEscape(name)}=${percentEscape(renderText(value, scope))}`,
  );
  if (pairs.length === 0) return url;
  const [address, fragment] = url.split("#", 2) as [string, string | undefined];
  const joint = address.includes("?") ? (/[?&]$/.test(address) ? "" : "&") : "?";
  return `${address}${joint}${pairs.join("&")}${fragment === undefined ? "" : `#${fragment}`}`;
}

function assertAddress(url: string): void {
  if (/[\s\\]/.test(url)) throw new Refusal(`the address "${url}" holds a blank or a backslash; use UrlEncode`);
  if (!URL.canParse(url))
    throw new Refusal(`the address "${url}" is not complete; it must begin with https:// and a host`);
  const { protocol, username, password } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:")
    throw new Refusal(`the address begins with ${protocol}; only https: and http: are sent`);
  if (username || password)
    throw new Refusal("the address holds a user or password before its host; credentials belong into a header");
}

function renderHeaders(spec: RequestSpec, scope: RenderScope): Record<string, string> {
  const headers: Record<string, string> = {};
  if (spec.responseType) headers.accept = spec.responseType;
  for (const { name, value } of spec.headers) {
    const key = name.trim().toLowerCase();
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(key)) throw new Refusal(`"${name}" is no name of a header`);
    const rendered = renderHeader(value, scope, name);
    if (rendered === "") delete headers[key];
    else headers[key] = rendered;
  }
  return headers;
}

function renderBody(
  spec: RequestSpec,
  scope: RenderScope,
  headers: Record<string, string>,
  method: string,
): string | undefined {
  if (spec.form.length > 0) {
    headers["content-type"] = "application/x-www-form-urlencoded";
    return spec.form
      .map(({ name, value }) => `${percentEscape(name)}=${percentEscape(renderText(value, scope))}`)
      .join("&");
  }
  if (!spec.body || method === "GET" || method === "HEAD") {
    delete headers["content-type"];
    return undefined;
  }
  const type = headers["content-type"] ?? "";
  if (/json/i.test(type)) return renderJsonBody(spec.body, scope);
  if (/x-www-form-urlencoded/i.test(type)) return renderFormBody(spec.body, scope);
  if (/xml/i.test(type)) return renderXmlBody(spec.body, scope);
  if (type !== "") return renderText(spec.body, scope);
  const source = spec.body.toString().trimStart();
  const start = source[0];
  if (start === "<") {
    headers["content-type"] = "application/xml";
    return renderXmlBody(spec.body, scope);
  }
  // A body that begins with an action may become anything; then the type of the answer is the best hint.
  const looksJson =
    start === "[" || (start === "{" && (!source.startsWith("{{") || /json/i.test(spec.responseType ?? "")));
  headers["content-type"] = looksJson ? "application/json" : "text/plain; charset=utf-8";
  return looksJson ? renderJsonBody(spec.body, scope) : renderText(spec.body, scope);
}
