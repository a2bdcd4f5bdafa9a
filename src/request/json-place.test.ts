import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderJsonBody } from "./json-place.ts";
import { aScope, aTemplate } from "./place.test.data.ts";

function json(text: string, variables: Record<string, string>, fragments: Record<string, string> = {}): string {
  return renderJsonBody(aTemplate(text), aScope(variables, { fragments }));
}

describe("a JSON body", () => {
  it.each([
    ["escapes a value in a string", '{"a":"{{.x}}"}', { x: 'q" \\ \n\u0001' }, '{"a":"q\\" \\\\ \\n\\u0001"}'],
    ["keeps Thai", '{"a":"{{.x}}"}', { x: "สมชาย" }, '{"a":"สมชาย"}'],
    ["lets a value stand beside text", '{"a":"from {{.x}} to {{.y}}"}', { x: "1", y: '"' }, '{"a":"from 1 to \\""}'],
    ["takes a number outside a string", '{"n":{{.x}}}', { x: "-12.5e3" }, '{"n":-12.5e3}'],
    [
      "takes true, false and null outside a string",
      "[{{.x}},{{.y}},{{.z}}]",
      { x: "true", y: "false", z: "null" },
      "[true,false,null]",
    ],
    ["takes a function's number", '{"n":{{ToMillis .x}}}', { x: "1672531199" }, '{"n":1672531199000}'],
    ["keeps digits of a long number", '{"n":{{.x}}}', { x: "12345678901234567890" }, '{"n":12345678901234567890}'],
    ["leaves a raw value alone", '{"a":{{raw .x}}}', { x: '{"b":1}' }, '{"a":{"b":1}}'],
    ["knows escaped quotes of the author", '{"a\\"":"{{.x}}"}', { x: '"' }, '{"a\\"":"\\""}'],
    ["is empty when nothing is left of it", "{{if .x}}{{end}}", { x: "" }, ""],
  ])("%s", (_, text, variables, want) => {
    expect(json(text, variables as Record<string, string>)).toBe(want);
  });

  it.each([
    ["text", "Jim", "it is text"],
    ["nothing", "", "it is empty"],
    ["a number with a leading zero", "0812345678", "it is text"],
    ["a number with a plus sign", "+66812345678", "it is text"],
    ["an object", '{"a":1}', "it is text"],
    ["a quoted text", '"a"', "it is text"],
    ["two members", '1,"admin":true', "it is text"],
    ["NaN", "NaN", "it is text"],
  ])("refuses %s outside a string and names the variable", (_, x, found) => {
    expect(() => json('{"n":{{.Seconds}}}', { Seconds: x })).toThrow(`{{.Seconds}} stands outside a JSON string`);
    expect(() => json('{"n":{{.Seconds}}}', { Seconds: x })).toThrow(found);
  });

  it("refuses a value behind a single backslash", () => {
    expect(() => json('{"a":"\\{{.x}}"}', { x: '","b":"' })).toThrow(/single backslash/);
    expect(json('{"a":"\\\\{{.x}}"}', { x: "n" })).toBe('{"a":"\\\\n"}');
  });

  it("refuses a body that is not JSON and says why", () => {
    expect(() => json('{"a":"{{.x}}",}', { x: "1" })).toThrow(/the body is not JSON: .*/);
  });

  it("expands a scenario parameter outside a string in place, its values escaped", () => {
    const owner = { Owner: '"Owner":{"id":"{{.User}}"},' };
    expect(json('{ {{.Owner}} "a":1}', { User: '7"', Owner: "x" }, owner)).toBe('{ "Owner":{"id":"7\\""}, "a":1}');
    expect(json('{ {{if .User}}{{.Owner}}{{end}} "a":1}', { User: "", Owner: "" }, owner)).toBe('{  "a":1}');
  });

  it("escapes the whole text of a scenario parameter inside a string", () => {
    const text = { Subject: 'Call "{{.From}}"' };
    expect(json('{"s":"{{.Subject}}"}', { From: "1", Subject: 'Call "1"' }, text)).toBe('{"s":"Call \\"1\\""}');
  });

  it("ends when scenario parameters name each other in a circle", () => {
    const circle = { A: "{{.B}}", B: "{{.A}}" };
    expect(() => json('{"n":{{.A}}}', { A: "x", B: "y" }, circle)).toThrow(/stands outside a JSON string/);
  });

  it("keeps its structure whatever a caller's values hold", () => {
    const text = '{"name":"{{.a}}","list":["{{.b}}",{"{{.c}}":1}],"fixed":true}';
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), fc.string({ unit: "grapheme" }), (a, b, c) => {
        const parsed = JSON.parse(json(text, { a, b, c }));
        expect(parsed).toEqual({ name: a, list: [b, { [c]: 1 }], fixed: true });
      }),
      { numRuns: 1000 },
    );
  });
});
