import fc from "fast-check";
import { expect, it } from "vitest";
import { findJsonFault } from "./json-fault.ts";

it.each([
  ["", 0, "expected a value, found the end"],
  ["{", 1, "expected a name in double quotes or }, found the end"],
  ['{\n "a": x}', 8, "expected a value, found x"],
  ['{"a":1,}', 7, "expected a name in double quotes, found }"],
  ["{'a':1}", 1, "expected a name in double quotes or }, found '"],
  ['{"a" 1}', 5, "expected :, found 1"],
  ['{"a" "b"}', 5, 'expected :, found "'],
  ['{"a":1 "b":2}', 7, 'expected , or }, found "'],
  ["[1", 2, "expected , or ], found the end"],
  ["[1,]", 3, "expected a value, found ]"],
  ["[1}", 2, "expected , or ], found }"],
  ["[01]", 1, "expected a value or ], found 0"],
  ["[😀]", 1, "expected a value or ], found 😀"],
  ["nul", 0, "expected a value, found n"],
  ["{}x", 2, "expected nothing more, found x"],
  ['["a\n"]', 1, "the text that begins here is not closed or holds a character to be escaped"],
  ["\0", 0, "expected a value, found character 0"],
])("finds the fault of %j", (text, offset, message) => {
  expect(findJsonFault(text)).toEqual({ offset, message });
});

it("finds no fault in what is JSON", () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(undefined, 2), (text, indent) => {
      expect(findJsonFault(JSON.stringify(JSON.parse(text), undefined, indent))).toBeUndefined();
    }),
  );
});

it("agrees with JSON.parse about which texts are JSON", () => {
  const parts = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"\\u0e01"',
    '"',
    "\\",
    "0",
    "-1.5e3",
    "true",
    " ",
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (list) => {
      const text = list.join("");
      let parses = true;
      try {
        JSON.parse(text);
      } catch {
        parses = false;
      }
      expect(findJsonFault(text) === undefined).toBe(parses);
    }),
    { numRuns: 3000 },
  );
});
