import { BRACKET_CLOSE } from "./chars.ts";
import { Start, skipContainer, skipScalar, startAt } from "./scan.ts";
import { isClosedString, typeAt, type Value } from "./value.ts";

/** Goes over the elements of an array, one after the other. */
export interface Elements {
  /** Moves to the next element; false behind the last one. */
  advance(): boolean;
  /** The element moved to. */
  value(): Value;
  /** The place behind the element moved to, and in the end behind the array. */
  readonly at: number;
  /** The array ended inside a string. */
  readonly broken: boolean;
}

/** Starts inside the bracket. An array that is not closed ends with the text. */
export function createElements(text: string, from: number, end: number): Elements {
  let at = from;
  let first = from;
  let start: Start = Start.Other;
  let broken = false;
  return {
    advance() {
      for (; at < end; at++) {
        if (text.charCodeAt(at) === BRACKET_CLOSE) {
          at++;
          return false;
        }
        start = startAt(text, at, end);
        if (start === Start.Other) continue;
        first = at;
        if (start === Start.Object || start === Start.Array) at = skipContainer(text, at, end);
        else {
          at = skipScalar(text, at, end, start);
          broken = start === Start.String && !isClosedString(text, first, at);
        }
        return !broken;
      }
      return false;
    },
    value: () => ({ type: typeAt(text, first, start), text, from: first, to: at }),
    get at() {
      return at;
    },
    get broken() {
      return broken;
    },
  };
}
