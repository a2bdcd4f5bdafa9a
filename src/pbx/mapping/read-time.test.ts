import { describe, expect, it } from "vitest";
import { readTime } from "./read-time.ts";

const ZONE = { zone: "Asia/Bangkok" };
const AT = Date.parse("2026-11-24T07:00:05Z");

describe("readTime", () => {
  it.each([
    ["1795503605", AT],
    ["1795503605.25", AT + 250],
    ["1795503605250", AT + 250],
    ["1795503605250999", AT + 250],
    ["1795503605250999000", AT + 250],
    ["2026-11-24T07:00:05Z", AT],
    ["2026-11-24T14:00:05.25+07:00", AT + 250],
    ["2026-11-24 14:00:05", AT],
    ["2026/11/24 14:00:05", AT],
    ["2026-11-24 02:00:05 -0500", AT],
    ["2026-11-24", AT - 5000 - 14 * 3600_000],
    ["Tue, 24 Nov 2026 07:00:05 +0000", AT],
    ["24 Nov 2026 07:00:05 GMT", AT],
  ])("reads %s", (text, want) => {
    expect(readTime(text, ZONE)).toBe(want);
  });

  it.each([
    ["dd.MM.yyyy HH:mm:ss", "24.11.2026 14:00:05"],
    ["M/d/yyyy h:mm:ss a", "11/24/2026 2:00:05 PM"],
    ["yyyyMMdd-HHmmss", "20261124-140005"],
    ["dd MMM yy HH:mm:ss.S z", "24 Nov 26 08:00:05.000 +0100"],
  ])("reads the format %s", (format, text) => {
    expect(readTime(text, { ...ZONE, format })).toBe(AT);
  });

  it.each(["", "0", "0000-00-00 00:00:00", "0001-01-01T00:00:00Z", "1970-01-01 00:00:00"])(
    "takes %j for no time",
    (text) => {
      expect(readTime(text, ZONE)).toBeUndefined();
    },
  );

  it.each(["soon", "2026-02-31 10:00:00", "12345", "14:00:05"])("refuses %j", (text) => {
    expect(() => readTime(text, ZONE)).toThrow(`"${text}" is not a time that can be understood`);
  });

  it("knows summer time, its gap and its double hour", () => {
    const zone = "Europe/Berlin";
    expect(readTime("2026-07-01 12:00:00", { zone })).toBe(Date.parse("2026-07-01T10:00:00Z"));
    expect(readTime("2026-03-29 02:30:00", { zone })).toBe(Date.parse("2026-03-29T01:30:00Z"));
    expect(readTime("2026-10-25 02:30:00", { zone })).toBe(Date.parse("2026-10-25T00:30:00Z"));
  });
});
