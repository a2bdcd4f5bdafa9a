import { describe, expect, it } from "vitest";
import { lexTemplate } from "./lex.ts";
import { Token } from "./token.ts";

const NAMES = new Map<number, string>(Object.entries(Token).map(([name, kind]) => [kind, name]));

/** The tokens of a source, each as its kind and text; an error as its message. */
function tokens(source: string, functions: readonly string[] = []): string[] {
  const { kinds, starts, ends, error } = lexTemplate(source, (name) => functions.includes(name));
  return kinds.map((kind, i) => {
    if (kind === Token.Error) return `Error ${error}`;
    if (kind === Token.EOF) return "EOF";
    return `${NAMES.get(kind)} ${JSON.stringify(source.slice(starts[i], ends[i]))}`;
  });
}

describe("lexTemplate", () => {
  it.each<[source: string, ...want: string[]]>([
    ["", "EOF"],
    ["a { b", 'Text "a { b"', "EOF"],
    ["{{.a.b}}", 'LeftDelim "{{"', 'Field ".a"', 'Field ".b"', 'RightDelim "}}"', "EOF"],
    [
      "{{$x := 1}}",
      'LeftDelim "{{"',
      'Variable "$x"',
      'Space " "',
      'Declare ":="',
      'Space " "',
      'Number "1"',
      'RightDelim "}}"',
      "EOF",
    ],
    ["a \n{{- 1 -}}\t b", 'Text "a"', 'LeftDelim "{{"', 'Number "1"', 'RightDelim "}}"', 'Text "b"', "EOF"],
    ["{{-1}}", 'LeftDelim "{{"', 'Number "-1"', 'RightDelim "}}"', "EOF"],
    ["a {{/* {{x}} */ -}} b", 'Text "a "', 'Text "b"', "EOF"],
    ["{{(1)}}", 'LeftDelim "{{"', 'LeftParen "("', 'Number "1"', 'RightParen ")"', 'RightDelim "}}"', "EOF"],
    [
      '{{\'}}\' `\n}}` "\\"}}"}}',
      'LeftDelim "{{"',
      "CharConstant \"'}}'\"",
      'Space " "',
      'RawString "`\\n}}`"',
      'Space " "',
      'String "\\"\\\\\\"}}\\""',
      'RightDelim "}}"',
      "EOF",
    ],
    ["{{1+2i}}", 'LeftDelim "{{"', 'Complex "1+2i"', 'RightDelim "}}"', "EOF"],
    ["{{ก}}", 'LeftDelim "{{"', 'Identifier "ก"', 'RightDelim "}}"', "EOF"],
    ["{{,}}", 'LeftDelim "{{"', 'Char ","', 'RightDelim "}}"', "EOF"],
    ["{{. $}}", 'LeftDelim "{{"', 'Dot "."', 'Space " "', 'Variable "$"', 'RightDelim "}}"', "EOF"],
  ])("cuts %j", (source, ...want) => {
    expect(tokens(source)).toEqual(want);
  });

  it.each([
    ["{{", "unclosed action"],
    ["{{.a}", "bad character U+007D '}'"],
    ["{{/* x", "unclosed comment"],
    ["{{/* x */ }}", "comment ends before closing delimiter"],
    ["{{(1}}", "unclosed left paren"],
    ["{{1)}}", "unexpected right paren"],
    ["{{'a}}", "unterminated character constant"],
    ['{{"a\n"}}', "unterminated quoted string"],
    ["{{`a}}", "unterminated raw quoted string"],
    ["{{1a}}", 'bad number syntax: "1a"'],
    ["{{1+2}}", 'bad number syntax: "1+2"'],
    ["{{$x :1}}", "expected :="],
    ["{{\u0001}}", "unrecognized character in action: U+0001"],
    ["{{.ชื่อ}}", "bad character U+0E37 'ื'"],
  ])("ends %j with an error", (source, message) => {
    expect(tokens(source).at(-1)).toBe(`Error ${message}`);
  });

  it("takes break for a function where the caller has one of that name", () => {
    expect(tokens("{{break}}")[1]).toBe('Break "break"');
    expect(tokens("{{break}}", ["break"])[1]).toBe('Identifier "break"');
  });
});
