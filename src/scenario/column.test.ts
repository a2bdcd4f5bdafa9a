import { describe, expect, it } from "vitest";
import { compileColumn } from "./column.ts";

const json = JSON.stringify({
  people: [
    {
      id: 1,
      name: "a",
      emails: ["a@x"],
      phones: [
        { kind: "work", value: "1" },
        { kind: "mobile", value: "2" },
      ],
    },
    { id: 2, phones: [] },
    { id: 3, name: "c", emails: null, phones: [{ kind: "mobile", value: "3" }] },
  ],
  total: 3,
  empty: [],
  identities: [
    { type: "phone_number", value: "p1" },
    { type: "email", value: "e" },
    { type: "phone_number", value: "p2" },
  ],
});

const rows = (...values: string[]) => ({ kind: "rows", values });
const single = (value: string) => ({ kind: "single", value });
const none = { kind: "none" };

describe("an output's path", () => {
  it.each([
    ["people.#.id", rows("1", "2", "3")],
    ["people.#.name", rows("a", "", "c")],
    ["people.#.emails", rows('["a@x"]', "", "")],
    ["people.#.emails.0", rows("a@x", "", "")],
    ["people.#.phones.#.value", rows('["1","2"]', "[]", '["3"]')],
    ['people.#.phones.#(kind=="mobile").value', rows("2", "", "3")],
    ["people.#(id>1)#.name", rows("", "c")],
    ["empty.#.id", rows()],
    ["total", single("3")],
    ["people.0.name", single("a")],
    ["people.#", single("3")],
    ["people.1.name", none],
    ["nothing.#.id", none],
    ["total.#.id", none],
    ['identities.#(type=="phone_number")#.value', rows("p1", "p2")],
    ['identities.#(type=="phone_number").value', single("p1")],
    ['identities.#(type=="phone_number")#|1.value', single("p2")],
    ['identities.#(type=="phone_number")#|7.value', none],
    [
      "people.0",
      single(
        '{"id":1,"name":"a","emails":["a@x"],"phones":[{"kind":"work","value":"1"},{"kind":"mobile","value":"2"}]}',
      ),
    ],
    ["people.#.phones|@flatten|#.value", rows("1", "2", "3")],
    ["people.#.id|1", single("2")],
  ])("%s", (path, want) => {
    expect(compileColumn(path).read(json)).toEqual(want);
  });

  it("fans out over a list that is the whole answer", () => {
    expect(compileColumn("#.id").read('[{"id":"a"},{},{"id":12345678901234567890}]')).toEqual(
      rows("a", "", "12345678901234567890"),
    );
    expect(compileColumn("#").read("[1,2]")).toEqual(single("2"));
  });

  it.each(["", "not json", "<html>", '{"people":', "[[[["])("finds nothing, and does not fail, in %j", (body) => {
    expect(["none", "rows", "single"]).toContain(compileColumn("people.#.id").read(body).kind);
    expect(compileColumn("people.0.id").read(body)).toEqual(none);
  });
});
