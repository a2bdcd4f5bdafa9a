import { describe, expect, test } from "vitest";
import { formatNumber, parseNumber, showNumber } from "./number.ts";

describe("a number is read as Go reads it", () => {
  const rows = [
    ["12", 12],
    ["-12", -12],
    ["+1", 1],
    ["1.50", 1.5],
    ["5.", 5],
    [".5", 0.5],
    ["1e3", 1000],
    ["1E-2", 0.01],
    ["1e400", Number.POSITIVE_INFINITY],
    ["-inf", Number.NEGATIVE_INFINITY],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["NaN", Number.NaN],
    ["12345678901234567890", 12345678901234567000],
    ["", 0],
    ["0x10", 0],
    ["1e", 0],
    [" 1", 0],
    ["1-2", 0],
  ] as const;
  test.each(rows)("%j is %d", (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });
});

describe("a number is written without an exponent", () => {
  const rows = [
    [1e21, "1000000000000000000000"],
    [1.5e22, "15000000000000000000000"],
    [-1.25e-7, "-0.000000125"],
    [0.1, "0.1"],
    [-0, "-0"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "+Inf"],
    [Number.NEGATIVE_INFINITY, "-Inf"],
  ] as const;
  test.each(rows)("%d is %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  test("an integer of a document keeps every digit", () => {
    expect(showNumber("-123456789012345678901234567890")).toBe("-123456789012345678901234567890");
    expect(showNumber("1.10")).toBe("1.1");
  });
});
