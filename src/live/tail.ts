import type { Change } from "../domain/index.ts";

/** The newest changes in memory: so many at most, in order of `seq`. */
export interface Tail {
  /** The newest `seq` that was read from the store. */
  readonly head: number;
  /** Everything behind this `seq`, up to `head`, is here. */
  readonly start: number;
  add(change: Change): void;
  /** What came behind `seq`, oldest first; `undefined` when part of it is no longer here. */
  after(seq: number): readonly Change[] | undefined;
}

/** A tail that begins behind `head` and keeps between `size` and twice as many changes. */
export function createTail(head: number, size: number): Tail {
  let start = head;
  let newest = head;
  let changes: Change[] = [];
  return {
    get head() {
      return newest;
    },
    get start() {
      return start;
    },
    add(change) {
      changes.push(change);
      newest = change.seq;
      // Cut in halves, so that one change costs the same however long the tail is.
      if (changes.length < 2 * size) return;
      start = (changes[size - 1] as Change).seq;
      changes = changes.slice(size);
    },
    after(seq) {
      if (seq < start) return undefined;
      let low = 0;
      let high = changes.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((changes[middle] as Change).seq <= seq) low = middle + 1;
        else high = middle;
      }
      return changes.slice(low);
    },
  };
}
