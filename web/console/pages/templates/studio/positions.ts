/** A line break of a document in the editor is one character, however it is written in the file. */
export function toEditorOffset(text: string, offset: number): number {
  let pairs = 0;
  for (let at = text.indexOf("\r\n"); at >= 0 && at + 1 < offset; at = text.indexOf("\r\n", at + 2)) pairs++;
  return offset - pairs;
}

/** Whether every line of a file ends in CR LF, so that it is written so again. */
export function endsInCrLf(text: string): boolean {
  return text.includes("\r\n") && !/(?<!\r)\n|\r(?!\n)/.test(text);
}

/** The smallest piece by which two texts differ: `from` to `to` of the first becomes `insert`. */
export function findChange(before: string, after: string): { from: number; to: number; insert: string } {
  let head = 0;
  const most = Math.min(before.length, after.length);
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { from: head, to: before.length - tail, insert: after.slice(head, after.length - tail) };
}
