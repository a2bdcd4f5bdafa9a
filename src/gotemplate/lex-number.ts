import { isDigit } from "./unicode.ts";

type Base = 2 | 8 | 10 | 16;

/** Where the widest text ends that could be a number; the parser finds out whether it is one. */
export function numberEnd(source: string, start: number): number {
  let at = start;
  const accept = (characters: string): boolean => {
    if (at >= source.length || !characters.includes(source[at] as string)) return false;
    at++;
    return true;
  };
  const digits = (base: Base): void => {
    while (isDigitOf(source.charCodeAt(at), base)) at++;
  };
  accept("+-");
  let base: Base = 10;
  if (accept("0")) {
    if (accept("xX")) base = 16;
    else if (accept("oO")) base = 8;
    else if (accept("bB")) base = 2;
  }
  digits(base);
  if (accept(".")) digits(base);
  if ((base === 10 && accept("eE")) || (base === 16 && accept("pP"))) {
    accept("+-");
    digits(10);
  }
  accept("i");
  return at;
}

/** Digits may have underscores between them. */
function isDigitOf(code: number, base: Base): boolean {
  if (code === 95) return true;
  if (base === 2) return code === 48 || code === 49;
  if (base === 8) return code >= 48 && code <= 55;
  return isDigit(code) || (base === 16 && ((code >= 97 && code <= 102) || (code >= 65 && code <= 70)));
}
