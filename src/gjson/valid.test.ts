import { describe, expect, test } from "vitest";
import { isValidJson } from "./valid.ts";

const isValid = (text: string) => isValidJson(text, 0, text.length);

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const TEXTS = [
  ...[
    "{}",
    "[]",
    " [ ] ",
    '{"a":1}',
    '{"a":{"b":[1,2,{"c":null}]}}',
    "[[],{},[[]]]",
    "true",
    "false",
    "null",
    '"x"',
    "1",
  ],
  ...["-0", "0.5", "1e5", "1E+5", "-1.5e-3", "12345678901234567890", '"\\u00e9\\n\\""', '\t{"a" : [ 1 , 2 ] }\n'],
  ...[
    "",
    " ",
    "{",
    "}",
    "[",
    "]",
    "[1,]",
    "[,1]",
    "[1 2]",
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    "{,}",
    "{1:2}",
    '{"a":1 "b":2}',
  ],
  ...[
    "01",
    "1.",
    ".5",
    "-",
    "+1",
    "1e",
    "1e+",
    "tru",
    "nul",
    "nan",
    "True",
    '"',
    '"\\x"',
    '"\\u12"',
    '"a\nb"',
    "[1]x",
    "1 2",
  ],
  ...['{"a":1]', "[1}", '[{"a":[}]', "\u00a0[]", "[1,2", '{"a', '{"a":', "'a'", "/**/1"],
];

describe("validity is what RFC 8259 says", () => {
  test.each(TEXTS)("%j", (text) => {
    expect(isValid(text)).toBe(parses(text));
  });

  test("a stretch of a text is judged by itself", () => {
    expect(isValidJson("x[1]x", 1, 4)).toBe(true);
    expect(isValidJson("x[1]x", 1, 3)).toBe(false);
  });

  test("a million levels need no stack", () => {
    expect(isValid("[".repeat(1e6) + "]".repeat(1e6))).toBe(true);
    expect(isValid("[".repeat(1e6))).toBe(false);
  });
});
