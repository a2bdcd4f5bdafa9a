import type { GoTemplate } from "../gotemplate/index.ts";
import { nameOf, Refusal, type RenderScope, renderInPlace } from "./place.ts";

const JSON_ATOM = /^\s*(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)\s*$/;

const BACKSLASH = 92;
const QUOTE = 34;

/**
 * Renders a JSON body. Inside a string literal values are escaped as JSON (RFC 8259); outside one a value must itself be a number,
 * `true`, `false` or `null`. Throws a {@link Refusal} naming the variable when it is not, and when the whole is not JSON.
 */
export function renderJsonBody(template: GoTemplate, scope: RenderScope): string {
  let out = "";
  let inString = false;
  let escaping = false;

  function write(text: string): void {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (escaping) escaping = false;
      else if (inString && code === BACKSLASH) escaping = true;
      else if (code === QUOTE) inString = !inString;
    }
    out += text;
  }

  const body = renderInPlace(template, scope, {
    text: write,
    raw: write,
    value(value, info) {
      if (escaping) throw new Refusal(`${nameOf(info)} stands behind a single backslash; write two backslashes`);
      if (inString) {
        out += JSON.stringify(value).slice(1, -1);
        return;
      }
      if (!JSON_ATOM.test(value)) {
        const found = value === "" ? "it is empty" : "it is text";
        throw new Refusal(
          `${nameOf(info)} stands outside a JSON string, where only a number, true, false or null may stand, and ${found}; put it in quotes`,
        );
      }
      out += value;
    },
    expands: () => !inString,
    finish: () => out,
  });
  if (body.trim() === "") return "";
  try {
    JSON.parse(body);
  } catch (error) {
    throw new Refusal(`the body is not JSON: ${(error as Error).message}`);
  }
  return body;
}
