import { type GoTemplate, GoTemplateError, type ValueInfo } from "../gotemplate/index.ts";
import { encodeValue } from "./percent-place.ts";
import { nameOf, Refusal, type RenderScope, renderInPlace } from "./place.ts";

/** An address whose host is complete: what follows cannot change it any more. */
const HOST_COMPLETE = /^\s*[a-z][a-z0-9+.-]*:\/\/[^/?#\\]*[/?#]/i;

/**
 * Renders an address. What the author wrote and what an administrator typed stays; every other value is percent-encoded
 * unless it came out of `UrlEncode`. Throws a {@link Refusal} when another value would stand in the scheme, host or port
 * (`raw` or not), or when the path would climb.
 */
export function renderUrl(template: GoTemplate, scope: RenderScope): string {
  let out = "";
  let typed = false;
  let foreign: string | undefined;
  const typedValues = new Set([...scope.trusted].map((name) => scope.variables[name]));
  // A pipeline may join what was typed with what a caller said, so only the plain value is known to be typed.
  const isTyped = (value: string, info: ValueInfo) =>
    info.field === undefined ? typedValues.has(value) : scope.trusted.has(info.field);

  function add(value: string, info: ValueInfo, write: (value: string) => string): void {
    if (value === "") return;
    typed = isTyped(value, info);
    if (!typed && !HOST_COMPLETE.test(out)) foreign ??= nameOf(info);
    out += typed ? value : write(value);
  }

  const url = renderInPlace(template, scope, {
    text(literal) {
      // "https://acme.example/" typed into the form and "/api" in the template mean one slash.
      out += typed && out.endsWith("/") && literal.startsWith("/") ? literal.slice(1) : literal;
      typed = false;
    },
    value: (value, info) => add(value, info, (one) => encodeValue(one, info, scope)),
    raw: (value, info) => add(value, info, (one) => one),
    expands: () => true,
    finish: () => out.trim(),
  });
  if (foreign !== undefined && url !== "") {
    throw new Refusal(
      `the address would get its host from ${foreign}, which a caller can control; a value may stand only behind the host`,
    );
  }
  assertNoClimbing(url);
  return url;
}

function assertNoClimbing(url: string): void {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#\\]*/i, "").replace(/[?#].*$/s, "");
  if (path.split(/[/\\]/).some((part) => /^(\.|%2e){1,2}$/i.test(part))) {
    throw new Refusal('the address has a path segment "." or "..", which would lead elsewhere');
  }
}

/** Like {@link renderUrl}, with a refusal or a failing template as a sentence in place of an exception. */
export function renderAddress(
  template: GoTemplate,
  scope: RenderScope,
): { readonly url: string } | { readonly reason: string } {
  try {
    return { url: renderUrl(template, scope) };
  } catch (error) {
    if (error instanceof Refusal || error instanceof GoTemplateError) return { reason: error.message };
    throw error;
  }
}
