import { describe, expect, it } from "vitest";
import { beginOf, readDay } from "./day.ts";

describe("a day of a filter", () => {
  it.each(["2026-13-01", "31.5.2026", "2026-5-1", "", 2026, undefined])("is not %j", (value) => {
    expect(readDay(value)).toBeUndefined();
  });

  it("begins at midnight here and ends where the next one begins, also at the end of a month", () => {
    expect(readDay("2026-01-31")).toBe("2026-01-31");
    expect(new Date(beginOf("2026-01-31"))).toEqual(new Date(2026, 0, 31));
    expect(beginOf("2026-01-31", 1)).toBe(beginOf("2026-02-01"));
  });
});
