import { defaultHeaders, requestParts } from "./find.ts";
import type { GoText } from "./go-text.ts";
import type { Template } from "./model.ts";

/** The Content-Type with which a body goes out, in lower case; `undefined` when the template does not say. */
export function contentTypeOf(template: Template, body: GoText): string | undefined {
  const own = body.request ? requestParts(body.request).headers : [];
  const header = [...defaultHeaders(template), ...own].findLast(({ name }) => name.toLowerCase() === "content-type");
  return header?.value.value.trim().toLowerCase();
}

/** Whether a body is JSON: its Content-Type says so, or it says nothing and the body begins like JSON. */
export function isJsonBody(template: Template, body: GoText): boolean {
  if (body.place !== "body" || body.text.value.trim() === "") return false;
  const type = contentTypeOf(template, body);
  return type === undefined ? /^\s*[[{](?!\{)/.test(body.text.value) : /\bjson\b/.test(type);
}
