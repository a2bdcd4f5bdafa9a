/** What part of a file is wanted; both ends count. `none` = no part that the file has. */
export type ByteRange = { readonly start: number; readonly end: number } | "all" | "none";

/**
 * Reads a Range header (RFC 9110, 14.1.2). What is not understood counts as absent, and so do several ranges at once, as a server may choose
 * (14.2).
 */
export function readByteRange(header: string | undefined, bytes: number): ByteRange {
  const [, first = "", last = ""] = /^bytes *= *(\d*) *- *(\d*)$/i.exec(header?.trim() ?? "") ?? [];
  if (first === "" && last === "") return "all";
  if (first === "") {
    const length = Math.min(Number(last), bytes);
    return length === 0 ? "none" : { start: bytes - length, end: bytes - 1 };
  }
  const start = Number(first);
  if (last !== "" && Number(last) < start) return "all";
  if (start >= bytes) return "none";
  return { start, end: last === "" ? bytes - 1 : Math.min(Number(last), bytes - 1) };
}
