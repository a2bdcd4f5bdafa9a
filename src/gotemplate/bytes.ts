/**
 * Go's strings are bytes. Here a string is a JavaScript string in which a byte that is not part of valid UTF-8 stands as a lone
 * low surrogate, U+DC80 to U+DCFF for the bytes 80 to FF. Strings are kept joined: bytes that together make a character are
 * that character.
 */

const ENCODER = new TextEncoder();
const ESCAPE = 0xdc00;

function isByteEscape(code: number): boolean {
  return code >= 0xdc80 && code <= 0xdcff;
}

/**
 * The bytes of a string that a template made: UTF-8, with the code units U+DC80 to U+DCFF standing for the bytes 80 to FF. Other
 * halves of surrogate pairs become the replacement character.
 */
export function toBytes(text: string): Uint8Array {
  if (text.isWellFormed()) return ENCODER.encode(text);
  const out: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (isByteEscape(code)) out.push(code - ESCAPE);
    else out.push(...ENCODER.encode(character));
  }
  return Uint8Array.from(out);
}

/** Length of the UTF-8 sequence that starts at `at`, or 0 when there is no valid one. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) return 0;
  const second = bytes[at + 1] as number;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let i = at + 2; i < at + length; i++) if (((bytes[i] as number) & 0xc0) !== 0x80) return 0;
  return length;
}

const STRICT_DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The inverse of {@link toBytes}. */
export function fromBytes(bytes: Uint8Array): string {
  try {
    return STRICT_DECODER.decode(bytes);
  } catch {
    return fromBrokenBytes(bytes);
  }
}

function fromBrokenBytes(bytes: Uint8Array): string {
  let out = "";
  let from = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    out += STRICT_DECODER.decode(bytes.subarray(from, at)) + String.fromCharCode(ESCAPE + (bytes[at] as number));
    from = ++at;
  }
  return out + STRICT_DECODER.decode(bytes.subarray(from));
}

/** Brings a string that was put together from parts into its kept form. */
export function joined(text: string): string {
  return text.isWellFormed() ? text : fromBytes(toBytes(text));
}

/** Is every code unit below 128, so that bytes, code units and characters are the same? */
function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/** Go's `len` of a string. */
export function byteLength(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    if (code < 0x800) length += 1;
    else if (code < 0xd800 || code > 0xdfff) length += 2;
    else return toBytes(text).length;
  }
  return length;
}

/** Go's `s[from:to]`, counted in bytes. */
export function byteSlice(text: string, from: number, to: number): string {
  return isAscii(text) ? text.slice(from, to) : fromBytes(toBytes(text).subarray(from, to));
}

/** The character count of Go's `utf8.RuneCountInString`: a byte that is not UTF-8 counts as one. */
export function runeCount(text: string): number {
  let count = text.length;
  for (let i = 0; i + 1 < text.length; i++) {
    if ((text.charCodeAt(i) & 0xfc00) !== 0xd800 || (text.charCodeAt(i + 1) & 0xfc00) !== 0xdc00) continue;
    count--;
    i++;
  }
  return count;
}

/** Go's order of strings, by bytes: negative, zero or positive. */
export function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    if (x < 0xd800 && y < 0xd800) return x - y;
    return compareBytes(toBytes(a), toBytes(b));
  }
  return a.length - b.length;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
