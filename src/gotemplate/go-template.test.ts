import { describe, expect, it } from "vitest";
import type { TemplateFunctions } from "./functions.ts";
import { parseTemplate } from "./go-template.ts";
import type { ValueInfo } from "./state.ts";

describe("own functions", () => {
  const funcs: TemplateFunctions = {
    repeat: { params: ["string", "int"], result: "string", run: (text: string, times: number) => text.repeat(times) },
    half: { params: ["float64"], run: (value: number) => value / 2 },
    count: { params: ["any"], variadic: true, result: "int", run: (...all: unknown[]) => all.length },
    flag: { params: ["bool"], run: (on: boolean) => (on ? "on" : "off") },
    show: { params: ["any"], run: (value: unknown) => JSON.stringify(value) },
    nothing: { params: [], run: () => undefined },
    fail: {
      params: [],
      run: () => {
        throw new Error("no luck");
      },
    },
    len: { params: ["any"], run: () => "mine" },
  };
  const render = (source: string) => parseTemplate(source, { funcs }).render({ s: "ab", n: 5, l: [1], nul: null });

  it.each([
    ["{{repeat .s 3}} {{3 | repeat .s}}", "ababab ababab"],
    ["{{half 5}} {{half .n}} {{half 1e3}}", "2.5 2.5 500"],
    ['{{count}} {{count 1 "x" nil}} {{printf "%T" (count 1)}}', "0 3 int"],
    ["{{flag true}} {{flag false}}", "on off"],
    ["{{show .l}} {{show nil}} {{show .zip}} {{show 7}}", "[1] null null 7"],
    ["{{nothing}} {{if nothing}}y{{else}}n{{end}}", "<no value> n"],
    ["{{len .s}}", "mine"],
  ])("render %s", (source, want) => {
    expect(render(source)).toBe(want);
  });

  it.each([
    ["{{repeat .s}}", "wrong number of args for repeat: want 2 got 1"],
    ["{{repeat .s .n}}", "wrong type for value; expected int; got float64"],
    ["{{repeat .s 1.5}}", "expected integer; found 1.5"],
    ["{{repeat .nul 1}}", "wrong type for value; expected string; got interface {}"],
    ['{{half "x"}}', 'expected float; found "x"'],
    ["{{flag 1}}", "expected bool; found 1"],
    ["{{fail}}", "error calling fail: no luck"],
  ])("refuse %s", (source, reason) => {
    expect(() => render(source)).toThrow(reason);
  });

  it("are not found by the names that every object inherits", () => {
    expect(() => parseTemplate("{{toString}}", { funcs })).toThrow('function "toString" not defined');
  });
});

describe("missing keys", () => {
  it("are no value, nil, or an error, as the caller chooses", () => {
    const render = (missingKey: "default" | "zero" | "error", source = "{{.x}}|{{.x.y}}") =>
      parseTemplate(source, { missingKey }).render({});
    expect(render("default")).toBe("<no value>|<no value>");
    expect(render("zero", "{{.x}}")).toBe("<no value>");
    expect(() => render("error")).toThrow('template: main:1:2: executing "main" at <.x>: map has no entry for key "x"');
    expect(() => parseTemplate("{{.x}}", { missingKey: "error" }).render(null)).toThrow(
      'nil data; no entry for key "x"',
    );
  });

  it("are asked of the handler where the root lacks them, and only there", () => {
    const asked: unknown[] = [];
    const template = parseTemplate("{{.a}}{{$.b}}\n{{.m.c}}{{with .m}}{{.d}}{{$.e}}{{end}}{{.nul}}");
    const output = template.render(
      { m: { x: 1 }, nul: null },
      {
        missing: (name, place) => {
          asked.push([name, place.line, place.column, place.offset]);
          return `<${name}>`;
        },
      },
    );
    expect(output).toBe("<a><b>\n<no value><no value><e><no value>");
    expect(asked).toEqual([
      ["a", 1, 3, 2],
      ["b", 1, 10, 9],
      ["e", 2, 29, 42],
    ]);
  });
});

