import { describe, expect, test } from "vitest";
import { compareText, decodeString, quoteString } from "./strings.ts";

describe("the inner text of a JSON string", () => {
  const rows = [
    ["plain é", "plain é"],
    ['\\"\\\\\\/\\b\\f\\n\\r\\t', '"\\/\b\f\n\r\t'],
    ["\\u0041\\u00e9", "Aé"],
    ["\\ud83d\\udcde", "📞"],
    ["\\ud83d", "\ufffd"],
    ["\\udcde\\ud83d", "\ufffd"],
    ["\\ud83d\\u0041x", "\ufffdx"],
    ["\\ud83d\\n", "\ufffd\n"],
    ["a\\x b", "a"],
    ["a\\u12", "a"],
    ["\\uzzzz", "\u0000"],
    ["\\n\u0001b", "\n"],
    ["\u0001b", "\u0001b"],
    ["a\\", "a"],
  ] as const;
  test.each(rows)("%j", (inner, text) => {
    expect(decodeString(`"${inner}"`, 1, inner.length + 1)).toBe(text);
  });
});

describe("a text as a JSON string", () => {
  const rows = [
    ["plain é📞", '"plain é📞"'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ["<&>", '"\\u003c\\u0026\\u003e"'],
    ["\b\f\n\r\t\u0001\u007f", '"\\b\\f\\n\\r\\t\\u0001\u007f"'],
    ["\u2028\u2029", '"\\u2028\\u2029"'],
    ["\ud800x", '"\ufffdx"'],
  ] as const;
  test.each(rows)("%j", (text, quoted) => {
    expect(quoteString(text)).toBe(quoted);
  });
});

test("texts are ordered by code point, not by UTF-16 unit", () => {
  expect(compareText("a", "b")).toBeLessThan(0);
  expect(compareText("b", "a")).toBeGreaterThan(0);
  expect(compareText("a", "ab")).toBeLessThan(0);
  expect(compareText("a", "a")).toBe(0);
  expect(compareText("\uffee", "📞")).toBeLessThan(0);
  expect(compareText("📞", "\uffee")).toBeGreaterThan(0);
  expect(compareText("📞", "📟")).toBeLessThan(0);
});
