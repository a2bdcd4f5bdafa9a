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
  if (!/[^ !#-%(-;?-[\]-\x7f]/.test(text)) return text;
  return text.replace(/[\0-\x1f\\'"<>&=]|[^\0-\x7f]/gu, (character) => {
    const known = JS[character];
    if (known !== undefined) return known;
    const rune = character.codePointAt(0) as number;
    if (rune >= 128 && (isPrintable(rune) || (rune >= 0xdc80 && rune <= 0xdcff))) return character;
    return `\\u${rune.toString(16).toUpperCase().padStart(4, "0")}`;
  });
}

const PERCENT = Array.from({ length: 256 }, (_, byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`);

/** Makes an encoder that keeps letters, digits, `-_.~` and some more characters; `blank` is what a blank becomes. */
function percentEncoder(kept: string, blank: string): (text: string) => string {
  const keeps = new Uint8Array(256);
  for (let code = 0; code < 128; code++) {
    const character = String.fromCharCode(code);
    keeps[code] = /[A-Za-z0-9_.~-]/.test(character) || kept.includes(character) ? 1 : 0;
  }
  const codes = PERCENT.with(32, blank);
  const encodeBytes = (bytes: Uint8Array): string => {
    let out = "";
    for (const byte of bytes) out += keeps[byte] === 1 ? String.fromCharCode(byte) : codes[byte];
    return out;
  };
  return (text) => {
    let out = "";
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code > 127) return out + text.slice(from, at) + encodeBytes(toBytes(joined(text.slice(at))));
      if (keeps[code] === 1) continue;
      if (at > from) out += text.slice(from, at);
      out += codes[code] as string;
      from = at + 1;
    }
    return from === 0 ? text : out + text.slice(from);
  };
}

/** Go's `url.QueryEscape`: a blank becomes a plus sign. */
export const queryEscape: (text: string) => string = percentEncoder("", "+");

/** Go's `url.PathEscape`: for one segment of a path. */
export const pathEscape: (text: string) => string = percentEncoder("$&+:=@", "%20");

/** RFC 3986: all but letters, digits and `-_.~`; the vendor's `UrlEncode`. */
export const percentEscape: (text: string) => string = percentEncoder("", "%20");
