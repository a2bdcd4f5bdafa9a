import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createPace } from "./pace.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Asks at once for so many requests and notes after how many milliseconds each goes. */
function ask(pace: ReturnType<typeof createPace>, count: number): number[] {
  const start = Date.now();
  const went: number[] = [];
  for (let at = 0; at < count; at++) void pace.take().then(() => went.push(Date.now() - start));
  return went;
}
const setUp = (perMinute: number | undefined) => createPace(perMinute, { now: Date.now });

it("lets a tenth of a minute's requests go at once and spreads the rest", async () => {
  const went = ask(setUp(60), 9);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(went).toEqual([0, 0, 0, 0, 0, 0, 1000, 2000, 3000]);
});

it("lets requests go again after a pause, but never more than a burst of them", async () => {
  const pace = setUp(60);
  ask(pace, 6);
  await vi.advanceTimersByTimeAsync(3_600_000);
  const went = ask(pace, 7);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(went).toEqual([0, 0, 0, 0, 0, 0, 1000]);
});

it("keeps to the limit over a long time", async () => {
  const went = ask(setUp(200), 1000);
  await vi.advanceTimersByTimeAsync(600_000);
  // 20 at once, then 980 gaps of 0.3 s.
  expect(went).toHaveLength(1000);
  expect(went.at(-1)).toBeGreaterThanOrEqual(980 * 300 - 1);
  expect(went.at(-1)).toBeLessThan(980 * 302);
});

it("serves a limit of one a minute", async () => {
  const went = ask(setUp(1), 3);
  await vi.advanceTimersByTimeAsync(200_000);
  expect(went).toEqual([0, 60_000, 120_000]);
});

it("lets what is urgent go before what has waited longer", async () => {
  const pace = setUp(60);
  const went: string[] = [];
  ask(pace, 6);
  for (const name of ["a", "b"]) void pace.take().then(() => went.push(name));
  void pace.take(undefined, true).then(() => went.push("urgent"));
  await vi.advanceTimersByTimeAsync(5000);
  expect(went).toEqual(["urgent", "a", "b"]);
});

it("gives up waiting when it is told to, and keeps nobody's place", async () => {
  const pace = setUp(1);
  await pace.take();
  const quitting = new AbortController();
  const quit = pace.take(quitting.signal);
  const next = ask(pace, 1);
  quitting.abort();
  await expect(quit).resolves.toBeUndefined();
  await expect(pace.take(AbortSignal.abort())).resolves.toBeUndefined();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(next).toEqual([60_000]);
});

it("without a limit lets everything go, and counts it for a minute", async () => {
  const pace = setUp(undefined);
  ask(pace, 50);
  await vi.advanceTimersByTimeAsync(30_000);
  ask(pace, 7);
  expect(pace.countLastMinute()).toBe(57);
  await vi.advanceTimersByTimeAsync(31_000);
  expect(pace.countLastMinute()).toBe(7);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(pace.countLastMinute()).toBe(0);
});

it("takes a new rate at once, also for those that wait", async () => {
  const pace = setUp(1);
  const went = ask(pace, 4);
  await vi.advanceTimersByTimeAsync(10_000);
  pace.setRate(60);
  await vi.advanceTimersByTimeAsync(5000);
  expect(went).toHaveLength(4);
  pace.setRate(undefined);
  expect(ask(pace, 100)).toEqual([]);
  await vi.advanceTimersByTimeAsync(0);
  pace.setRate(60);
  const limited = ask(pace, 3);
  await vi.advanceTimersByTimeAsync(1500);
  expect(limited).toEqual([0, 1000]);
});
