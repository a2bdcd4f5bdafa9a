import { QUOTE, SPACE } from "../chars.ts";
import { findQuote } from "../scan.ts";
import { quoteString } from "../strings.ts";
import { isValidJson } from "../valid.ts";
import { MISSING, parseValue, rawOf, sourceOf, textOf } from "../value.ts";
import type { Modifier } from "./modifier.ts";

/** `@this`: the text itself. */
export const self: Modifier = (source) => source;

/** `@valid`: the text itself when it is valid JSON. */
export const valid: Modifier = (source) => (isValidJson(source.text, source.from, source.to) ? source : MISSING);

/** `@tostr`: the text as a JSON string. */
export const toStr: Modifier = (source) => sourceOf(quoteString(rawOf(source)));

/** `@fromstr`: the text inside a JSON string. */
export const fromStr: Modifier = (source) =>
  isValidJson(source.text, source.from, source.to) ? sourceOf(textOf(parseValue(source))) : MISSING;

/** `@ugly`: without the white space between the tokens. */
export const ugly: Modifier = ({ text, from, to }) => {
  let out = "";
  let kept = from;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code > SPACE) {
      if (code === QUOTE) i = findQuote(text, i + 1, to);
      continue;
    }
    out += text.slice(kept, i);
    while (i < to && text.charCodeAt(i) <= SPACE) i++;
    kept = i--;
  }
  return sourceOf(out + text.slice(kept, to));
};
