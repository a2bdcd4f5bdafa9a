import { isInvalidRune, isPrintable } from "./unicode.ts";

const SHORT: Readonly<Record<number, string>> = {
  7: "\\a",
  8: "\\b",
  12: "\\f",
  10: "\\n",
  13: "\\r",
  9: "\\t",
  11: "\\v",
};

/** Go's `strconv.Quote`, and `QuoteToASCII` where `ascii` is set. */
export function quote(text: string, ascii = false): string {
  if (!/[^ !#-[\]-~]/.test(text)) return `"${text}"`;
  let out = '"';
  for (const character of text) out += escapeRune(character.codePointAt(0) as number, 34, ascii);
  return `${out}"`;
}

/** Go's `strconv.QuoteRune`: what is no valid character becomes the replacement character. */
export function quoteRune(rune: number, ascii = false): string {
  return `'${escapeRune(isInvalidRune(rune) ? 0xfffd : rune, 39, ascii)}'`;
}

function escapeRune(rune: number, mark: number, ascii: boolean): string {
  if (rune === mark || rune === 92) return `\\${String.fromCharCode(rune)}`;
  if (rune >= 0xdc80 && rune <= 0xdcff) return `\\x${hex(rune - 0xdc00, 2)}`;
  if (isPrintable(rune) && (!ascii || rune < 128)) return String.fromCodePoint(rune);
  const short = SHORT[rune];
  if (short !== undefined) return short;
  if (rune < 32 || rune === 127) return `\\x${hex(rune, 2)}`;
  if (isInvalidRune(rune)) return ascii ? "\\ufffd" : "\ufffd";
  return rune < 0x10000 ? `\\u${hex(rune, 4)}` : `\\U${hex(rune, 8)}`;
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, "0");
}

/** Go's `strconv.CanBackquote`: could the text stand unchanged between backquotes on one line? */
export function canBackquote(text: string): boolean {
  for (const character of text) {
    const rune = character.codePointAt(0) as number;
    if ((rune < 32 && rune !== 9) || rune === 96 || rune === 127 || rune === 0xfeff || isInvalidRune(rune))
      return false;
  }
  return true;
}
