/** Limits of one XML file. A file beyond them is refused with a diagnostic. */
export const XML_LIMITS = {
  /** Size of the file in UTF-8. The vendor takes files under 1 MB. */
  bytes: 1024 * 1024,
  /** Elements inside elements. */
  depth: 64,
  /** Elements, comments, processing instructions and texts that are not blank. */
  nodes: 10_000,
  /** Places that the mender changes in one file. */
  mends: 10_000,
} as const;

/** Size of a text in UTF-8. */
export function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
