import { describe, expect, it } from "vitest";
import { createSlots } from "./slots.ts";

/** Tasks that end when the test says so. */
function setUp(count: number) {
  const inSlot = createSlots(count);
  const started: number[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const done = Array.from({ length: 5 }, (_, task) =>
    inSlot(() => {
      started.push(task);
      return new Promise<number>((resolve, reject) => {
        ends[task] = (error) => (error ? reject(error) : resolve(task));
      });
    }),
  );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { started, ends, done, settle };
}

describe("slots", () => {
  it("let so many tasks run at once, and the others in their order", async () => {
    const { started, ends, done, settle } = setUp(2);
    await settle();
    expect(started).toEqual([0, 1]);
    ends[1]?.();
    await settle();
    expect(started).toEqual([0, 1, 2]);
    for (let task = 0; task < 5; task++) {
      ends[task]?.();
      await settle();
    }
    expect(await Promise.all(done)).toEqual([0, 1, 2, 3, 4]);
  });

  it("are free again after a task that failed", async () => {
    const { started, ends, done, settle } = setUp(1);
    await settle();
    ends[0]?.(new Error("no"));
    await expect(done[0]).rejects.toThrow("no");
    await settle();
    expect(started).toEqual([0, 1]);
  });

  it.each([0, -3])("are one where %i are asked for, since none would hold up everything", async (count) => {
    const { started, settle } = setUp(count);
    await settle();
    expect(started).toEqual([0]);
  });

  it("are never more than were free, whatever comes between the end of a task and the next", async () => {
    const inSlot = createSlots(3);
    let under = 0;
    let most = 0;
    const task = async () => {
      most = Math.max(most, ++under);
      await Promise.resolve();
      under--;
    };
    await Promise.all(
      Array.from({ length: 50 }, async (_, at) => {
        if (at % 2) await Promise.resolve();
        await inSlot(task);
      }),
    );
    expect(most).toBe(3);
  });
});
