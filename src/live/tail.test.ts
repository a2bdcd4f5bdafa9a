import { describe, expect, it } from "vitest";
import { aChange, numbers } from "./a-change.test.data.ts";
import { createTail } from "./tail.ts";

describe("the tail of the newest changes", () => {
  it("that is new holds nothing, and knows that nothing came behind its head", () => {
    const tail = createTail(7, 3);
    expect([tail.head, tail.start, tail.after(7), tail.after(9), tail.after(6)]).toEqual([7, 7, [], [], undefined]);
  });

  it("gives what came behind a number, also one that was never given", () => {
    const tail = createTail(0, 10);
    for (const seq of [2, 3, 7, 9]) tail.add(aChange(seq));
    const after = (seq: number) => tail.after(seq)?.map((change) => change.seq);
    expect([0, 2, 4, 9, 12].map(after)).toEqual([[2, 3, 7, 9], [3, 7, 9], [7, 9], [], []]);
  });

  it("forgets the oldest, and says so instead of leaving a gap", () => {
    const tail = createTail(0, 5);
    for (const seq of numbers(1, 103)) {
      tail.add(aChange(seq));
      const kept = tail.after(tail.start)?.map((change) => change.seq) ?? [];
      expect(kept).toEqual(numbers(tail.start + 1, seq));
      expect(kept.length).toBeGreaterThanOrEqual(Math.min(5, seq));
      expect(kept.length).toBeLessThan(10);
      if (tail.start > 0) expect(tail.after(tail.start - 1)).toBeUndefined();
    }
  });
});
