import { BACKSLASH, LOWER_U, SPACE } from "./chars.ts";

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  '"': '"',
};
const REPLACEMENT = "\ufffd";
const HEX = /^[0-9a-fA-F]{4}$/;

/**
 * The text of a JSON string between its quotes. A half surrogate becomes U+FFFD.
 * Broken escapes and raw control characters beside escapes end the text, as in GJSON.
 */
export function decodeString(text: string, from: number, to: number): string {
  for (let i = from; i < to; i++) {
    if (text.charCodeAt(i) === BACKSLASH) return unescapeInner(text.slice(from, to));
  }
  return text.slice(from, to);
}

/** Replaces the escapes of a JSON string's inner text. */
export function unescapeInner(inner: string): string {
  let out = "";
  let i = 0;
  while (i < inner.length) {
    const start = i;
    while (i < inner.length && inner.charCodeAt(i) !== BACKSLASH && inner.charCodeAt(i) >= SPACE) i++;
    out += inner.slice(start, i);
    if (i >= inner.length || inner.charCodeAt(i) < SPACE) return out;
    i++;
    if (inner.charCodeAt(i) === LOWER_U) {
      if (i + 5 > inner.length) return out;
      const high = readHex(inner, i + 1);
      i += 5;
      if (!isSurrogate(high)) out += String.fromCharCode(high);
      else if (inner.length - i >= 6 && inner.startsWith("\\u", i)) {
        out += joinSurrogates(high, readHex(inner, i + 2));
        i += 6;
      } else out += REPLACEMENT;
    } else {
      const simple = SIMPLE_ESCAPES[inner.charAt(i)];
      if (simple === undefined) return out;
      out += simple;
      i++;
    }
  }
  return out;
}

function readHex(text: string, at: number): number {
  const digits = text.slice(at, at + 4);
  return HEX.test(digits) ? Number.parseInt(digits, 16) : 0;
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

function joinSurrogates(high: number, low: number): string {
  if (high <= 0xdbff && low >= 0xdc00 && low <= 0xdfff) return String.fromCharCode(high, low);
  return REPLACEMENT;
}

const QUOTABLE = /["\\<>&\u2028\u2029\u0000-\u001f]|[\ud800-\udfff]/gu;
const SHORT_QUOTES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** A text as a JSON string. Characters that matter to HTML and the two Unicode line separators are escaped, as in GJSON. */
export function quoteString(text: string): string {
  return `"${text.replace(QUOTABLE, quoteCharacter)}"`;
}

function quoteCharacter(character: string): string {
  const short = SHORT_QUOTES[character];
  if (short !== undefined) return short;
  const code = character.charCodeAt(0);
  if (isSurrogate(code)) return REPLACEMENT;
  return `\\u${code.toString(16).padStart(4, "0")}`;
}

/** Compares by code point, which is the order of Go's strings (bytes of UTF-8). Negative, zero or positive. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    if (isSurrogate(x) === isSurrogate(y)) return x - y;
    return isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}
