/** One line of a diff: in both, only in the old text, or only in the new one. */
export interface DiffLine {
  readonly sign: " " | "-" | "+";
  readonly text: string;
}

/** Texts whose differing parts are longer than this, multiplied, are shown as replaced whole: the table would not be worth its memory. */
const MAX_TABLE = 1_000_000;

/** The shortest way from one text to the other, line by line; within a changed part what goes stands before what comes. */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const rest = Math.min(before.length, after.length) - start;
  while (end < rest && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const old = before.slice(start, before.length - end);
  const fresh = after.slice(start, after.length - end);
  const middle =
    old.length * fresh.length > MAX_TABLE ? [...mark("-", old), ...mark("+", fresh)] : diffMiddle(old, fresh);
  return [...mark(" ", before.slice(0, start)), ...middle, ...mark(" ", before.slice(before.length - end))];
}

function mark(sign: DiffLine["sign"], lines: readonly string[]): DiffLine[] {
  return lines.map((text) => ({ sign, text }));
}

// The longest common subsequence: common[i][j] is its length for what follows line i of the old and line j of the new text.
function diffMiddle(old: readonly string[], fresh: readonly string[]): DiffLine[] {
  const width = fresh.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      common[i * width + j] = old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      lines.push({ sign: " ", text: old[i] as string });
      i++;
      j++;
    } else if (j >= fresh.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ sign: "-", text: old[i++] as string });
    } else {
      lines.push({ sign: "+", text: fresh[j++] as string });
    }
  }
  return lines;
}
