import { expect, it } from "vitest";
import { createTurns } from "./turns.ts";

it("does one thing at a time in a lane, and what somebody waits for first", async () => {
  const turns = createTurns(10);
  const done: string[] = [];
  let running = 0;
  const work = (name: string) => async () => {
    expect(++running).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running--;
    done.push(name);
  };
  const all = [
    turns.take("pbx", false, work("first")),
    turns.take("pbx", false, work("ahead")),
    turns.take("pbx", true, work("urgent")),
  ];
  await Promise.all(all);
  expect(done).toEqual(["first", "urgent", "ahead"]);
});

it("keeps lanes apart, and goes on after a failure", async () => {
  const turns = createTurns(10);
  const never = turns.take("a", true, () => new Promise<void>(() => {}));
  const failed = turns.take("b", true, async () => Promise.reject(new Error("no")));
  const after = turns.take("b", true, async () => "yes");
  await expect(failed).rejects.toThrow("no");
  expect(await after).toBe("yes");
  expect(never).toBeDefined();
});

it("takes no more than may wait", () => {
  const turns = createTurns(1);
  const work = () => new Promise<void>(() => {});
  expect(turns.take("a", true, work)).toBeDefined();
  expect(turns.take("a", true, work)).toBeDefined();
  expect(turns.take("a", true, work)).toBeUndefined();
});
