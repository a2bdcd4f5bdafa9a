import { describe, expect, it } from "vitest";
import { GoTemplateError } from "./errors.ts";
import { parseTemplate } from "./go-template.ts";

const DATA = {
  s: "héllo",
  e: "",
  n: 3,
  z: 0,
  t: true,
  nul: null,
  l: [1, "two", null],
  el: [],
  m: { b: 2, a: { c: "deep" } },
};

const render = (source: string, data: unknown = DATA, ints = false) => parseTemplate(source).render(data, { ints });

function failure(source: string, data: unknown = DATA, ints = false): GoTemplateError {
  try {
    render(source, data, ints);
  } catch (error) {
    if (error instanceof GoTemplateError) return error;
    throw error;
  }
  throw new Error(`${source} was executed`);
}

describe("execution", () => {
  it.each([
    // fields
    ["{{.m.a.c}} {{$.s}} {{(.m).a.c}}", "deep héllo deep"],
    ["{{.zip}} {{.zip.zap}} {{.nul}} {{.m}}", "<no value> <no value> <no value> map[a:map[c:deep] b:2]"],
    ["{{.constructor}} {{.toString}} {{.__proto__}}", "<no value> <no value> <no value>"],
    // pipelines
    ['{{.s | printf "%s-%s" "a"}} {{.l | len | printf "%03d"}}', "a-héllo 003"],
    ["{{print nil}} {{.zip | print}} {{html .zip}}", "<nil> <nil> &lt;no value&gt;"],
    // variables
    ["{{$x := 1}}{{if .t}}{{$x = 2}}{{$x := 3}}{{end}}{{$x}}", "2"],
    ["{{with $x := .e}}1{{else}}[{{$x}}]{{end}}", "[]"],
    ["{{$ := 5}}{{$}}", "5"],
    ["{{and .e ($x := 1)}}{{or .e ($y := 2)}}{{$y}}", "22"],
    // conditions
    ["{{if .e}}a{{else if .z}}b{{else if .t}}c{{else}}d{{end}}", "c"],
    ["{{with .m.a}}{{.c}}{{$.n}}{{end}}{{with .el}}x{{else with .n}}{{.}}{{end}}", "deep33"],
    // loops
    ["{{range .l}}<{{.}}>{{end}}", "<1><two><<no value>>"],
    ["{{range $i, $e := .l}}{{$i}}{{$e}};{{end}}{{range $k, $v := .m}}{{$k}} {{end}}", "01;1two;2<no value>;a b "],
    ["{{range .el}}x{{else}}none{{end}}{{range .zip}}x{{else}}none{{end}}", "nonenone"],
    ["{{range $i, $e := .l}}{{if eq $i 1}}{{continue}}{{end}}{{$i}}{{end}}", "02"],
    ["{{range .l}}{{range $.l}}{{break}}{{end}}{{.}}{{break}}{{end}}!", "1!"],
    ["{{range $e := .el}}{{else}}{{$e}}{{end}}", "[]"],
    ["{{$x := 0}}{{range $x = .l}}{{end}}{{$x}}", "<no value>"],
    // templates
    [
      '{{define "r"}}{{if .}}{{index . 0}}{{template "r" slice . 1}}{{end}}{{end}}{{template "r" .l}}',
      "1two<no value>",
    ],
    ['{{define "t"}}[{{.}}{{$}}]{{end}}{{template "t"}}{{template "t" .n}}', "[<no value><no value>][33]"],
    ['{{block "b" .m}}{{.b}}{{end}}', "2"],
  ])("renders %s", (source, want) => {
    expect(render(source)).toBe(want);
  });

  it.each([
    ["{{.n.x}}", '1:4: executing "main" at <.n.x>: can\'t evaluate field x in type interface {}', "wrong-type"],
    ["{{$x := .s}}{{$x.y}}", '1:16: executing "main" at <$x.y>: can\'t evaluate field y in type string', "wrong-type"],
    [
      "{{.l.length}}",
      '1:4: executing "main" at <.l.length>: can\'t evaluate field length in type interface {}',
      "wrong-type",
    ],
    ["{{.nul.x}}", '1:6: executing "main" at <.nul.x>: nil pointer evaluating interface {}.x', "nil-value"],
    ["{{.s 1}}", '1:2: executing "main" at <.s>: s is not a method but has arguments', "wrong-arguments"],
    ["{{.s | .n}}", '1:7: executing "main" at <.n>: n is not a method but has arguments', "wrong-arguments"],
    ["{{1 2}}", '1:2: executing "main" at <1>: can\'t give argument to non-function 1', "wrong-arguments"],
    ["{{nil}}", '1:2: executing "main" at <nil>: nil is not a command', "nil-value"],
    ["{{$x = 1}}", '1:7: executing "main" at <1>: undefined variable: $x', "undefined-variable"],
    ["{{and .e ($x := 1)}}{{$x}}", '1:22: executing "main" at <$x>: undefined variable: $x', "undefined-variable"],
    ["{{range .n}}{{end}}", '1:8: executing "main" at <.n>: range can\'t iterate over 3', "wrong-type"],
    ["{{not}}", '1:2: executing "main" at <not>: wrong number of args for not: want 1 got 0', "wrong-arguments"],
    [
      "{{printf .n}}",
      '1:9: executing "main" at <.n>: wrong type for value; expected string; got float64',
      "wrong-type",
    ],
    ["{{printf .zip}}", '1:9: executing "main" at <.zip>: invalid value; expected string', "wrong-type"],
    ["{{printf 1}}", '1:9: executing "main" at <1>: expected string; found 1', "wrong-type"],
    ["{{printf nil}}", '1:9: executing "main" at <nil>: cannot assign nil to string', "nil-value"],
    [
      "{{1 | printf}}",
      '1:6: executing "main" at <printf>: wrong type for value; expected string; got int',
      "wrong-type",
    ],
    [
      "a\n  {{index .l 9}}",
      '2:4: executing "main" at <index .l 9>: error calling index: index out of range: 9',
      "function-failed",
    ],
    [
      '{{template "zip"}}',
      '1:11: executing "main" at <{{template "zip"}}>: template "zip" not defined',
      "unknown-template",
    ],
    [
      '{{define "x"}}{{.y}}{{end}}{{template "x" 3}}',
      '1:16: executing "x" at <.y>: can\'t evaluate field y in type int',
      "wrong-type",
    ],
  ])("fails on %s as Go does", (source, message, code) => {
    const error = failure(source);
    expect(error.message).toBe(`template: main:${message}`);
    expect(error).toMatchObject({ phase: "exec", code });
  });

  it("gives line, column and offset of a failure, the column in Go's bytes", () => {
    expect(failure("x\nกข {{.n.x}}")).toMatchObject({ line: 2, column: 11, offset: 9 });
  });

  it("prints scalar data of any kind", () => {
    expect(["text", 7, 1.5, true, null, 12n, [1], { a: 1 }].map((data) => render("{{.}}", data))).toEqual([
      "text",
      "7",
      "1.5",
      "true",
      "<no value>",
      "12",
      "[1]",
      "map[a:1]",
    ]);
  });

  it("refuses to print a function, and calls one that lies in the data", () => {
    const data = { f: (a: number, b: number) => a + b };
    expect(failure("{{.f}}", data).reason).toBe("can't print {{.f}} of type func(...interface {}) interface {}");
    expect(render("{{call .f 1 2}}", data)).toBe("3");
  });

  it("reads own properties only, also those with inherited names", () => {
    const data = JSON.parse('{"constructor":"c","__proto__":"p"}');
    expect(render("{{.constructor}} {{.__proto__}} {{.valueOf}}", data)).toBe("c p <no value>");
    expect(render("{{.getTime}}", new Date(0))).toBe("<no value>");
  });
});

describe("numbers in the data", () => {
  it("are float64 by default", () => {
    expect(render('{{printf "%T %T" .n (index .l 0)}} {{eq .n 3.0}}')).toBe("float64 float64 true");
    expect(failure("{{eq .n 3}}").reason).toBe("error calling eq: incompatible types for comparison");
  });

  it("are ints where they are whole and the caller says so", () => {
    const data = { n: 3, f: 2.5, l: [1, 1.5], m: { k: 4 }, big: 2 ** 60 };
    expect(render('{{printf "%T %T" .n .f}} {{eq .n 3}} {{.l}} {{.m.k}} {{.big}}', data, true)).toBe(
      "int float64 true [1 1.5] 4 1152921504606846976",
    );
    expect(render('{{range .l}}{{printf "%T " .}}{{end}}{{printf "%T" (index .m "k")}}', data, true)).toBe(
      "int float64 int",
    );
  });

  it("are int64 where they are bigints", () => {
    expect(render('{{printf "%T" .x}} {{.x}} {{eq .x 5}}', { x: 5n })).toBe("int64 5 true");
    expect(render("{{.x}}", { x: 2n ** 64n - 1n })).toBe("-1");
  });
});
