import { expect, it } from "vitest";
import { createPace } from "./pace.ts";

function setUp(perMinute: number) {
  let now = 1_000_000;
  const waits: number[] = [];
  const pace = createPace(perMinute, { now: () => now }, async (ms) => void waits.push(Math.round(ms)));
  return {
    pace,
    waits,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

it("lets a tenth of a minute's requests go at once and spreads the rest", async () => {
  const { pace, waits } = setUp(60);
  for (let at = 0; at < 9; at++) await pace();
  expect(waits).toEqual([1000, 2000, 3000]);
});

it("lets requests go again after a pause, but never more than a burst of them", async () => {
  const { pace, waits, pass } = setUp(60);
  for (let at = 0; at < 6; at++) await pace();
  pass(3_600_000);
  for (let at = 0; at < 7; at++) await pace();
  expect(waits).toEqual([1000]);
});

it("keeps to the limit over a long time", async () => {
  const { pace, waits } = setUp(200);
  for (let at = 0; at < 1000; at++) await pace();
  // 20 at once, then 980 gaps of 0.3 s.
  expect(waits.at(-1)).toBe(980 * 300);
});

it("serves a limit of one a minute", async () => {
  const { pace, waits } = setUp(1);
  for (let at = 0; at < 3; at++) await pace();
  expect(waits).toEqual([60_000, 120_000]);
});

it("gives up waiting when it is told to", async () => {
  const pace = createPace(1, { now: () => 0 });
  await pace();
  await expect(pace(AbortSignal.timeout(10))).resolves.toBeUndefined();
  await expect(pace(AbortSignal.abort())).resolves.toBeUndefined();
});
