import { joined } from "./bytes.ts";
import { isInvalidRune } from "./unicode.ts";

/** One character of a quoted text: its code point, or a byte where `isByte` is set, and where the rest begins. */
export interface QuotedRune {
  readonly rune: number;
  readonly isByte: boolean;
  readonly next: number;
}

const SIMPLE: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, "\\": 92 };
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Go's `strconv.UnquoteChar` at an offset; `undefined` where its syntax is wrong. */
export function unquoteRune(text: string, at: number, mark: string): QuotedRune | undefined {
  const rune = text.codePointAt(at);
  if (rune === undefined || (text[at] === mark && mark !== "`")) return undefined;
  if (rune !== 92) return { rune, isByte: false, next: at + (rune > 0xffff ? 2 : 1) };
  const letter = text[at + 1];
  if (letter === undefined) return undefined;
  const simple = SIMPLE[letter];
  if (simple !== undefined) return { rune: simple, isByte: false, next: at + 2 };
  if (letter === "'" || letter === '"') {
    return letter === mark ? { rune: letter.charCodeAt(0), isByte: false, next: at + 2 } : undefined;
  }
  const width = HEX_DIGITS[letter];
  if (width !== undefined) return hexRune(text, at + 2, width);
  return octalRune(text, at + 1);
}

function hexRune(text: string, at: number, width: number): QuotedRune | undefined {
  const digits = text.slice(at, at + width);
  if (digits.length < width || !/^[0-9a-fA-F]+$/.test(digits)) return undefined;
  const rune = Number.parseInt(digits, 16);
  const isByte = width === 2;
  return !isByte && isInvalidRune(rune) ? undefined : { rune, isByte, next: at + width };
}

function octalRune(text: string, at: number): QuotedRune | undefined {
  const digits = text.slice(at, at + 3);
  if (!/^[0-7]{3}$/.test(digits)) return undefined;
  const rune = Number.parseInt(digits, 8);
  return rune > 255 ? undefined : { rune, isByte: true, next: at + 3 };
}

/** The value of a double-quoted, single-quoted or raw string, marks included in `text`; `undefined` where its syntax is wrong. */
export function unquote(text: string): string | undefined {
  const mark = text[0] as string;
  const end = text.length - 1;
  if (mark === "`") return text.slice(1, end).replaceAll("\r", "");
  const inside = text.slice(1, end);
  if (!inside.includes("\\")) return inside;
  let out = "";
  for (let at = 0; at < inside.length; ) {
    const next = unquoteRune(inside, at, mark);
    if (next === undefined) return undefined;
    out += next.isByte && next.rune > 127 ? String.fromCharCode(0xdc00 + next.rune) : String.fromCodePoint(next.rune);
    at = next.next;
  }
  return joined(out);
}
