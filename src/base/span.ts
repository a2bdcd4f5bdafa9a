/** A place in a text. Lines and columns count from 1, columns in UTF-16 code units; `offset` and `length` count code units from 0. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  readonly length: number;
}

/** Turns offsets of one text into line and column. Built once per text, each look-up is a binary search. */
export function createLineIndex(text: string): { spanAt(offset: number, length?: number): Span } {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return {
    spanAt(offset, length = 0) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] as number) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - (starts[low] as number) + 1, offset, length };
    },
  };
}
