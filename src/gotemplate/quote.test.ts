import { describe, expect, it } from "vitest";
import { canBackquote, quote, quoteRune } from "./quote.ts";
import { unquote } from "./unquote.ts";

describe("quote", () => {
  it.each([
    ["plain", '"plain"'],
    ['say "hi"\\', '"say \\"hi\\"\\\\"'],
    ["\u0007\b\f\n\r\t\v", '"\\a\\b\\f\\n\\r\\t\\v"'],
    ["\u0001\u007f\u0085\u00a0\u200b", '"\\x01\\x7f\\u0085\\u00a0\\u200b"'],
    ["ก😀", '"ก😀"'],
    ["\u{e0001}", '"\\U000e0001"'],
    ["\udcff\udc80", '"\\xff\\x80"'],
  ])("writes %j as Go does", (text, want) => {
    expect(quote(text)).toBe(want);
    expect(unquote(want)).toBe(text);
  });

  it("keeps to ASCII where asked", () => {
    expect(quote("ก😀", true)).toBe('"\\u0e01\\U0001f600"');
    expect(quoteRune(0xe01, true)).toBe("'\\u0e01'");
    expect(quoteRune(0xd800)).toBe("'\ufffd'");
    expect(quoteRune(39)).toBe("'\\''");
  });

  it("knows what can stand between backquotes", () => {
    expect(canBackquote("a\tb")).toBe(true);
    expect(["a\nb", "`", "\u007f", "\ufeff", "\udc80"].map(canBackquote)).toEqual([false, false, false, false, false]);
  });
});

describe("unquote", () => {
  it.each([
    ['"\\x41\\101\\u0e01\\U0001F600"', "AAก😀"],
    ['"\\xe0\\xb8\\x81\\xff"', "ก\udcff"],
    ["`a\\n\r\nb`", "a\\n\nb"],
    ["'it\\'s'", "it's"],
  ])("reads %s", (source, want) => {
    expect(unquote(source)).toBe(want);
  });

  it.each(['"\\q"', '"\\\'"', '"\\x4"', '"\\ud800"', '"\\400"', '"\\U00110000"', "'\\\"'"])("refuses %s", (source) => {
    expect(unquote(source)).toBeUndefined();
  });
});