describe("renderTo", () => {
  function parts(source: string, data: unknown): unknown[] {
    const out: unknown[] = [];
    parseTemplate(source).renderTo(data, {
      text: (literal) => out.push(literal),
      value: (printed, { field, function: fn, fields }: ValueInfo) => out.push([printed, field, fn, fields]),
    });
    return out;
  }

  it("hands out literal text and printed values apart, in order", () => {
    expect(parts('{"a":"{{.a}}"{{if .b}},"b":{{.b}}{{end}}}', { a: 'x"y', b: 2 })).toEqual([
      '{"a":"',
      ['x"y', "a", undefined, ["a"]],
      '"',
      ',"b":',
      ["2", "b", undefined, ["b"]],
      "}",
    ]);
  });

  it("tells what a value is made of", () => {
    const source = '{{html .x}}{{.x | js}}{{(print .x $.y (or .z 1))}}{{$.x}}{{.x.k}}{{with .x}}{{.k}}{{end}}{{"c"}}';
    expect(parts(source, { x: { k: 1 }, y: "Y" })).toEqual([
      ["map[k:1]", undefined, "html", ["x"]],
      ["map[k:1]", undefined, "js", ["x"]],
      ["map[k:1]Y1", undefined, "print", ["x", "y", "z"]],
      ["map[k:1]", "x", undefined, ["x"]],
      ["1", undefined, undefined, ["x"]],
      ["1", undefined, undefined, []],
      ["c", undefined, undefined, []],
    ]);
  });

  it("keeps the limit of characters", () => {
    const sink = { text: () => {}, value: () => {} };
    const template = parseTemplate("{{range .}}abc{{end}}", { limits: { outputChars: 10 } });
    expect(() => template.renderTo([1, 2, 3, 4], sink)).toThrow("output exceeds the limit of 10 characters");
  });
});

describe("what a template mentions", () => {
  const names = (source: string) =>
    parseTemplate(source).references.map(({ name, line, column }) => `${name} ${line}:${column}`);

  it("is each field of the root, with its place", () => {
    expect(names("{{.a}} {{$.b.c.d}}\n{{if .e.f}}{{print (or .g .h) | .i}}{{end}}")).toEqual([
      "a 1:3",
      "b 1:10",
      "e 2:6",
      "g 2:24",
      "h 2:27",
      "i 2:33",
    ]);
  });

  it("is not what stands where dot is something else", () => {
    expect(
      names("{{with .a}}{{.no}}{{$.b}}{{else}}{{.c}}{{end}}{{range .d}}{{.no}}{{end}}{{with $}}{{.e}}{{end}}"),
    ).toEqual(["a 1:8", "b 1:21", "c 1:36", "d 1:55", "e 1:85"]);
  });

  it("is looked for in templates that are called with the root", () => {
    const define = '{{define "t"}}{{.x}}{{$.y}}{{end}}';
    expect(names(`${define}{{template "t" .}}`)).toEqual(["x 1:17", "y 1:23"]);
    expect(names(`${define}{{template "t" .a}}`)).toEqual(["a 1:50"]);
    expect(names(`{{block "b" $}}{{.x}}{{end}}`)).toEqual(["x 1:18"]);
  });

  it("is each function, too", () => {
    const { functions } = parseTemplate("{{html .a | js}}\n{{print (len .b)}}");
    expect(functions.map(({ name, line, column }) => [name, line, column])).toEqual([
      ["html", 1, 3],
      ["js", 1, 13],
      ["print", 2, 3],
      ["len", 2, 10],
    ]);
  });
});

describe("a parsed template", () => {
  it("can be executed again and from inside itself", () => {
    let depth = 0;
    const funcs: TemplateFunctions = {
      again: { params: [], run: () => (depth++ < 2 ? template.render({ x: depth }) : "end") },
    };
    const template = parseTemplate("{{$v := .x}}<{{again}}{{$v}}>", { funcs });
    expect(template.render({ x: 0 })).toBe("<<<end2>1>0>");
  });

  it("puts characters together that were printed in pieces", () => {
    expect(parseTemplate("{{slice . 0 1}}{{slice . 1 3}}").render("ก")).toBe("ก");
  });

  it("leaves the data as it was", () => {
    const data = Object.freeze({ l: Object.freeze([3, 1, 2]), m: Object.freeze({ b: 1, a: 2 }) });
    expect(parseTemplate("{{$x := .l}}{{range $x = .l}}{{end}}{{slice .l 1}}{{.m}}").render(data)).toBe(
      "[1 2]map[a:2 b:1]",
    );
  });
});
