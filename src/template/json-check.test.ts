import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findJsonError } from "./json-check.ts";

describe("the check of JSON", () => {
  it("accepts what JSON.parse accepts and refuses what it refuses", () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ":",
      ",",
      '"',
      '"a"',
      "1",
      "-",
      "0",
      ".5",
      "e3",
      "true",
      "null",
      " ",
      "\n",
      "\\",
      "\\n",
      "ก",
    );
    const broken = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(broken, fc.json()), (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(findJsonError(text) === undefined).toBe(isJson);
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['{"a":}', 5, 'a value is missing before "}"'],
    ['{"a" 1}', 5, 'a colon is missing before "1}"'],
    ["{a:1}", 1, 'a name in double quotes is missing before "a:1}"'],
    ["[1 2]", 3, 'a comma or ] is missing before "2]"'],
    ["[1", 2, "a comma or ] is missing before the end"],
    ['"a', 0, "a string is not closed or holds a character that must be escaped"],
    ["{} x", 3, '"x" stands behind the end'],
    ["", 0, "a value is missing before the end"],
  ])("names the first mistake of %s and its place", (text, offset, reason) => {
    expect(findJsonError(text)).toEqual({ offset, reason });
  });

  it("refuses what is nested too deeply instead of failing", () => {
    expect(findJsonError("[".repeat(100_000))?.reason).toBe("it is nested too deeply");
  });
});
