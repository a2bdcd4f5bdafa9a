import { describe, expect, it } from "vitest";
import { diffLines } from "./line-diff.ts";

const show = (before: string, after: string) =>
  diffLines(before.split(","), after.split(","))
    .map(({ sign, text }) => `${sign}${text}`)
    .join(",");

describe("the diff of two texts", () => {
  it.each([
    ["of equal texts has no sign", "a,b", "a,b", " a, b"],
    ["shows what goes before what comes", "a,b,c", "a,x,c", " a,-b,+x, c"],
    ["shows a new line alone", "a,c", "a,b,c", " a,+b, c"],
    ["shows a lost line alone", "a,b,c", "a,c", " a,-b, c"],
    ["keeps the longest common part", "a,b,c,d", "b,x,d,e", "-a, b,-c,+x, d,+e"],
    ["keeps a repeated line once for each time", "a,a", "a,a,a", " a, a,+a"],
  ])("%s", (_what, before, after, wanted) => {
    expect(show(before, after)).toBe(wanted);
  });

  it("replaces very long texts whole", () => {
    const long = (word: string) => Array.from({ length: 1500 }, (_, i) => (i % 2 ? "same" : `${word}${i}`));
    const lines = diffLines(long("a"), long("b"));
    expect(lines.filter(({ sign }) => sign === "-")).toHaveLength(1499);
    expect(lines.at(-1)).toEqual({ sign: " ", text: "same" });
  });
});
