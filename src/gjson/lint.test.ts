import { describe, expect, test } from "vitest";
import { validatePath } from "./index.ts";
import { MAX_PATH_LENGTH } from "./limits.ts";

describe("a mistake in a path is found at its place", () => {
  const rows = [
    ["a..b", "component-empty", 2],
    [".a", "component-empty", 0],
    ["a.", "component-empty", 1],
    ["a||b", "component-empty", 2],
    ["people.#(kind==1.id", "bracket-not-closed", 8],
    ['a.#(b=="x)', "bracket-not-closed", 3],
    ["a.{b,c", "bracket-not-closed", 2],
    ["[a,[b]", "bracket-not-closed", 0],
    ["a.#(b==1)x.c", "text-ignored", 9],
    ["{a,b}c", "text-ignored", 5],
    ['a.@pretty:{"x":1}y', "text-ignored", 17],
    ["a.@revers", "modifier-unknown", 2],
    ["a.@value", "modifier-unknown", 2],
    ["a.@nothing:1", "modifier-unknown", 2],
    ["@pretty:{width:1}", "argument-not-json", 8],
    ["{x:!tru}", "literal-unknown", 3],
    ["![1,]", "literal-unknown", 1],
    ['a.#(b=="x" && c=="y").d', "query-value", 2],
    ['a.#(b=="x"y).d', "query-value", 2],
    ["a.#(b==~True)", "query-value", 2],
    ["a.#(b!)", "query-operator", 2],
    ["a.b\\", "backslash-lonely", 3],
    ["a.tags[0].b", "jsonpath-spelling", 2],
    ["a[*].b", "jsonpath-spelling", 0],
    ["$.a.b", "jsonpath-spelling", 0],
    ["a.#(b.#(c.@keyz).d).e", "modifier-unknown", 10],
    ["{id,x.@keyz}", "modifier-unknown", 6],
  ] as const;
  test.each(rows)("%s", (path, code, offset) => {
    expect(validatePath(path).map((problem) => [problem.code, problem.offset])).toEqual([[code, offset]]);
  });
});

describe("a good path has no problems", () => {
  const paths = [
    ...[
      "",
      "a",
      "a.b.0.c",
      "a\\.b",
      "a.#",
      "a.#.b",
      "#",
      "0",
      "a|b",
      "*",
      "a*.b?",
      "..#.a",
      "..",
      "@this",
      "a.@reverse|0",
    ],
    ...[
      'a.#(b=="x").c',
      "a.#(b)#",
      "a.#(b.#(c>1)#.d==2)#|0",
      'a.#(b%"x*")',
      "a.#(b==~true)",
      "a.#[b==1].c",
      "a.#(==1)",
    ],
    ...[
      '{a,"k":b.c,[d]}',
      "[a,b].0",
      '!"x"',
      "!true",
      '{"x":!{"y":1}}',
      '@flatten:{"deep":true}',
      "@dig:a.b",
      "\\@value",
    ],
    ...[
      "@odata.count",
      "@id",
      "@type",
      "a\\\\",
      "$",
      "tags[]",
      "a.#(b=='x')",
      'a.#(b=="q\\"x")',
      "..0.a",
      "@pretty:{}.a",
    ],
  ];
  test.each(paths)("%s", (path) => {
    expect(validatePath(path)).toEqual([]);
  });
});

test("several problems come in the order of their places", () => {
  expect(validatePath("a..b.@revers.{c").map(({ code }) => code)).toEqual([
    "component-empty",
    "modifier-unknown",
    "bracket-not-closed",
  ]);
});

test("a message says what was found and what to write", () => {
  expect(validatePath("a.@revers")[0]?.message).toBe(
    'there is no modifier "@revers"; did you mean "@reverse"? for a member of that name write "\\@revers"',
  );
});

test("what is too long or nested too deep is said and not gone into", () => {
  expect(validatePath("a".repeat(MAX_PATH_LENGTH + 1)).map(({ code }) => code)).toEqual(["path-too-long"]);
  const deep = "[".repeat(2000) + "]".repeat(2000);
  expect(validatePath(deep).map(({ code }) => code)).toEqual(["path-too-deep"]);
});
