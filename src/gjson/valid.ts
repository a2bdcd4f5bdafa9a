import {
  BACKSLASH,
  BRACE_CLOSE,
  BRACE_OPEN,
  BRACKET_CLOSE,
  BRACKET_OPEN,
  COLON,
  COMMA,
  LOWER_F,
  LOWER_N,
  LOWER_T,
  LOWER_U,
  QUOTE,
  SPACE,
} from "./chars.ts";

const BROKEN = -1;

/** Tells whether a stretch of text is one JSON value by RFC 8259, at any depth without recursion. */
export function isValidJson(text: string, from: number, to: number): boolean {
  // The open containers, innermost last: the bracket that has to close each.
  const closers: number[] = [];
  let i = skipSpace(text, from, to);
  for (;;) {
    i = readStart(text, i, to, closers);
    if (i === BROKEN) return false;
    // A value is complete: close what ends here, go on after a comma.
    for (;;) {
      i = skipSpace(text, i, to);
      const closer = closers.at(-1);
      if (closer === undefined) return i === to;
      const code = i < to ? text.charCodeAt(i) : BROKEN;
      if (code === closer) {
        closers.pop();
        i++;
      } else if (code === COMMA) {
        i = skipSpace(text, i + 1, to);
        if (closer === BRACE_CLOSE) i = readKey(text, i, to);
        if (i === BROKEN) return false;
        break;
      } else return false;
    }
  }
}

/** Reads one value; for a container that is not empty, down to the end of its first scalar or empty descendant. */
function readStart(text: string, at: number, to: number, closers: number[]): number {
  let i = at;
  for (;;) {
    if (i >= to) return BROKEN;
    const code = text.charCodeAt(i);
    if (code !== BRACE_OPEN && code !== BRACKET_OPEN) return readScalar(text, i, to);
    const closer = code === BRACE_OPEN ? BRACE_CLOSE : BRACKET_CLOSE;
    i = skipSpace(text, i + 1, to);
    if (i < to && text.charCodeAt(i) === closer) return i + 1;
    closers.push(closer);
    if (closer === BRACE_CLOSE) i = readKey(text, i, to);
    if (i === BROKEN) return BROKEN;
  }
}

/** A key and its colon, and the space behind it. */
function readKey(text: string, at: number, to: number): number {
  if (at >= to || text.charCodeAt(at) !== QUOTE) return BROKEN;
  const end = readString(text, at, to);
  if (end === BROKEN) return BROKEN;
  const colon = skipSpace(text, end, to);
  if (colon >= to || text.charCodeAt(colon) !== COLON) return BROKEN;
  return skipSpace(text, colon + 1, to);
}

function skipSpace(text: string, at: number, to: number): number {
  let i = at;
  while (i < to && isSpace(text.charCodeAt(i))) i++;
  return i;
}

function isSpace(code: number): boolean {
  return code === SPACE || code === 0x09 || code === 0x0a || code === 0x0d;
}

function readScalar(text: string, at: number, to: number): number {
  switch (text.charCodeAt(at)) {
    case QUOTE:
      return readString(text, at, to);
    case LOWER_T:
      return readWord(text, at, to, "true");
    case LOWER_F:
      return readWord(text, at, to, "false");
    case LOWER_N:
      return readWord(text, at, to, "null");
    default:
      return readNumber(text, at, to);
  }
}

function readWord(text: string, at: number, to: number, word: string): number {
  return at + word.length <= to && text.startsWith(word, at) ? at + word.length : BROKEN;
}

function readString(text: string, at: number, to: number): number {
  for (let i = at + 1; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) return i + 1;
    if (code < SPACE) return BROKEN;
    if (code !== BACKSLASH) continue;
    i++;
    const length = i < to && text.charCodeAt(i) === LOWER_U ? 5 : 1;
    if (i + length > to || !/^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})$/.test(text.slice(i, i + length))) return BROKEN;
    i += length - 1;
  }
  return BROKEN;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readNumber(text: string, at: number, to: number): number {
  NUMBER.lastIndex = at;
  if (!NUMBER.test(text)) return BROKEN;
  return NUMBER.lastIndex <= to ? NUMBER.lastIndex : BROKEN;
}
