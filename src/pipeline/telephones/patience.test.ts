import { expect, it } from "vitest";
import { MAX_WAIT_MS, waitBeforeTry } from "./patience.ts";

it("waits less than a second at first, twice as long each time, and a minute at most", () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 100].map((failures) => waitBeforeTry(failures, 0));
  expect(waits).toEqual([900, 1800, 3600, 7200, 14_400, 28_800, 57_600, 60_000, 60_000]);
});

it("lets no two connections come back at the same moment", () => {
  expect(waitBeforeTry(1, 0.999)).toBeGreaterThanOrEqual(720);
  expect(waitBeforeTry(100, 0.5)).toBe(0.9 * MAX_WAIT_MS);
});
