import { describe, expect, it } from "vitest";
import { readExtensionPatterns, toNameText, toNumberText } from "./number-shapes.ts";

describe("toNumberText", () => {
  it.each([
    ["2001", "2001"],
    [" +66 81 234 5678 ", "+66 81 234 5678"],
    ['"สมชาย" <0812345678>', "0812345678"],
    ["<sip:2001@pbx.example;user=phone>", "2001"],
    ["sips:+66812345678@carrier.example", "+66812345678"],
    ["client:2001", "2001"],
    ["PJSIP/2001-0000002a", "2001"],
    ["SIP/trunk_1/0812345678", "0812345678"],
    ["sofia/internal/2001@10.0.0.1:5060", "2001"],
    ["Local/2001@from-queue-00000011;1", "2001"],
    ["Ext.2001", "2001"],
    ["anonymous", "anonymous"],
    ["", ""],
  ])("finds the number in %j", (raw, want) => {
    expect(toNumberText(raw)).toBe(want);
  });
});

describe("toNameText", () => {
  it.each([
    ['"สมชาย ใจดี" <0812345678>', "สมชาย ใจดี"],
    ["Anna Berg <2001>", "Anna Berg"],
    ["<2001>", ""],
    ["Anna", "Anna"],
  ])("finds the name in %j", (raw, want) => {
    expect(toNameText(raw)).toBe(want);
  });
});

describe("readExtensionPatterns", () => {
  it.each([
    [[], ["20", "123456"], ["1", "1234567", "anna", ""]],
    [
      ["2001", "_3XX"],
      ["2001", "399"],
      ["2002", "3990"],
    ],
    [["1000-1999"], ["1000", "1999"], ["2000", "01000", "199"]],
    [["[13-5]N."], ["12345", "592"], ["2234", "11234"]],
    [["*7X"], ["*71"], ["71"]],
  ])("%j takes the right numbers", (patterns, yes, no) => {
    const test = readExtensionPatterns(patterns);
    expect(yes.filter((number) => !test?.(number))).toEqual([]);
    expect(no.filter((number) => test?.(number))).toEqual([]);
  });

  it.each(["", "(a+)+", "[9-1]", "a b"])("takes %j for no pattern", (pattern) => {
    expect(readExtensionPatterns([pattern])).toBeUndefined();
  });
});
