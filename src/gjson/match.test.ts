import { describe, expect, test } from "vitest";
import { matchPattern, parsePattern } from "./match.ts";

describe("a pattern", () => {
  const rows = [
    ["*", "", true],
    ["*", "anything", true],
    ["a*", "abc", true],
    ["*c", "abc", true],
    ["a*c", "abbc", true],
    ["a*c", "abb", false],
    ["a**c", "ac", true],
    ["?", "", false],
    ["?", "é", true],
    ["?", "📞", true],
    ["??", "📞", false],
    ["*📞?", "a📞b", true],
    ["*?x", "📞x", true],
    ["a\\*", "a*", true],
    ["a\\*", "ab", false],
    ["\\?", "?", true],
    ["a\\", "a", false],
    ["*\\", "a\\", true],
    ["", "", true],
    ["", "a", false],
    ["*aab", "aaaab", true],
    ["*a*b*c", "xaxbxcxc", true],
    ["a*bc", "abcbd", false],
  ] as const;
  test.each(rows)("%j on %j: %j", (pattern, text, matches) => {
    expect(matchPattern(parsePattern(pattern), text)).toBe(matches);
  });

  test("with many stars takes no long time on a text that nearly fits", () => {
    expect(matchPattern(parsePattern(`${"*a".repeat(200)}b`), "a".repeat(20_000))).toBe(false);
  });
});
