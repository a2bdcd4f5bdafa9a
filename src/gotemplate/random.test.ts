import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBytes, joined, toBytes } from "./bytes.ts";
import { GoTemplateError } from "./errors.ts";
import { type GoTemplate, parseTemplate } from "./go-template.ts";
import type { CommandNode, ListNode, Operand, PipeNode, Statement } from "./node.ts";
import { readNumber } from "./number.ts";
import { printTemplate } from "./print.ts";
import { quote } from "./quote.ts";
import { templateFunctions } from "./template-functions.ts";

const funcs = templateFunctions({ zone: "Asia/Bangkok" });
const parse = (source: string): GoTemplate => parseTemplate(source, { funcs, singleQuotedStrings: false });

// Trees

const offset = 0;
const name = fc.constantFrom("a", "b2", "_x", "Name", "ก", "constructor");
const path = fc.array(name, { minLength: 1, maxLength: 3 });
const fn = fc.constantFrom("print", "len", "eq", "and", "printf", "UrlEncode", "index");
/** Texts that hold no `{{`, but braces, blanks and what looks like trim markers. */
const text = fc
  .array(fc.constantFrom("a", " ", "\n", "{", "}", "}}", "- ", " -", "ก", "/*", '"'), { minLength: 1, maxLength: 5 })
  .map((pieces) => pieces.join("").replaceAll(/{{+/g, "{"));
const number = fc
  .constantFrom("0", "1", "-1", "1.5", "1e3", "0x1F", "1_0", "2i", "1+2i", ".5")
  .map((source) => readNumber(source, offset) as Operand);
const string = fc.string({ unit: "grapheme", maxLength: 4 }).map((value): Operand => {
  return { kind: "string", offset, source: quote(value), value };
});

const { pipe, list } = fc.letrec<{
  operand: Operand;
  command: CommandNode;
  pipe: PipeNode;
  statement: Statement;
  list: ListNode;
}>((tie) => ({
  operand: fc.oneof(
    { maxDepth: 3, depthIdentifier: "operand" },
    fc.constantFrom<Operand>({ kind: "dot", offset }, { kind: "nil", offset }, { kind: "bool", offset, value: true }),
    number,
    string,
    path.map((names): Operand => ({ kind: "field", offset, path: names })),
    fc.array(name, { maxLength: 2 }).map((names): Operand => ({ kind: "variable", offset, name: "$", path: names })),
    fn.map((word): Operand => ({ kind: "identifier", offset, name: word })),
    tie("pipe"),
    fc.record({ kind: fc.constant("chain" as const), offset: fc.constant(offset), base: tie("pipe"), path }),
  ),
  command: fc
    .tuple(
      fn.map((word): Operand => ({ kind: "identifier", offset, name: word })),
      fc.array(tie("operand"), { maxLength: 3 }),
    )
    .map(([first, rest]): CommandNode => ({ kind: "command", offset, args: [first, ...rest] })),
  pipe: fc.array(tie("command"), { minLength: 1, maxLength: 3 }).map((commands): PipeNode => {
    return { kind: "pipe", offset, variables: [], assigns: false, commands };
  }),
  statement: fc.oneof(
    { maxDepth: 3, depthIdentifier: "statement" },
    text.map((value): Statement => ({ kind: "text", offset, text: value })),
    tie("pipe").map((one): Statement => ({ kind: "action", offset, pipe: one })),
    fc
      .tuple(
        fc.constantFrom("if" as const, "with" as const, "range" as const),
        tie("pipe"),
        tie("list"),
        fc.option(tie("list")),
      )
      .map(([kind, one, body, other]): Statement => {
        return { kind, offset, pipe: one, list: body, otherwise: other ?? undefined };
      }),
    fc.tuple(fc.constantFrom("t", 'q"'), fc.option(tie("pipe"))).map(([called, one]): Statement => {
      return { kind: "template", offset, name: called, pipe: one ?? undefined };
    }),
  ),
  list: fc.array(tie("statement"), { maxLength: 5 }).map((nodes): ListNode => ({ kind: "list", offset, nodes })),
}));

describe("printing and parsing", () => {
  it("give back the same source for any tree", () => {
    fc.assert(
      fc.property(list, list, (root, definition) => {
        const source = printTemplate(root, [["t", definition]]);
        expect(parse(source).toString()).toBe(source);
      }),
      { numRuns: 2000 },
    );
  });

  it("give back the same source for any pipeline", () => {
    fc.assert(
      fc.property(pipe, (one) => {
        const source = printTemplate({ kind: "list", offset, nodes: [{ kind: "action", offset, pipe: one }] }, []);
        expect(parse(source).toString()).toBe(source);
      }),
      { numRuns: 2000 },
    );
  });
});

// Any input

const DATA = {
  a: { b: "x" },
  s: "héllo",
  n: 3.5,
  i: 4,
  t: true,
  nul: null,
  l: [1, "two", null, { k: "v" }],
  m: { b: 1, a: [2] },
};

/** Parses, prints and executes; whatever goes wrong must be an error of ours. */
function tryOut(source: string, ints: boolean): void {
  let template: GoTemplate;
  try {
    template = parse(source);
  } catch (error) {
    expect(error).toBeInstanceOf(GoTemplateError);
    expect(error).toMatchObject({ phase: "parse" });
    return;
  }
  const printed = template.toString();
  expect(parse(printed).toString()).toBe(printed);
  const outputs = [template, parse(printed)].map((one) => execute(one, ints));
  expect(outputs[1]).toBe(outputs[0]);
  expect(template.references.every(({ line, column }) => line >= 1 && column >= 1)).toBe(true);
}

function execute(template: GoTemplate, ints: boolean): string {
  try {
    return template.render(DATA, { ints, limits: { steps: 5000, outputChars: 50_000 } });
  } catch (error) {
    if (!(error instanceof GoTemplateError)) throw error;
    expect(error.phase).toBe("exec");
    expect(error.line).toBeGreaterThan(0);
    return `error ${error.reason}`;
  }
}

const TOKENS =
  '{{ }} {{- -}} . .a .s .l .m $ $x := = | ( ) 1 -1 1.5 0x1F 2i \'a\' "s" "%v" "%[2]*d" `r` , /* */ if else end range with define template block break continue nil true print printf len index slice eq lt and or not html js urlquery call UrlEncode TimeFormat ToMillis text { } \\ é 📞 " \' ` + ; _ 0b 1e {{end}} {{else}} {{if {{range {{.l}} {{range}} {{$x:=1}}'.split(
    " ",
  );
const soup = fc
  .array(fc.tuple(fc.constantFrom(...TOKENS), fc.constantFrom("", " ", "\n", " ")), { maxLength: 25 })
  .map((pieces) => pieces.flat().join(""));
const inAction = soup.map((inside) => `{{${inside}}}`);

describe("any input", () => {
  it("of random characters is executed or refused", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.boolean(), tryOut), { numRuns: 3000 });
  });

  it("of random bytes is executed or refused", () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).map((all) => `{{${fromBytes(all)}}}`);
    fc.assert(fc.property(bytes, fc.boolean(), tryOut), { numRuns: 3000 });
  });

  it("of the language's own tokens in any order is executed or refused", () => {
    fc.assert(fc.property(fc.oneof(soup, inAction), fc.boolean(), tryOut), { numRuns: 6000 });
  });

  it("as a format of printf gives a text", () => {
    const format = fc
      .array(fc.constantFrom(..."%%%%+-# 0123*.[]vdsqxXobcUeEfgGtTpwz", "%[1]", "%[3]*.[2]*[1]", "ก"), {
        maxLength: 12,
      })
      .map((pieces) => `{{printf ${quote(pieces.join(""))} .s .n .i .l .m nil 3 -2 'x'}}`);
    fc.assert(fc.property(format, fc.boolean(), tryOut), { numRuns: 3000 });
  });
});

describe("bytes", () => {
  it("come back as they were, and are joined only once", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const kept = fromBytes(bytes);
        expect(toBytes(kept)).toEqual(bytes);
        expect(joined(kept)).toBe(kept);
      }),
      { numRuns: 3000 },
    );
  });
});
