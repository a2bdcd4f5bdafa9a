import { describe, expect, test } from "vitest";
import { getPath } from "./index.ts";
import { MAX_BUILT_LENGTH, MAX_DEPTH, MAX_DIG_DEPTH, MAX_PATH_LENGTH } from "./limits.ts";

const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
const wrapped = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;

describe("a deep document needs no stack", () => {
  const million = nested(1_000_000);
  const rows = [
    [million, "0.0.0", 999_997 * 2],
    [million, "@this", 2_000_000],
    [million, "@valid", 2_000_000],
    [million, "@ugly", 2_000_000],
    [million, "@flatten", 2_000_000 - 2],
    [million, '@flatten:{"deep":true}', 2],
    [million, "#(x)#", 2],
    [million, "@reverse", 2_000_000],
    ["[".repeat(1_000_000), "0.x", 0],
  ] as const;
  test.each(rows)("%#", (json, path, length) => {
    expect(getPath(json, path).raw.length).toBe(length);
  });
});

describe("a bound", () => {
  test("of path length: a longer path finds nothing", () => {
    const name = "k".repeat(MAX_PATH_LENGTH);
    expect(getPath(`{"${name}":1}`, name).text).toBe("1");
    expect(getPath(`{"${name}k":1}`, `${name}k`).exists).toBe(false);
  });

  test("of nesting: components below it find nothing", () => {
    const path = (levels: number) => new Array(levels).fill("a").join(".");
    const json = wrapped(MAX_DEPTH * 2);
    expect(getPath(json, path(MAX_DEPTH)).exists).toBe(true);
    expect(getPath(json, path(MAX_DEPTH + 2)).exists).toBe(false);
    expect(getPath(nested(10), `${"#(".repeat(10_000)}${")".repeat(10_000)}`).exists).toBe(false);
    expect(getPath("1", `${"[".repeat(10_000)}${"]".repeat(10_000)}`).type).toBe("JSON");
    expect(getPath(nested(4000), "#.".repeat(4000)).type).toBe("JSON");
  });

  test("of digging: members further down are not looked at", () => {
    expect(getPath(wrapped(MAX_DIG_DEPTH + 50), "@dig:a|#").text).toBe(String(MAX_DIG_DEPTH + 1));
  });

  test("of built text: what grows longer is missing", () => {
    expect(getPath('{"a":"\\\\"}', `${"@tostr|".repeat(40)}@this`).exists).toBe(false);
    expect(getPath(`[${"1,".repeat(1000)}1]`, `${"[@this,@this]|".repeat(30)}@this`).exists).toBe(false);
    expect(getPath(nested(20_000), "@pretty").exists).toBe(false);
    const half = `["${"x".repeat(MAX_BUILT_LENGTH / 2)}"]`;
    expect(getPath(half, "#.@this").exists).toBe(true);
    expect(getPath(half, "#.[@this,@this]|#").text).toBe("0");
    expect(getPath(half, "[@this,@this]").exists).toBe(false);
  });
});

test("ten thousand pipes are a loop, not a recursion", () => {
  expect(getPath("[7]", `${"@this|".repeat(10_000)}0`).text).toBe("7");
});
