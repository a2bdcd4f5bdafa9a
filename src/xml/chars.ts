import type { XmlVersion } from "./node.ts";

const NAME_START =
  ":A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}-\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}";
const NAME_CHAR = `${NAME_START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}`;
const NAME = new RegExp(`[${NAME_START}][${NAME_CHAR}]*`, "uy");

/** The XML name (production 5 of XML 1.0 and 1.1) that begins at `at`, or the empty string. */
export function nameAt(text: string, at: number): string {
  NAME.lastIndex = at;
  return NAME.exec(text)?.[0] ?? "";
}

/** The first offset from `at` on that is no blank (production 3). */
export function skipBlanks(text: string, at: number): number {
  let index = at;
  while (index < text.length && isBlank(text.charCodeAt(index))) index++;
  return index;
}

export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

const FORBIDDEN = {
  "1.0": /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu,
  "1.1": /[^\t\n\r\u{20}-\u{7E}\u{85}\u{A0}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu,
} as const;

/** Offsets of the characters that may not stand in a document as themselves (production 2; 1.1 also its restricted characters). */
export function* forbiddenCharacters(text: string, version: XmlVersion): Generator<number> {
  for (const match of text.matchAll(FORBIDDEN[version])) yield match.index;
}

/** Whether a character reference may name that code point. XML 1.1 allows control characters this way, except NUL. */
export function isReferable(code: number, version: XmlVersion): boolean {
  if (code >= 0x20)
    return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
  if (version === "1.1") return code > 0;
  return code === 9 || code === 10 || code === 13;
}

/** How a character is written in a message: itself when it can be seen, else its number. */
export function showCharacter(text: string, at: number): string {
  const code = text.codePointAt(at) ?? 0;
  const visible =
    code > 0x20 && code !== 0x7f && !(code >= 0x80 && code <= 0xa0) && !(code >= 0xd800 && code <= 0xf8ff);
  const number = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return visible && code < 0xfff0 ? String.fromCodePoint(code) : number;
}
