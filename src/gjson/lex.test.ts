import { describe, expect, test } from "vitest";
import { readElement, readKey, readMembers, readQuery, splitAtPipe } from "./lex.ts";

describe("a component as a member's name", () => {
  const rows = [
    { path: "a.b", name: "a", wild: false, separator: "dot", next: 2 },
    { path: "a|b", name: "a", wild: false, separator: "pipe", next: 2 },
    { path: "abc", name: "abc", wild: false, separator: "end", next: 3 },
    { path: "a\\.b.c", name: "a.b", wild: false, separator: "dot", next: 5 },
    { path: "a\\|b", name: "a|b", wild: false, separator: "end", next: 4 },
    { path: "a*", name: "a*", wild: true, separator: "end", next: 2 },
    { path: "a\\*", name: "a*", wild: false, separator: "end", next: 3 },
    { path: "\\a?", name: "a?", wild: true, separator: "end", next: 3 },
    { path: "a\\", name: "a", wild: false, separator: "end", next: 2 },
    { path: "", name: "", wild: false, separator: "end", next: 0 },
    { path: ".x", name: "", wild: false, separator: "dot", next: 1 },
  ];
  test.each(rows)("$path", ({ path, ...token }) => {
    expect(readKey(path)).toEqual(token);
  });
});

describe("a component as a step into an array", () => {
  const rows = [
    { path: "12.a", kind: "index", index: 12, separator: "dot", next: 3 },
    { path: "012", kind: "index", index: 12, separator: "end", next: 3 },
    { path: "-1", kind: "index", index: -1, separator: "end", next: 2 },
    { path: "x", kind: "index", index: -1, separator: "end", next: 1 },
    { path: "18446744073709551617", kind: "index", index: 1, separator: "end", next: 20 },
    { path: "#", kind: "count", index: -1, separator: "end", next: 1 },
    { path: "#|0", kind: "count", index: -1, separator: "pipe", next: 2 },
    { path: "#.a", kind: "each", index: -1, separator: "dot", next: 2 },
    { path: "#a.b", kind: "nothing", index: -1, separator: "dot", next: 3 },
    { path: "a#", kind: "nothing", index: -1, separator: "end", next: 2 },
    { path: "#(a.b==1).c", kind: "query", index: -1, separator: "dot", next: 10 },
    { path: "#(a)#|0", kind: "query", index: -1, separator: "pipe", next: 6 },
    { path: "#(a", kind: "query", index: -1, separator: "end", next: 3 },
  ];
  test.each(rows)("$path", ({ path, ...token }) => {
    const { query, ...found } = readElement(path);
    expect(found).toEqual(token);
    expect(query !== undefined).toBe(token.kind === "query");
  });
});

describe("a query", () => {
  const rows = [
    { text: "#(a)", path: "a", operator: "", rawValue: "", value: "", all: false },
    { text: "#(a)#", path: "a", operator: "", rawValue: "", value: "", all: true },
    { text: "#[a==1]", path: "a", operator: "=", rawValue: "1", value: "1", all: false },
    { text: "#( a = 1 )", path: "a", operator: "=", rawValue: "1", value: "1", all: false },
    { text: '#(a!="x)")', path: "a", operator: "!=", rawValue: '"x)"', value: "x)", all: false },
    { text: '#(a%"x\\"y")', path: "a", operator: "%", rawValue: '"x\\"y"', value: 'x"y', all: false },
    { text: "#(a!%x*)", path: "a", operator: "!%", rawValue: "x*", value: "x*", all: false },
    { text: "#(>=2)", path: "", operator: ">=", rawValue: "2", value: "2", all: false },
    { text: "#(<2)", path: "", operator: "<", rawValue: "2", value: "2", all: false },
    { text: "#(b.#(c>1)#.d>2)", path: "b.#(c>1)#.d", operator: ">", rawValue: "2", value: "2", all: false },
    { text: "#(a!)", path: "a", operator: "!", rawValue: "", value: "", all: false },
    { text: "#(a!x)", path: "a", operator: "", rawValue: "!x", value: "!x", all: false },
  ];
  test.each(rows)("$text", ({ text, ...token }) => {
    expect(readQuery(text)?.query).toEqual(token);
  });

  test("without its closing bracket is none", () => {
    expect(readQuery('#(a=="x)')).toBeUndefined();
  });
});

describe("a multipath", () => {
  test("has members with and without keys, each with its place", () => {
    expect(readMembers('{a,"k,1":b.#(c==":"),d.@pretty:{"x":1}}.e')).toEqual({
      members: [
        { key: "", path: "a", at: 1 },
        { key: '"k,1"', path: 'b.#(c==":")', at: 9 },
        { key: "", path: 'd.@pretty:{"x":1}', at: 21 },
      ],
      end: 39,
    });
  });

  test("without its closing bracket is none", () => {
    expect(readMembers("[a,[b]")).toBeUndefined();
  });
});

describe("the pipe behind what is asked of each element", () => {
  const rows = [
    { path: "a.b", split: undefined },
    { path: "a.b|c.d", split: { left: "a.b", right: "c.d" } },
    { path: "a\\|b|c", split: { left: "a\\|b", right: "c" } },
    { path: 'a.#(b=="|")|c', split: { left: 'a.#(b=="|")', right: "c" } },
    { path: "a.#[b[|]]|c", split: { left: "a.#[b[|]]", right: "c" } },
    { path: "{a|b,c}|d", split: { left: "{a|b,c}", right: "d" } },
    { path: '{"k":a}|d', split: undefined },
    { path: "a|b.", split: { left: "a", right: "b." } },
    { path: "a.#", split: undefined },
    { path: "a\\|.", split: undefined },
    { path: "a\\|.#", split: undefined },
  ];
  test.each(rows)("$path", ({ path, split }) => {
    expect(splitAtPipe(path)).toEqual(split);
  });
});
