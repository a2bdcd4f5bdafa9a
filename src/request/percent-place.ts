import { type GoTemplate, percentEscape, type ValueInfo } from "../gotemplate/index.ts";
import { type RenderScope, renderInPlace } from "./place.ts";

/** Percent-encodes a value (RFC 3986) unless it came out of `UrlEncode`, also by way of a template's variable (`{{$q := UrlEncode .x}}`). */
export function encodeValue(value: string, info: ValueInfo, scope: RenderScope): string {
  return info.function === "UrlEncode" || isEncoded(value, info, scope) ? value : percentEscape(value);
}

// Text of this form can change no structure, so taking it as it is can at most be wrong about what was meant.
function isEncoded(value: string, info: ValueInfo, scope: RenderScope): boolean {
  if (info.function !== undefined || info.fields.length > 0 || !/^(?:[\w.~-]|%[0-9A-F]{2})*$/.test(value)) return false;
  return value.includes("%") && Object.values(scope.variables).some((one) => percentEscape(one) === value);
}

/** Renders a body of `application/x-www-form-urlencoded`: the author's text stays, values are percent-encoded. */
export function renderFormBody(template: GoTemplate, scope: RenderScope): string {
  return renderEncoded(template, scope, (literal) => literal);
}

/** Renders the value of a query or form parameter, which is one value as a whole: the author's text is percent-encoded too. */
export function renderPairValue(template: GoTemplate, scope: RenderScope): string {
  return renderEncoded(template, scope, percentEscape);
}

function renderEncoded(template: GoTemplate, scope: RenderScope, encodeLiteral: (literal: string) => string): string {
  let out = "";
  return renderInPlace(template, scope, {
    text(literal) {
      out += encodeLiteral(literal);
    },
    value(value, info) {
      out += encodeValue(value, info, scope);
    },
    raw(value) {
      out += value;
    },
    expands: () => true,
    finish: () => out,
  });
}
