import { describe, expect, it } from "vitest";
import { parseTemplate } from "./go-template.ts";
import { readNumber } from "./number.ts";

const typed = (constant: string) => parseTemplate(`{{printf "%T %v" ${constant} ${constant}}}`).render(null);

describe("number constants", () => {
  it.each([
    ["0", "int 0"],
    ["-0", "int 0"],
    ["007", "int 7"],
    ["0o17", "int 15"],
    ["0b1_01", "int 5"],
    ["0x_fF", "int 255"],
    ["0x1e", "int 30"],
    ["-0x1e", "float64 -30"],
    ["9223372036854775807", "int 9223372036854775807"],
    ["-9223372036854775808", "int -9223372036854775808"],
    ["1.", "float64 1"],
    [".5e1", "float64 5"],
    ["1_0.2_5", "float64 10.25"],
    ["1e3", "float64 1000"],
    ["0x1p-2", "float64 0.25"],
    ["0x1.8p+1", "float64 3"],
    ["0x1p-1074", "float64 5e-324"],
    ["0x1p-1080", "float64 0"],
    ["0x1fffffffffffff8p4", "float64 2.305843009213694e+18"],
    ["2i", "complex128 (0+2i)"],
    ["1.5-2i", "complex128 (1.5-2i)"],
    ["1e+2+3i", "complex128 (100+3i)"],
    ["'\\n'", "int 10"],
    ["'\\''", "int 39"],
    ["'\\u0e01'", "int 3585"],
    ["'\\377'", "int 255"],
  ])("%s is %s", (constant, want) => {
    expect(typed(constant)).toBe(want);
  });

  it.each([
    ["1__0", 'illegal number syntax: "1__0"'],
    ["1e400", 'illegal number syntax: "1e400"'],
    ["0x1.8", 'illegal number syntax: "0x1.8"'],
    ["0x1p9999", 'illegal number syntax: "0x1p9999"'],
    ["18446744073709551616", 'integer overflow: "18446744073709551616"'],
    ["0x10i", 'illegal number syntax: "0x10i"'],
  ])("%s is none", (text, reason) => {
    expect(readNumber(text, 0)).toBe(reason);
  });

  it("are refused when executed if too large for an int", () => {
    expect(() => typed("18446744073709551615")).toThrow("18446744073709551615 overflows int");
  });
});
