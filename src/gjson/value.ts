import { BRACE_OPEN, BRACKET_OPEN, COLON, COMMA, LOWER_F, LOWER_T, QUOTE, SPACE } from "./chars.ts";
import { parseNumber, showNumber } from "./number.ts";
import { Start, skipContainer, skipScalar, startAt } from "./scan.ts";
import { decodeString } from "./strings.ts";

export type ValueType = "Null" | "False" | "Number" | "String" | "True" | "JSON";

/** A stretch of a text: the document, or a text that a modifier made. */
export interface Source {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A value found, as the place of its raw text. Nothing is copied until somebody asks. */
export interface Value extends Source {
  readonly type: ValueType;
}

export const MISSING: Value = Object.freeze({ type: "Null", text: "", from: 0, to: 0 });

export function sourceOf(text: string): Source {
  return { text, from: 0, to: text.length };
}

/** A null that stands in the document exists; a missing value does not. */
export function exists(value: Value): boolean {
  return value.type !== "Null" || value.to > value.from;
}

export function rawOf(source: Source): string {
  return source.text.slice(source.from, source.to);
}

export function numberOf(value: Value): number {
  return parseNumber(rawOf(value));
}

/** The inner text of a String value with its escapes replaced. A string cut short by the end of the text keeps what is there. */
export function innerText(value: Value): string {
  const closed = isClosedString(value.text, value.from, value.to);
  return decodeString(value.text, value.from + 1, closed ? value.to - 1 : value.to);
}

/** GJSON's `Result.String()`: strings without quotes and escapes, containers raw, null as the empty text. */
export function textOf(value: Value): string {
  switch (value.type) {
    case "Null":
      return "";
    case "False":
      return "false";
    case "True":
      return "true";
    case "Number":
      return showNumber(rawOf(value));
    case "String":
      return innerText(value);
    case "JSON":
      return rawOf(value);
  }
}

export function isArray(value: Value): boolean {
  return value.type === "JSON" && value.text.charCodeAt(value.from) === BRACKET_OPEN;
}

export function isObject(value: Value): boolean {
  return value.type === "JSON" && value.text.charCodeAt(value.from) === BRACE_OPEN;
}

/** The type of the value at a place, where `start` tells its kind. */
export function typeAt(text: string, at: number, start: Start): ValueType {
  if (start === Start.Object || start === Start.Array) return "JSON";
  if (start === Start.String) return "String";
  if (start === Start.Number) return "Number";
  const letter = text.charCodeAt(at);
  if (letter === LOWER_T) return "True";
  return letter === LOWER_F ? "False" : "Null";
}

/** Reads the value that begins exactly at `i`, where `start` says its kind. `undefined` for a string without an end. */
function readValue(text: string, i: number, end: number, start: Start): Value | undefined {
  if (start === Start.Object || start === Start.Array) {
    return { type: "JSON", text, from: i, to: skipContainer(text, i, end) };
  }
  const to = skipScalar(text, i, end, start);
  if (start === Start.String && !isClosedString(text, i, to)) return undefined;
  return { type: typeAt(text, i, start), text, from: i, to };
}

/** Tells whether a string that begins at `from` and was skipped up to `to` has its closing quote. */
export function isClosedString(text: string, from: number, to: number): boolean {
  return to - from > 1 && text.charCodeAt(to - 1) === QUOTE;
}

/** Reads the next value at or after `from`, over anything that starts none. `undefined` when there is no further value. */
export function nextValue(text: string, from: number, end: number): Value | undefined {
  for (let i = from; i < end; i++) {
    const start = startAt(text, i, end);
    if (start !== Start.Other) return readValue(text, i, end, start);
  }
  return undefined;
}

/**
 * Reads a whole text as one value (GJSON's `Parse`): a container is everything from its bracket on, trailing space included;
 * a text that begins with something else than a value is missing.
 */
export function parseValue({ text, from, to }: Source): Value {
  let i = from;
  while (i < to && text.charCodeAt(i) <= SPACE) i++;
  if (i >= to) return MISSING;
  const start = startAt(text, i, to);
  if (start === Start.Object || start === Start.Array) return { type: "JSON", text, from: i, to };
  if (start === Start.Other) return MISSING;
  return { type: typeAt(text, i, start), text, from: i, to: skipScalar(text, i, to, start) };
}

/** Calls `visit` for each member of an object or array; for a scalar once, without a key. Stops quietly where the text is broken. */
export function forEachChild(parent: Value, visit: (child: Value, key: Value | undefined) => void): void {
  if (!exists(parent)) return;
  if (parent.type !== "JSON") {
    visit(parent, undefined);
    return;
  }
  const { text, to } = parent;
  const keyed = isObject(parent);
  for (let i = parent.from + 1; i < to; i++) {
    let key: Value | undefined;
    if (keyed) {
      if (text.charCodeAt(i) !== QUOTE) continue;
      key = readValue(text, i, to, Start.String);
      if (!key) return;
      i = key.to;
    }
    while (i < to && isSeparator(text.charCodeAt(i))) i++;
    const child = nextValue(text, i, to);
    if (!child) return;
    visit(child, key);
    i = child.to;
  }
}

function isSeparator(code: number): boolean {
  return code <= SPACE || code === COMMA || code === COLON;
}
