import { describe, expect, it } from "vitest";
import { GoTemplateError } from "./errors.ts";
import { parseTemplate } from "./go-template.ts";

function failure(source: string, options: Parameters<typeof parseTemplate>[1] = {}): GoTemplateError {
  try {
    parseTemplate(source, options);
  } catch (error) {
    if (error instanceof GoTemplateError) return error;
    throw error;
  }
  throw new Error(`${source} was parsed`);
}

/** Printed back: the tree in a readable form. */
function tree(source: string): string {
  return parseTemplate(source).toString();
}

describe("parseTemplate", () => {
  it.each([
    ["{{ .a  .b | print   1 }}", "{{.a .b | print 1}}"],
    ["{{- /* gone */ -}} x", "x"],
    ["{{$x:=1}}{{$x  =  2}}", "{{$x := 1}}{{$x = 2}}"],
    ["{{if .a}}1{{else if .b}}2{{else}}3{{end}}", "{{if .a}}1{{else}}{{if .b}}2{{else}}3{{end}}{{end}}"],
    ["{{with .a}}1{{else with .b}}2{{end}}", "{{with .a}}1{{else}}{{with .b}}2{{end}}{{end}}"],
    ["{{range $i , $e := .l}}{{break}}{{continue}}{{end}}", "{{range $i, $e := .l}}{{break}}{{continue}}{{end}}"],
    ['{{block "b" .x}}B{{end}}', '{{template "b" .x}}{{define "b"}}B{{end}}'],
    ["{{ (index .l 0).n.m }}{{ ( ( .x ) ) }}", "{{(index .l 0).n.m}}{{((.x))}}"],
    ["{{$.a.b}}{{$ }}", "{{$.a.b}}{{$}}"],
    ["{{`raw` | print 'c' 0x1F 1_000 1i nil true}}", "{{`raw` | print 'c' 0x1F 1_000 1i nil true}}"],
    ["a{ {{- .x}}", "a{ {{- .x}}"],
    ["a{{/**/}}{b", "a{b"],
    ["a{ {{- /**/ -}} {b", "a{ {{- /**/}}{b"],
  ])("reads %j as %j", (source, want) => {
    expect(tree(source)).toBe(want);
    expect(tree(want)).toBe(want);
  });

  it.each([
    ["{{}}", "missing value for command", 1],
    ["{{range .l}}", "unexpected EOF", 1],
    ["a\n{{end}}", "unexpected {{end}}", 2],
    ["{{if .a}}{{else}}{{else}}{{end}}", "expected end; found {{else}}", 1],
    ["{{if .a}}{{else with .b}}{{end}}", "unexpected <with> in input", 1],
    ["\n\n{{nofunc}}", 'function "nofunc" not defined', 3],
    ["{{$x}}", 'undefined variable "$x"', 1],
    ["{{if 1}}{{$x := 1}}{{end}}{{$x}}", 'undefined variable "$x"', 1],
    ["{{break}}", "{{break}} outside {{range}}", 1],
    ["{{.a | 1}}", "non executable command in pipeline stage 2", 1],
    ["{{$x, $y := 1}}", "too many declarations in command", 1],
    ["{{range $x, 1 := .l}}{{end}}", "range can only initialize variables", 1],
    ['{{define "x"}}1{{end}}{{define "x"}}2{{end}}', 'template: multiple definition of template "x"', 1],
    ['{{define "x"}}{{else}}{{end}}', "unexpected {{else}} in define clause", 1],
    ['{{"x".y}}', 'unexpected . after term "\\"x\\""', 1],
    ["{{08}}", 'integer overflow: "08"', 1],
    ['{{"\\q"}}', "invalid syntax", 1],
    ["{{if 1\n}}{{template}}", 'unexpected "}}" in template clause', 2],
    ["{{print\n1", "unclosed action started at main:1", 2],
    ["{{123456789012}}{{print 1 abcdefghijklmnop}}", 'function "abcdefghijklmnop" not defined', 1],
  ])("refuses %j: %s", (source, reason, line) => {
    const error = failure(source);
    expect(error).toMatchObject({ phase: "parse", reason, line });
    expect(error.message).toBe(`template: main:${line}: ${reason}`);
  });

  it("says where in the source an error is, and of which kind", () => {
    expect(failure("ก {{.a}}\n  {{nofunc .b}}", { name: "url" })).toMatchObject({
      code: "unknown-function",
      line: 2,
      column: 4,
      offset: 13,
      message: 'template: url:2: function "nofunc" not defined',
    });
    expect(failure("{{$x}}").code).toBe("undefined-variable");
    expect(failure('{{define "x"}}1{{end}}{{define "x"}}2{{end}}').code).toBe("duplicate-template");
  });

  it("lets an empty definition be replaced, and a main text be given by a definition", () => {
    expect(parseTemplate('{{define "x"}} {{end}}{{define "x"}}2{{end}}{{template "x"}}').render(null)).toBe("2");
    expect(parseTemplate('{{define "main"}}other{{end}} ').render(null)).toBe("other");
  });

  it("keeps variables of the surrounding template out of a definition", () => {
    expect(failure('{{$v := 1}}{{define "t"}}{{$v}}{{end}}').reason).toBe('undefined variable "$v"');
  });
});

describe("single quotes", () => {
  it("are character constants by default", () => {
    expect(parseTemplate("{{'a'}}").render(null)).toBe("97");
    expect(failure("{{'ab'}}").reason).toBe("malformed character constant: 'ab'");
  });

  it("are strings where the option says so, with a warning each", () => {
    const template = parseTemplate("{{print 'ab'}}\n{{print '1' `x`}}", { singleQuotedStrings: true });
    expect(template.render(null)).toBe("ab\n1x");
    expect(template.warnings).toMatchObject([
      { code: "single-quoted-string", line: 1, column: 9, offset: 8 },
      { code: "single-quoted-string", line: 2, column: 9, offset: 23 },
    ]);
  });
});
