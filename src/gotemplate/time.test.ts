import { describe, expect, it } from "vitest";
import { formatGoTime } from "./time.ts";

const LEAP_DAY = 1709210096; // 2024-02-29 12:34:56 UTC

describe("formatGoTime", () => {
  it.each([
    ["2006-01-02T15:04:05Z07:00", "2024-02-29T12:34:56Z"],
    ["06-1-2 3:4:5 PM pm", "24-2-29 12:34:56 PM pm"],
    ["Mon Monday Jan January", "Thu Thursday Feb February"],
    ["_2|002|__2|15|03", "29|060| 60|12|12"],
    ["Z0700 -0700 Z07 -07 -07:00:00 Z070000", "Z +0000 Z +00 +00:00:00 Z"],
    ["MST", "UTC"],
    ["_2006 _20067", "_2024 _20247"],
    ["Month Januaryy Janet Monda", "Month Februaryy Janet Monda"],
    ["plain text, % and 7", "plain text, % and 7"],
    ["", ""],
    ["2nd 155 003", "29nd 1256 012"],
  ])("writes %j as %j", (layout, want) => {
    expect(formatGoTime(LEAP_DAY, layout, "UTC")).toBe(want);
  });

  it.each([
    ["05.000", "56.120"],
    ["05.999999", "56.12"],
    ["05,0", "56,1"],
    ["05.000000000000", "56.120000000"],
    ["05.0001", "56.0002"],
    [".009", ".009"],
  ])("writes the fraction %j as %j", (layout, want) => {
    expect(formatGoTime(LEAP_DAY, layout, "UTC", 120_000_000)).toBe(want);
  });

  it("leaves out a trimmed fraction of nothing", () => {
    expect(formatGoTime(LEAP_DAY, "05.999Z", "UTC")).toBe("56Z");
  });

  it.each([
    [0, "1970-01-01 Thu 001"],
    [-1, "1969-12-31 Wed 365"],
    [951782400, "2000-02-29 Tue 060"],
    [1735603200, "2024-12-31 Tue 366"],
    [4107542400, "2100-03-01 Mon 060"],
    [-62135596800, "0001-01-01 Mon 001"],
    [-62167219201, "-0001-12-31 Fri 365"],
    [253402300800, "10000-01-01 Sat 001"],
  ])("finds the day of %d", (unix, want) => {
    expect(formatGoTime(unix, "2006-01-02 Mon 002", "UTC")).toBe(want);
  });
});
