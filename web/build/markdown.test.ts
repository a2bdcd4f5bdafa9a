import { describe, expect, it } from "vitest";
import { type Block, type Inline, parseMarkdown } from "./markdown.ts";

const toText = (pieces: readonly Inline[]): string =>
  pieces.map((one) => ("inner" in one ? `${one.kind}(${toText(one.inner)})` : one.text)).join("");
const parse = (text: string) => parseMarkdown(text, (target) => (target.startsWith("no") ? undefined : `/${target}`));
const textsOf = (block: Block | undefined): string => (block && "inner" in block ? toText(block.inner) : "");

describe("Markdown", () => {
  it("becomes headings with anchors, paragraphs, lists with what belongs to their items, and code", () => {
    const blocks = parse("# A `b` & c\n\nOne\ntwo.\n\n- x\n- y\n\n  ```sh\n  run\n    this\n  ```\n\n1. z\n");
    expect(blocks.map(({ kind }) => kind)).toEqual(["heading", "paragraph", "list", "list"]);
    expect(blocks[0]).toMatchObject({ level: 1, id: "a-b--c" });
    expect(textsOf(blocks[1])).toBe("One two.");
    expect(blocks[2]).toMatchObject({
      isOrdered: false,
      items: [[{ kind: "paragraph" }], [{ kind: "paragraph" }, { kind: "code", text: "run\n  this" }]],
    });
    expect(blocks[3]).toMatchObject({ isOrdered: true });
  });

  it("becomes tables, in whose cells an escaped bar is a bar", () => {
    const [table] = parse("| A | B |\n| --- | --: |\n| `x\\|y` | z |\n");
    expect(table).toMatchObject({
      head: [[{ text: "A" }], [{ text: "B" }]],
      rows: [[[{ kind: "code", text: "x|y" }], [{ text: "z" }]]],
    });
  });

  it("keeps links that lead somewhere and the words of others", () => {
    expect(parse("see [here `a`](x.md), [there](nowhere.md), **so** _it_ is snake_case_name")).toEqual([
      {
        kind: "paragraph",
        inner: [
          { kind: "text", text: "see " },
          {
            kind: "link",
            to: "/x.md",
            inner: [
              { kind: "text", text: "here " },
              { kind: "code", text: "a" },
            ],
          },
          { kind: "text", text: ", " },
          { kind: "text", text: "there" },
          { kind: "text", text: ", " },
          { kind: "strong", inner: [{ kind: "text", text: "so" }] },
          { kind: "text", text: " " },
          { kind: "emphasis", inner: [{ kind: "text", text: "it" }] },
          { kind: "text", text: " is snake_case_name" },
        ],
      },
    ]);
  });

  it.each(["<b>x</b>", "> quoted", "![picture](x.png)", "#### deep", "```\nendless"])("refuses %j", (text) => {
    expect(() => parse(text)).toThrow(/line 1/);
  });
});
