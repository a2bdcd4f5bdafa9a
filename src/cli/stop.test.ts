import { expect, it, vi } from "vitest";
import { createStop } from "./stop.ts";

it("asks to end in good order at the first press, and ends at once at the second", () => {
  let now = 1000;
  const endNow = vi.fn();
  const stop = createStop(() => now, endNow);
  expect(stop.signal.aborted).toBe(false);
  stop.press();
  expect([stop.signal.aborted, endNow.mock.calls.length]).toEqual([true, 0]);
  now += 1000;
  stop.press();
  expect(endNow).toHaveBeenCalledOnce();
});

it("takes a signal that arrives twice for one press", () => {
  let now = 1000;
  const endNow = vi.fn();
  const stop = createStop(() => now, endNow);
  stop.press();
  now += 20;
  stop.press();
  expect(endNow).not.toHaveBeenCalled();
});
