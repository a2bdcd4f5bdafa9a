import type { GoTemplate } from "../gotemplate/index.ts";
import { nameOf, Refusal, type RenderScope, renderInPlace } from "./place.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** A whole comment, CDATA section, instruction or tag. */
const COMPLETE = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(?![!?])(?:[^<>"']|"[^"]*"|'[^']*')*>/g;
/** A tag that is open inside a quoted attribute value. */
const IN_ATTRIBUTE = /^<(?![!?])(?:[^<>"']|"[^"]*"|'[^']*')*(?:"[^"]*|'[^']*)$/;

/**
 * Renders an XML body: values are escaped for text and quoted attributes; characters that XML 1.0 forbids are dropped.
 * Throws a {@link Refusal} when a value stands where no escaping helps: among the names of a tag, in a comment, in CDATA.
 */
export function renderXmlBody(template: GoTemplate, scope: RenderScope): string {
  let out = "";
  const write = (text: string) => {
    out += text;
  };
  return renderInPlace(template, scope, {
    text: write,
    raw: write,
    value(value, info) {
      if (value !== "" && !isEscapable(out)) {
        throw new Refusal(
          `${nameOf(info)} stands inside a tag, comment or CDATA; put it in text or a quoted attribute`,
        );
      }
      out += value
        .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "")
        .replace(/[&<>"']/g, (character) => ESCAPES[character] as string);
    },
    expands: () => true,
    finish: () => out,
  });
}

/** Whether XML written so far ends in text or inside a quoted attribute value. */
function isEscapable(xml: string): boolean {
  const open = xml.replace(COMPLETE, "");
  const at = open.indexOf("<");
  return at < 0 || IN_ATTRIBUTE.test(open.slice(at));
}
