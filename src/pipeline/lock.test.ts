import { expect, it } from "vitest";
import { createKeyedLock } from "./lock.ts";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

it("lets one task at a time run per key, in order of asking", async () => {
  const lock = createKeyedLock();
  const log: string[] = [];
  const task = (name: string) => async () => {
    log.push(`${name} begins`);
    await turn();
    log.push(`${name} ends`);
    return name;
  };
  expect(await Promise.all([lock("a", task("one")), lock("a", task("two")), lock("a", task("three"))])).toEqual([
    "one",
    "two",
    "three",
  ]);
  expect(log).toEqual(["one begins", "one ends", "two begins", "two ends", "three begins", "three ends"]);
});

it("lets different keys run side by side", async () => {
  const lock = createKeyedLock();
  let open: () => void = () => {};
  const first = lock(
    "a",
    () =>
      new Promise<void>((resolve) => {
        open = resolve;
      }),
  );
  await lock("b", turn);
  open();
  await first;
});

it("goes on after a task that fails, and tells its caller", async () => {
  const lock = createKeyedLock();
  const failing = lock("a", async () => {
    throw new Error("no");
  });
  const next = lock("a", async () => "yes");
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("yes");
});
