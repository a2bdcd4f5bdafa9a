import { findFarClose } from "./bulk/ends.ts";
import {
  BACKSLASH,
  BRACE_CLOSE,
  BRACE_OPEN,
  BRACKET_CLOSE,
  BRACKET_OPEN,
  COMMA,
  LOWER_A,
  LOWER_F,
  LOWER_N,
  LOWER_T,
  LOWER_U,
  LOWER_Z,
  QUOTE,
  SPACE,
} from "./chars.ts";

/** What the first character of a value says about it. `Other` starts no value. */
export const Start = { Other: 0, String: 1, Object: 2, Array: 3, Literal: 4, Number: 5 } as const;
export type Start = (typeof Start)[keyof typeof Start];

const STARTS = new Uint8Array(128);
STARTS[QUOTE] = Start.String;
STARTS[BRACE_OPEN] = Start.Object;
STARTS[BRACKET_OPEN] = Start.Array;
STARTS[LOWER_N] = STARTS[LOWER_T] = STARTS[LOWER_F] = Start.Literal;
for (const first of "+-0123456789iIN") STARTS[first.charCodeAt(0)] = Start.Number;

/** Tells by its first character which kind of value begins at `i`; `nan` is a number and `null` a literal. */
export function startAt(text: string, i: number, end: number): Start {
  const code = text.charCodeAt(i);
  const start = code < 128 ? (STARTS[code] as Start) : Start.Other;
  if (code === LOWER_N && i + 1 < end && text.charCodeAt(i + 1) !== LOWER_U) return Start.Number;
  return start;
}

/** From the first character inside a string to its closing quote; `end` when there is none. */
export function findQuote(text: string, from: number, end: number): number {
  for (let i = from; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) return i;
    if (code === BACKSLASH) i++;
  }
  return end;
}

/** A container that does not end within so many characters is searched again from its start, many bytes at a time. */
const NEAR = 256;

/** From an opening bracket to the place after its partner, over strings and inner brackets; `end` when there is none. */
export function skipContainer(text: string, from: number, end: number): number {
  const near = Math.min(end, from + NEAR);
  const close = closeContainer(text, from + 1, near);
  if (close >= 0) return close;
  if (near === end) return end;
  const far = findFarClose(text, from + 1, end) ?? closeContainer(text, from + 1, end);
  return far >= 0 ? far : end;
}

/** From inside a container to the place after its closing bracket; -1 when there is none. */
function closeContainer(text: string, from: number, end: number): number {
  let depth = 1;
  for (let i = from; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) {
      i++;
      for (; i < end; i++) {
        const inner = text.charCodeAt(i);
        if (inner === QUOTE) break;
        if (inner === BACKSLASH) i++;
      }
    } else {
      // Setting bit 5 makes `[` equal to `{` and `]` equal to `}`.
      const folded = code | 0x20;
      if (folded === BRACE_OPEN) depth++;
      else if (folded === BRACE_CLOSE && --depth === 0) return i + 1;
    }
  }
  return -1;
}

/** From the first character of a number to the place after it: white space, a comma or a closing bracket. */
function skipNumber(text: string, from: number, end: number): number {
  let i = from + 1;
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code <= SPACE || code === COMMA || code === BRACKET_CLOSE || code === BRACE_CLOSE) break;
  }
  return Math.min(i, end);
}

/** From the first letter of `true`, `false` or `null` to the place after the last lower-case letter. */
function skipLiteral(text: string, from: number, end: number): number {
  let i = from + 1;
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code < LOWER_A || code > LOWER_Z) break;
  }
  return Math.min(i, end);
}

/** The place behind a string, literal or number; for a string without an end, the end. */
export function skipScalar(text: string, from: number, end: number, start: Start): number {
  if (start === Start.String) return Math.min(findQuote(text, from + 1, end) + 1, end);
  return start === Start.Literal ? skipLiteral(text, from, end) : skipNumber(text, from, end);
}
