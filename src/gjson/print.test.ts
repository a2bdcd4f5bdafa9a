import { describe, expect, test } from "vitest";
import { printPath } from "./print.ts";

describe("the tree printed back", () => {
  const rows = [
    ["a.b|c", "a.b|c"],
    ["\\a.\\b", "a.b"],
    ["a\\.b.c\\*", "a\\.b.c\\*"],
    ["a*.b", "a*.b"],
    ["a:b", "a\\:b"],
    ["\\@this.x", "\\@this.x"],
    ["@nothing.x", "\\@nothing.x"],
    ["#.a.@reverse|0", "#.a.@reverse|0"],
    ["#(a == 1)x.b", "#(a == 1).b"],
    ["#(a)##|b", "#(a)#|b"],
    ["#(a", "#(a"],
    ['{"k":a, b}|c', '{"k":a, b}|c'],
    ["[a,b].0", "[a,b].0"],
    ["[a", "[a"],
    ["..#.a", "..#.a"],
    ["..\\a", "..a"],
    ['a.@pretty:{"width":1}.b', 'a.@pretty:{"width":1}.b'],
    ['@pretty:{"width":1}x', '@pretty:{"width":1}'],
    ["!true.\\a", "!true.a"],
    ["![1]|0", "![1]|0"],
    ["#x.a", "\\#x.a"],
  ] as const;
  test.each(rows)("%s becomes %s", (path, printed) => {
    expect(printPath(path)).toBe(printed);
    expect(printPath(printed)).toBe(printed);
  });
});
