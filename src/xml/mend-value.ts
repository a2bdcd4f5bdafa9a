import { isBlank, nameAt } from "./chars.ts";

/** Where a value ends, and whether a blank must be put behind its quote. */
export interface ValueEnd {
  /** Offset of the closing quote. */
  readonly at: number;
  readonly blankMissing: boolean;
}

/** How many quotes are looked at behind the first likely end, so that no file takes long. */
const LOOK_AHEAD = 200;
/** How many likely ends of one value are tried against the rest of the tag, for the same reason. */
const CLEAN_CHECKS = 20;

/**
 * Finds the closing quote of a value whose inner quotes may not be escaped.
 *
 * A quote is a likely end when a blank and `name="` follow, or `>` or `/>` with markup or the end of the file behind it.
 * Of the likely ends the first counts at which all brackets opened in the value are closed, as in `{"a":"b"}` and
 * `#(type=="x")`, or behind which the tag goes on without a mistake; when there is none before the next element begins, the
 * first likely one.
 */
export function findValueEnd(text: string, open: number): ValueEnd | undefined {
  const quote = text[open] as string;
  let first: ValueEnd | undefined;
  let depth = 0;
  let seen = 0;
  let cleanChecks = 0;
  for (let at = open + 1; at < text.length; at++) {
    const character = text[at] as string;
    if (character === "(" || character === "[" || character === "{") depth++;
    else if (character === ")" || character === "]" || character === "}") depth--;
    else if (character === "<" && first && beginsElement(text, at)) return first;
    else if (character === quote) {
      const end = likelyEnd(text, at, depth);
      if (end && (depth <= 0 || (cleanChecks++ < CLEAN_CHECKS && isCleanRest(text, end.at + 1)))) return end;
      first ??= end;
      if (first && ++seen > LOOK_AHEAD) return first;
    }
  }
  return first;
}

function likelyEnd(text: string, at: number, depth: number): ValueEnd | undefined {
  const next = skipGap(text, at + 1);
  if (next >= text.length) return undefined;
  if (text[next] === ">") return endsTag(text, next + 1) ? { at, blankMissing: false } : undefined;
  if (text.startsWith("/>", next)) return endsTag(text, next + 2) ? { at, blankMissing: false } : undefined;
  if (next > at + 1) return beginsAttribute(text, next) ? { at, blankMissing: false } : undefined;
  const glued = depth <= 0 && /[A-Z]/.test(text[next] as string) && beginsAttribute(text, next);
  return glued ? { at, blankMissing: true } : undefined;
}

/** Behind the `>` of a tag stands markup or the end of the file: elements of a template hold no text. */
function endsTag(text: string, at: number): boolean {
  const next = skipGap(text, at);
  return next >= text.length || (text[next] === "<" && (text[next + 1] !== "/" || nameAt(text, next + 2) !== ""));
}

/** Whether well-formed attributes follow up to the end of the tag, and then an element of the vendor's kind. */
function isCleanRest(text: string, start: number): boolean {
  CLEAN_REST.lastIndex = start;
  return CLEAN_REST.test(text);
}

const CLEAN_REST = /(?:\s+[\w:.-]{1,60}\s*=\s*(?:"[^"<]{0,2000}"|'[^'<]{0,2000}')){0,12}\s*\/?>\s*(?:<\/?[A-Z]|$)/y;

/** A name, an equals sign and a quote; behind a name with a capital letter, as the vendor's have, a value without quotes too. */
function beginsAttribute(text: string, at: number, bare = /[A-Z]/.test(text.charAt(at))): boolean {
  const name = nameAt(text, at);
  if (name === "") return false;
  const equals = skipGap(text, at + name.length);
  if (text[equals] !== "=") return false;
  const value = text.charAt(skipGap(text, equals + 1));
  return value === '"' || value === "'" || OPENING_SMART.test(value) || (bare && /[\w.-]/.test(value));
}

const OPENING_SMART = /[\u2018-\u201f\u00ab\u2039\uff02\uff07]/;

/** Elements of the vendor's language begin with a capital letter, those of HTML inside a value usually do not. */
function beginsElement(text: string, at: number): boolean {
  const name = text[at + 1] === "/" ? at + 2 : at + 1;
  return /[A-Z]/.test(text[name] ?? "");
}

/** Where a value without quotes ends: before a blank, `>` or `/>`. */
export function findBareValueEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && !isBlank(text.charCodeAt(at)) && text[at] !== ">" && !text.startsWith("/>", at)) at++;
  return at;
}

const CLOSING: Readonly<Record<string, string>> = {
  "\u2018": "\u2019",
  "\u201c": "\u201d",
  "\u201e": "\u201c\u201d",
  "\u00ab": "\u00bb",
  "\u2039": "\u203a",
};

/** Where a value that begins with a typographic quote ends: at a closing one, or a straight one, behind which a tag goes on. */
export function findSmartValueEnd(text: string, open: number): number | undefined {
  const opening = text[open] as string;
  const closing = `${CLOSING[opening] ?? ""}${opening}"`;
  for (let at = open + 1; at < text.length && text[at] !== "<"; at++) {
    if (!closing.includes(text[at] as string)) continue;
    const next = skipGap(text, at + 1);
    if (text[next] === ">" || text.startsWith("/>", next) || text.startsWith("?>", next)) return at;
    if (next > at + 1 && beginsAttribute(text, next, true)) return at;
  }
  return undefined;
}

export function isSmartQuote(character: string | undefined): boolean {
  return character !== undefined && OPENING_SMART.test(character);
}

/** Skips blanks and the control characters that the mender removes. */
function skipGap(text: string, at: number): number {
  let index = at;
  while (index < text.length && text.charCodeAt(index) <= 0x20) index++;
  return index;
}
