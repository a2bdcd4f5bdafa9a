import { BRACE_OPEN, BRACKET_CLOSE, BRACKET_OPEN, COMMA, SPACE } from "../chars.ts";
import { Start, skipScalar, startAt } from "../scan.ts";

/** Room below which no array is tried on one line. */
const LEAST_ROOM = 4;

/**
 * Prints an array of scalars (and of arrays of such) on one line of at most `room` bytes.
 * `undefined` when it does not fit, holds an object or is not closed. It looks no further than `room` characters.
 */
export function inlineArray(
  text: string,
  from: number,
  end: number,
  room: number,
): { out: string; end: number } | undefined {
  if (room < LEAST_ROOM) return undefined;
  let out = "";
  let used = 0;
  let depth = 0;
  let opened = false;
  const write = (piece: string) => {
    out += piece;
    used += byteLength(piece);
  };
  let i = from;
  while (i < end && used <= room) {
    const code = text.charCodeAt(i);
    if (code <= SPACE || code === COMMA) {
      i++;
      continue;
    }
    if (code === BRACE_OPEN) return undefined;
    if (code === BRACKET_CLOSE) {
      write("]");
      i++;
      opened = false;
      if (--depth === 0) return used <= room ? { out, end: i } : undefined;
      continue;
    }
    if (depth > 0 && !opened) write(", ");
    opened = code === BRACKET_OPEN;
    if (opened) {
      write("[");
      depth++;
      i++;
      continue;
    }
    const start = startAt(text, i, end);
    if (start === Start.Other) return undefined;
    const stop = skipScalar(text, i, Math.min(end, i + room + 1), start);
    write(text.slice(i, stop));
    i = stop;
  }
  return undefined;
}

/** The length of a text in UTF-8, which is what the width of a line is measured in. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    // Each half of a surrogate pair stands for two of the four bytes.
    bytes += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}
