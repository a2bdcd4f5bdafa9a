import { describe, expect, it } from "vitest";
import { type FloatVerb, formatFloat, printFloat, SHORTEST } from "./float.ts";

describe("printFloat", () => {
  it.each([
    [0, "0"],
    [-0, "-0"],
    [1, "1"],
    [999999, "999999"],
    [1e6, "1e+06"],
    [1234567.5, "1.2345675e+06"],
    [1e21, "1e+21"],
    [0.0001, "0.0001"],
    [0.00001, "1e-05"],
    [5e-324, "5e-324"],
    [1.7976931348623157e308, "1.7976931348623157e+308"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "+Inf"],
    [Number.NEGATIVE_INFINITY, "-Inf"],
  ])("prints %d as %s", (value, want) => {
    expect(printFloat(value)).toBe(want);
  });
});

describe("formatFloat", () => {
  it.each<[number, FloatVerb, number, string]>([
    [2.5, "f", 0, "2"],
    [3.5, "f", 0, "4"],
    [0.5, "f", 0, "0"],
    [0.125, "f", 2, "0.12"],
    [0.375, "f", 2, "0.38"],
    [1.005, "f", 2, "1.00"],
    [0.1, "f", 20, "0.10000000000000000555"],
    [0.1, "f", SHORTEST, "0.1"],
    [1e22, "f", 1, "10000000000000000000000.0"],
    [993577458000000000000, "f", 0, "993577458000000057344"],
    [9.995, "f", 2, "9.99"],
    [99.5, "f", 0, "100"],
    [0.0004, "f", 2, "0.00"],
    [6.28125, "e", 6, "6.281250e+00"],
    [2.5, "e", 0, "2e+00"],
    [9.5, "e", 0, "1e+01"],
    [0, "e", 2, "0.00e+00"],
    [1.5e-7, "E", SHORTEST, "1.5E-07"],
    [1234567.891, "g", 3, "1.23e+06"],
    [100, "g", 3, "100"],
    [1000, "g", 3, "1e+03"],
    [100, "g", 0, "1e+02"],
    [0, "g", 4, "0"],
    [0.00001234, "g", 2, "1.2e-05"],
    [6.28125, "x", SHORTEST, "0x1.92p+02"],
    [-0.5, "X", SHORTEST, "-0X1P-01"],
    [1.999, "x", 1, "0x1.0p+01"],
    [0, "x", 2, "0x0.00p+00"],
    [1, "b", SHORTEST, "4503599627370496p-52"],
    [5e-324, "b", SHORTEST, "1p-1074"],
  ])("writes %d under %s with %d digits as %s", (value, verb, precision, want) => {
    expect(formatFloat(value, verb, precision)).toBe(want);
  });
});
