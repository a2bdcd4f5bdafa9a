import { BACKSLASH, BRACE_CLOSE, BRACE_OPEN, BRACKET_CLOSE, BRACKET_OPEN, COLON, QUOTE } from "./chars.ts";
import { MAX_DEPTH } from "./limits.ts";
import { matchPattern } from "./match.ts";
import type { KeyReading, Subpath } from "./node.ts";
import { elementOf, keyOf } from "./parse.ts";
import { Start, skipContainer, skipScalar, startAt } from "./scan.ts";
import { decodeString } from "./strings.ts";
import { isClosedString, type Source, typeAt, type Value } from "./value.ts";
import { walkElements } from "./walk-elements.ts";

/** One walk through a text for the components of a path up to its first pipe. */
export interface Walk {
  readonly text: string;
  readonly end: number;
  value: Value;
  /** What has to be asked of the value afterwards. It is set when the walk reaches the component before the pipe, found or not. */
  pipe: Subpath | undefined;
  /** The walk found what it looked for and is over. */
  hit: boolean;
  /** The key read last is the one asked for. */
  keyMatched: boolean;
  evaluate(path: Subpath, source: Source, depth: number): Value;
}

/** Walks into the first container of the text, whatever stands before it. */
export function walkDocument(walk: Walk, from: number, step: Subpath, depth: number): void {
  for (let i = from; i < walk.end; i++) {
    const code = walk.text.charCodeAt(i);
    if (code !== BRACE_OPEN && code !== BRACKET_OPEN) continue;
    walkContainer(walk, i, step, depth);
    return;
  }
}

/** Walks the container that opens at `at`; gives the place to go on from when nothing was hit. */
function walkContainer(walk: Walk, at: number, step: Subpath, depth: number): number {
  if (depth > MAX_DEPTH) return skipContainer(walk.text, at, walk.end);
  if (walk.text.charCodeAt(at) === BRACE_OPEN) return walkObject(walk, at + 1, step, depth);
  return walkArray(walk, at + 1, step, depth);
}

/** From inside the brace: looks for the member that the first component names; gives the place behind the object. */
function walkObject(walk: Walk, from: number, step: Subpath, depth: number): number {
  const { text, end } = walk;
  const reading = keyOf(step);
  if (reading.pipe) walk.pipe = reading.pipe;
  let i = from;
  while (i < end) {
    const code = text.charCodeAt(i);
    if (code === BRACE_CLOSE) return i + 1;
    if (code !== QUOTE) {
      i++;
      continue;
    }
    i = readKey(walk, i + 1, reading) + 1;
    if (text.charCodeAt(i) === COLON) i++;
    let start = startAt(text, i, end);
    while (start === Start.Other && ++i < end) start = startAt(text, i, end);
    if (i >= end) return end;
    i = walkValue(walk, i, start, walk.keyMatched, reading.next, depth);
    if (walk.hit) return i;
  }
  return end;
}

/** Reads a key from inside its quotes, tells in `keyMatched` whether it is the one asked for, and gives its closing quote. */
function readKey(walk: Walk, from: number, { codes, name, pattern }: KeyReading): number {
  const { text, end } = walk;
  let i = from;
  if (codes) {
    let same = 0;
    while (same < codes.length && text.charCodeAt(i) === codes[same]) {
      same++;
      i++;
    }
    if (same === codes.length && text.charCodeAt(i) === QUOTE && i < end) {
      walk.keyMatched = true;
      return i;
    }
  }
  let escaped = false;
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) break;
    if (code === BACKSLASH) {
      escaped = true;
      i++;
    }
  }
  const key = codes && !escaped ? undefined : decodeString(text, from, Math.min(i, end));
  walk.keyMatched = key !== undefined && (pattern ? matchPattern(pattern, key) : key === name);
  return i;
}

/** Takes the value at `at` when it is the one asked for and the last, walks into it when there is more to ask, else skips it. */
function walkValue(
  walk: Walk,
  at: number,
  start: Start,
  wanted: boolean,
  next: Subpath | undefined,
  depth: number,
): number {
  const { text, end } = walk;
  if (start === Start.Object || start === Start.Array) {
    if (wanted && next) return walkContainer(walk, at, next, depth + 1);
    const stop = skipContainer(text, at, end);
    return wanted ? take(walk, at, stop, start) : stop;
  }
  const stop = skipScalar(text, at, end, start);
  if (start === Start.String && !isClosedString(text, at, stop)) return end;
  return wanted && !next ? take(walk, at, stop, start) : stop;
}

function take(walk: Walk, from: number, to: number, start: Start): number {
  walk.value = { type: typeAt(walk.text, from, start), text: walk.text, from, to };
  walk.hit = true;
  return to;
}

/** From inside the bracket, or from the first line of a JSON Lines text; gives the place behind the array. */
export function walkArray(walk: Walk, from: number, step: Subpath, depth: number): number {
  const reading = elementOf(step);
  if (reading.kind !== "index") return walkElements(walk, from, reading, depth);
  const { text, end } = walk;
  const { index, next } = reading;
  if (reading.pipe) walk.pipe = reading.pipe;
  let count = 0;
  let i = from;
  while (i < end) {
    if (text.charCodeAt(i) === BRACKET_CLOSE) return i + 1;
    const start = startAt(text, i, end);
    if (start === Start.Other) {
      i++;
      continue;
    }
    i = walkValue(walk, i, start, count === index, next, depth);
    if (walk.hit) return i;
    // No further element can be the one asked for.
    if (count++ === index) return skipContainer(text, i - 1, end);
  }
  return end;
}
