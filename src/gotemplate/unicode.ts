const LETTER_OR_DIGIT = /^[\p{L}\p{Nd}]$/u;
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u;

/** May the code point stand in a name: a letter, a decimal digit or an underscore? */
export function isNamePart(code: number): boolean {
  if (code < 128) {
    return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (code >= 48 && code <= 57);
  }
  return code <= 0x10ffff && LETTER_OR_DIGIT.test(String.fromCodePoint(code));
}

/** Go's `unicode.IsPrint`: letters, marks, numbers, punctuation, symbols and the ASCII space. */
export function isPrintable(code: number): boolean {
  if (code < 127) return code >= 32;
  if (code < 0xa1 || code > 0x10ffff || isSurrogate(code)) return false;
  return PRINTABLE.test(String.fromCodePoint(code));
}

/** The template language's white space: blank, tab, carriage return, line feed. */
export function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

/** Is the code point outside Unicode, or one half of a surrogate pair? */
export function isInvalidRune(code: number): boolean {
  return code < 0 || code > 0x10ffff || isSurrogate(code);
}

/** `%#U` of Go: `U+0E37 'ื'`, without the character where it cannot be seen. */
export function describeRune(code: number): string {
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return isPrintable(code) ? `${hex} '${String.fromCodePoint(code)}'` : hex;
}
