import type { GoTemplate } from "../gotemplate/index.ts";
import { GoTemplateError, percentEscape } from "../gotemplate/index.ts";
import { renderJsonBody } from "./json-place.ts";
import type { MultipartForm } from "./multipart.ts";
import { renderFormBody, renderPairValue } from "./percent-place.ts";
import { Refusal, type RenderScope, renderHeader, renderText } from "./place.ts";
import { renderUrl } from "./url-place.ts";
import { renderXmlBody } from "./xml-place.ts";

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
  /** The form field that carries a file: the request is multipart/form-data. */
  readonly fileField?: string;
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
  /** In place of a body. */
  readonly multipart?: MultipartForm;
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
    if (spec.fileField !== undefined) {
      const multipart = renderMultipart(spec, spec.fileField, own, headers, method);
      return { kind: "ready", request: { name: spec.name, method, url, headers, multipart }, warnings: [...warnings] };
    }
    const body = renderBody(spec, own, headers, method);
    const request = { name: spec.name, method, url, headers, ...(body !== undefined && { body }) };
    return { kind: "ready", request, warnings: [...warnings] };
  } catch (error) {
    if (!(error instanceof Refusal) && !(error instanceof GoTemplateError)) throw error;
    return { kind: "refused", reason: error.message, method, url, warnings: [...warnings] };
  }
}

function withQuery(url: string, spec: RequestSpec, scope: RenderScope): string {
  if (spec.query.length === 0) return url;
  const [address, fragment] = url.split("#", 2) as [string, string | undefined];
  const joint = address.includes("?") ? (/[?&]$/.test(address) ? "" : "&") : "?";
  return `${address}${joint}${renderPairs(spec.query, scope)}${fragment === undefined ? "" : `#${fragment}`}`;
}

function renderPairs(pairs: RequestSpec["form"], scope: RenderScope): string {
  return pairs.map(({ name, value }) => `${percentEscape(name)}=${renderPairValue(value, scope)}`).join("&");
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

/** Headers that frame the message or name its host; a value in one of them could smuggle a second request in. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  "host",
  "content-length",
  "transfer-encoding",
  "connection",
  "keep-alive",
  "proxy-connection",
  "upgrade",
  "expect",
  "te",
  "trailer",
  "accept-encoding",
]);

function renderHeaders(spec: RequestSpec, scope: RenderScope): Record<string, string> {
  const headers: Record<string, string> = {};
  if (spec.responseType) headers.accept = spec.responseType;
  for (const { name, value } of spec.headers) {
    const key = name.trim().toLowerCase();
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(key)) throw new Refusal(`"${name}" is no name of a header`);
    if (OWN_HEADERS.has(key)) {
      scope.warn(`header ${name} is written by the engine itself; the template's was left out`);
      continue;
    }
    const rendered = renderHeader(value, scope, name);
    if (rendered === "") delete headers[key];
    else headers[key] = rendered;
  }
  return headers;
}

/** Renders the body and settles its Content-Type. A body that comes out empty is none. */
function renderBody(
  spec: RequestSpec,
  scope: RenderScope,
  headers: Record<string, string>,
  method: string,
): string | undefined {
  const { body, form } = spec;
  const given = headers["content-type"];
  delete headers["content-type"];
  if (method === "GET" || method === "HEAD") {
    const lost = form.length > 0 ? "Form" : hasText(body) ? "Body" : undefined;
    if (lost)
      scope.warn(`a ${method} is sent without a body, so the template's ${lost} is left out; use Query or POST`);
    return undefined;
  }
  if (form.length > 0) {
    if (hasText(body)) scope.warn("the template's Body is left out, since the request has Form parameters");
    headers["content-type"] = "application/x-www-form-urlencoded";
    return renderPairs(form, scope);
  }
  if (!body) return undefined;
  const type = given ?? guessType(body, spec.responseType);
  const rendered = bodyRenderer(type)(body, scope);
  if (rendered.trim() === "") return undefined;
  headers["content-type"] = type;
  return rendered;
}

/** A form whose last field will be a file. Each field is a document of its own: JSON and XML are escaped as such, all else is text. */
function renderMultipart(
  { body, form }: RequestSpec,
  fileField: string,
  scope: RenderScope,
  headers: Record<string, string>,
  method: string,
): MultipartForm {
  if (method === "GET" || method === "HEAD") throw new Refusal(`a ${method} cannot carry a file; use POST`);
  if (hasText(body))
    scope.warn("the template's Body is left out, since the request carries a file; use Form parameters");
  headers["content-type"] = "multipart/form-data";
  const fields = form.map(({ name, value }) => ({
    name,
    value: bodyRenderer(guessType(value, undefined))(value, scope),
  }));
  return { fields, fileField };
}

function hasText(body: GoTemplate | undefined): boolean {
  return body !== undefined && body.toString().trim() !== "";
}

function bodyRenderer(type: string): (template: GoTemplate, scope: RenderScope) => string {
  if (/json/i.test(type)) return renderJsonBody;
  if (/x-www-form-urlencoded/i.test(type)) return renderFormBody;
  return /xml/i.test(type) ? renderXmlBody : renderText;
}

function guessType(body: GoTemplate, responseType: string | undefined): string {
  const source = body.toString().trimStart();
  if (source.startsWith("<")) return "application/xml";
  // A body that begins with an action may become anything; then the type of the answer is the best hint.
  const looksJson = source.startsWith("{{") ? /json/i.test(responseType ?? "") : /^[[{]/.test(source);
  return looksJson ? "application/json" : "text/plain; charset=utf-8";
}
