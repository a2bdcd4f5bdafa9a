import { type ContainerEnds, createContainerEnds } from "./bulk/ends.ts";
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

/** An array with less text left is gone over element by element. */
const LONG = 16_384;
/** So much of a long array is gone over first, in case the answer is near. */
const PATIENCE = 2048;

/** Starts inside the bracket. An array that is not closed ends with the text. */
export function createElements(text: string, from: number, end: number): Elements {
  let at = from;
  let first = from;
  let start: Start = Start.Other;
  let broken = false;
  let ends: ContainerEnds | undefined;
  // A long array has the ends of its containers looked up together.
  let endsFrom = end - from > LONG ? from + PATIENCE : Number.POSITIVE_INFINITY;
  const skip = () => {
    if (at > endsFrom) {
      endsFrom = Number.POSITIVE_INFINITY;
      ends = createContainerEnds(text, at, end);
    }
    const stop = ends?.endOf(at);
    return stop === undefined ? skipContainer(text, at, end) : Math.min(stop, end);
  };
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
        if (start === Start.Object || start === Start.Array) at = skip();
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
