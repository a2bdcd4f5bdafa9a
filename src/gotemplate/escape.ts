import { joined, toBytes } from "./bytes.ts";
import { isPrintable } from "./unicode.ts";

const HTML: Readonly<Record<string, string>> = {
  "\0": "\ufffd",
  '"': "&#34;",
  "'": "&#39;",
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
};

/** Go's `html` function. */
export function escapeHtml(text: string): string {
  return text.replace(/[\0"'&<>]/g, (character) => HTML[character] as string);
}

const JS: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "'": "\\'",
  '"': '\\"',
  "<": "\\u003C",
  ">": "\\u003E",
  "&": "\\u0026",
  "=": "\\u003D",
};

/** Go's `js` function: text for the inside of a JavaScript string. */
export function escapeJs(text: string): string {
  return text.replace(/[\0-\x1f\\'"<>&=]|[^\0-\x7f]/gu, (character) => {
    const known = JS[character];
    if (known !== undefined) return known;
    const rune = character.codePointAt(0) as number;
    if (rune >= 128 && (isPrintable(rune) || (rune >= 0xdc80 && rune <= 0xdcff))) return character;
    return `\\u${rune.toString(16).toUpperCase().padStart(4, "0")}`;
  });
}

/** Characters that stay as they are in a query: letters, digits and `-_.~`. */
function isUnreserved(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 45 ||
    code === 95 ||
    code === 46 ||
    code === 126
  );
}

const PERCENT = Array.from({ length: 256 }, (_, byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`);

/** Percent-encodes all bytes but unreserved ones and those in `kept`; `blank` is what a blank becomes. */
function percentEncode(text: string, kept: string, blank: string): string {
  let at = 0;
  while (at < text.length && isUnreserved(text.charCodeAt(at))) at++;
  if (at === text.length) return text;
  let out = "";
  let from = 0;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isUnreserved(code)) continue;
    if (code > 127) return out + text.slice(from, at) + encodeRest(text.slice(at), kept, blank);
    if (kept.includes(text[at] as string)) continue;
    out += text.slice(from, at) + (code === 32 ? blank : (PERCENT[code] as string));
    from = at + 1;
  }
  return out + text.slice(from);
}

function encodeRest(text: string, kept: string, blank: string): string {
  let out = "";
  for (const byte of toBytes(joined(text))) {
    const character = String.fromCharCode(byte);
    if (byte === 32) out += blank;
    else out += isUnreserved(byte) || kept.includes(character) ? character : (PERCENT[byte] as string);
  }
  return out;
}

/** Go's `url.QueryEscape`: a blank becomes a plus sign. */
export function queryEscape(text: string): string {
  return percentEncode(text, "", "+");
}

/** Go's `url.PathEscape`: for one segment of a path. */
export function pathEscape(text: string): string {
  return percentEncode(text, "$&+:=@", "%20");
}

/** RFC 3986: all but letters, digits and `-_.~`; the vendor's `UrlEncode`. */
export function percentEscape(text: string): string {
  return percentEncode(text, "", "%20");
}
