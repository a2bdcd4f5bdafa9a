import { isReferable, nameAt } from "./chars.ts";
import type { XmlCode } from "./codes.ts";
import type { XmlVersion } from "./node.ts";

/** A decoded text and the way back: from an offset in `value` to the offset in the source. */
export interface Decoded {
  readonly value: string;
  sourceOffset(offset: number): number;
}

export type ReportReference = (code: XmlCode, offset: number, length: number, message: string, help: string) => void;

const PREDEFINED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const SPECIAL = { "1.0": /&|\r\n?|[\n\t]/g, "1.1": /&|\r[\n\u0085]?|[\n\t\u0085\u2028]/g } as const;
const CHARACTER = /&#(?:x([0-9a-fA-F]+)|([0-9]+));/y;

/**
 * Resolves references and normalises line ends (sections 2.11 and 4.1 of XML; for attributes 3.3.3 as well).
 * What cannot be resolved is reported and kept as written.
 */
export function decodeText(
  source: string,
  from: number,
  to: number,
  place: "attribute" | "text",
  version: XmlVersion,
  report: ReportReference,
): Decoded {
  const raw = source.slice(from, to);
  const special = SPECIAL[version];
  special.lastIndex = 0;
  if (!special.test(raw)) return { value: raw, sourceOffset: (offset) => from + Math.min(offset, raw.length) };

  const valueAt: number[] = [0];
  const sourceAt: number[] = [0];
  let value = "";
  let done = 0;
  special.lastIndex = 0;
  for (let match = special.exec(raw); match; match = special.exec(raw)) {
    const start = match.index;
    const piece =
      match[0] === "&"
        ? readReference(raw, start, from, version, report)
        : { text: place === "attribute" ? " " : match[0] === "\t" ? "\t" : "\n", length: match[0].length };
    value += raw.slice(done, start) + piece.text;
    done = start + piece.length;
    special.lastIndex = done;
    if (piece.text.length !== piece.length) {
      valueAt.push(value.length - piece.text.length, value.length);
      sourceAt.push(start, done);
    }
  }
  value += raw.slice(done);

  return {
    value,
    sourceOffset(offset) {
      let low = 0;
      let high = valueAt.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((valueAt[middle] as number) <= offset) low = middle;
        else high = middle - 1;
      }
      return from + Math.min((sourceAt[low] as number) + offset - (valueAt[low] as number), raw.length);
    },
  };
}

function readReference(
  raw: string,
  start: number,
  from: number,
  version: XmlVersion,
  report: ReportReference,
): { text: string; length: number } {
  CHARACTER.lastIndex = start;
  const character = CHARACTER.exec(raw);
  if (character) {
    const written = character[0];
    const code = character[1] ? Number.parseInt(character[1], 16) : Number.parseInt(character[2] ?? "", 10);
    if (isReferable(code, version)) return { text: String.fromCodePoint(code), length: written.length };
    const help =
      code < 0x20 && code > 0
        ? 'leave it out, or declare version="1.1" in the XML declaration'
        : "write the number of a character that XML allows";
    report(
      "xml-reference",
      from + start,
      written.length,
      `${written} names a character that XML ${version} does not allow`,
      help,
    );
    return { text: written, length: written.length };
  }
  if (raw[start + 1] === "#") {
    const message = "&# does not begin a character reference: digits and a semicolon must follow";
    report(
      "xml-reference",
      from + start,
      2,
      message,
      "write for example &#10; or &#xA;, or &amp;# for the two characters themselves",
    );
    return { text: "&", length: 1 };
  }
  const name = nameAt(raw, start + 1);
  if (name === "" || raw[start + 1 + name.length] !== ";") {
    const message = "an & stands by itself; in XML it begins a reference";
    report("xml-raw-ampersand", from + start, 1, message, "write &amp; in its place");
    return { text: "&", length: 1 };
  }
  const written = `&${name};`;
  const known = Object.hasOwn(PREDEFINED, name) ? PREDEFINED[name] : undefined;
  if (known !== undefined) return { text: known, length: written.length };
  const help = `write the character itself, or &amp;${name}; for the text "${written}"; XML knows only &amp; &lt; &gt; &quot; &apos;`;
  report("xml-entity", from + start, written.length, `the entity ${written} is not defined`, help);
  return { text: written, length: written.length };
}
