import { type ContainerEnds, createContainerEnds } from "./bulk/ends.ts";
import { BRACKET_CLOSE } from "./chars.ts";
import { Start, skipContainer, skipScalar, startAt } from "./scan.ts";
import { isClosedString, typeAt, type Value } from "./value.ts";

/** An array with less text left is gone over element by element. */
const LONG = 512;

/** Goes over the elements of an array, one after the other. */
export class Elements {
  /** The place behind the element moved to, and in the end behind the array. */
  at: number;
  /** The array ended inside a string. */
  broken = false;
  readonly #text: string;
  readonly #end: number;
  #first: number;
  #start: Start = Start.Other;
  #ends: ContainerEnds | undefined;
  /** The ends of the containers in a long array are looked up together, from the first one on. */
  #lookUp: boolean;

  /** Starts inside the bracket. An array that is not closed ends with the text. */
  constructor(text: string, from: number, end: number) {
    this.at = from;
    this.#text = text;
    this.#end = end;
    this.#first = from;
    this.#lookUp = end - from > LONG;
  }

  /** Moves to the next element; false behind the last one. */
  advance(): boolean {
    const text = this.#text;
    const end = this.#end;
    for (let i = this.at; i < end; i++) {
      if (text.charCodeAt(i) === BRACKET_CLOSE) {
        this.at = i + 1;
        return false;
      }
      const start = startAt(text, i, end);
      if (start === Start.Other) continue;
      this.#start = start;
      this.#first = i;
      if (start === Start.Object || start === Start.Array) this.at = this.#skipContainer(i);
      else {
        this.at = skipScalar(text, i, end, start);
        this.broken = start === Start.String && !isClosedString(text, i, this.at);
      }
      return !this.broken;
    }
    this.at = end;
    return false;
  }

  /** The element moved to. */
  value(): Value {
    return { type: typeAt(this.#text, this.#first, this.#start), text: this.#text, from: this.#first, to: this.at };
  }

  #skipContainer(at: number): number {
    if (this.#lookUp) {
      this.#lookUp = false;
      this.#ends = createContainerEnds(this.#text, at, this.#end);
    }
    const stop = this.#ends?.endOf(at);
    return stop === undefined ? skipContainer(this.#text, at, this.#end) : Math.min(stop, this.#end);
  }
}
