import { describe, expect, it } from "vitest";
import { indentJson } from "./indent-json.ts";

describe("laying out JSON", () => {
  it("keeps long numbers and texts as they are written", () => {
    expect(indentJson('{"id":12345678901234567890,"t":"a,{\\"b\\"}:[]"}')).toBe(
      '{\n  "id": 12345678901234567890,\n  "t": "a,{\\"b\\"}:[]"\n}',
    );
  });

  it("gives what JSON.stringify gives where no digit is lost", () => {
    for (const value of [[], {}, [[], {}], { a: [1, { b: null }], c: "ไทย", d: {} }, "x", -1.5e3]) {
      expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
    }
  });

  it.each(["", "<b>no</b>", '{"a":'])("leaves %j alone", (text) => {
    expect(indentJson(text)).toBe(text);
  });
});
