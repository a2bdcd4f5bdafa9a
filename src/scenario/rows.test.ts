import { describe, expect, it } from "vitest";
import { compileColumn } from "./column.ts";
import { fillRow, redactRow, toRows } from "./rows.ts";

function rows(paths: Readonly<Record<string, string>>, answer: unknown) {
  const outputs = Object.entries(paths).map(([name, path]) => ({ name, column: compileColumn(path) }));
  return toRows({ outputs }, JSON.stringify(answer));
}

describe("rows", () => {
  it.each([
    [
      "are lists side by side",
      { Id: "p.#.id", Name: "p.#.name" },
      {
        p: [
          { id: 1, name: "a" },
          { id: 2, name: "b" },
        ],
      },
      [
        { Id: "1", Name: "a" },
        { Id: "2", Name: "b" },
      ],
    ],
    [
      "do not slip where an element lacks a value",
      { Id: "p.#.id", Name: "p.#.name" },
      { p: [{ id: 1 }, { id: 2, name: "b" }] },
      [
        { Id: "1", Name: "" },
        { Id: "2", Name: "b" },
      ],
    ],
    [
      "are as many as the longest list has values",
      { Id: "ids.#.v", Name: "names.#.v" },
      { ids: [{ v: 1 }, { v: 2 }], names: [{ v: "a" }] },
      [
        { Id: "1", Name: "a" },
        { Id: "2", Name: "" },
      ],
    ],
    [
      "have a single value in each of them",
      { Id: "p.#.id", Org: "org" },
      { org: "ACME", p: [{ id: 1 }, { id: 2 }] },
      [
        { Id: "1", Org: "ACME" },
        { Id: "2", Org: "ACME" },
      ],
    ],
    ["are one where there is no list", { Id: "id", Name: "name" }, { id: 7 }, [{ Id: "7", Name: "" }]],
    [
      "are none where a list is empty, whatever else is there",
      { Id: "p.#.id", Total: "total" },
      { total: 0, p: [] },
      [],
    ],
    ["are none where nothing is found", { Id: "p.#.id", Name: "name" }, { q: 1 }, []],
    ["are none where there is no output", {}, { id: 1 }, []],
    [
      "hold lists and objects as JSON text",
      { Id: "p.#.id", Tags: "p.#.tags" },
      {
        p: [
          { id: 1, tags: ["a", "b"] },
          { id: 2, tags: { x: 1 } },
        ],
      },
      [
        { Id: "1", Tags: '["a","b"]' },
        { Id: "2", Tags: '{"x":1}' },
      ],
    ],
  ])("%s", (_, paths, answer, want) => {
    expect(rows(paths as Record<string, string>, answer)).toEqual(want);
  });
});

it("fills a row, never replacing a value by an empty one", () => {
  const row = { Id: "1", Email: "", Name: "Ann" };
  expect(fillRow(row, { Email: "a@a.example", Name: "", Extra: "x" })).toEqual({
    Id: "1",
    Email: "a@a.example",
    Name: "Ann",
    Extra: "x",
  });
  expect(row.Email).toBe("");
});

it("masks each value of a row", () => {
  expect(redactRow({ a: "secret!", b: "x" }, (value) => value.replace("secret", "***"))).toEqual({ a: "***!", b: "x" });
});
