import { describe, expect, it } from "vitest";
import {
  appendElement,
  applyEdits,
  childElements,
  escapeAttribute,
  readXml,
  removeElement,
  setAttribute,
  type TextEdit,
  type XmlElement,
} from "./index.ts";

const TEXT = `<?xml version="1.1"?>
<!-- stays -->
<R a='1'  b = "2">
  <S Id="x" ><T/></S>
  <S Id="y"/>
  <E></E>
</R>
`;

function edit(make: (root: XmlElement, text: string) => TextEdit, text = TEXT): string {
  const root = readXml(text).document?.root as XmlElement;
  const edited = applyEdits(text, [make(root, text)]);
  expect(readXml(edited).diagnostics).toEqual([]);
  return edited;
}

const child = (root: XmlElement, index: number) => childElements(root)[index] as XmlElement;

describe("an edit", () => {
  it("sets an attribute and changes only what stands between its quotes", () => {
    expect(edit((root) => setAttribute(root, "a", `it's "<&>"`))).toBe(TEXT.replace("'1'", `'it&apos;s "&lt;&amp;>"'`));
    expect(edit((root) => setAttribute(root, "b", `it's "`))).toBe(TEXT.replace('"2"', `"it's &quot;"`));
  });

  it("adds an attribute behind the last one", () => {
    expect(edit((root) => setAttribute(root, "c", "3"))).toBe(TEXT.replace('b = "2"', 'b = "2" c="3"'));
    expect(edit((root) => setAttribute(child(child(root, 0), 0), "c", "3"))).toBe(TEXT.replace("<T/>", '<T c="3"/>'));
  });

  it("removes an element with its line", () => {
    expect(edit((root, text) => removeElement(text, child(root, 1)))).toBe(TEXT.replace('\n  <S Id="y"/>', ""));
    expect(edit((root, text) => removeElement(text, child(child(root, 0), 0)))).toBe(TEXT.replace("<T/>", ""));
  });

  it("removes an element of a file with the line ends of Windows", () => {
    const windows = TEXT.replace(/\n/g, "\r\n");
    expect(edit((root, text) => removeElement(text, child(root, 1)), windows)).toBe(
      windows.replace('\r\n  <S Id="y"/>', ""),
    );
  });

  it("appends an element as the last child, indented as its neighbours", () => {
    expect(edit((root, text) => appendElement(text, root, "<N>\n  <M/>\n</N>"))).toBe(
      TEXT.replace("  <E></E>", "  <E></E>\n  <N>\n    <M/>\n  </N>"),
    );
  });

  it("opens an empty element to append a child", () => {
    expect(edit((root, text) => appendElement(text, child(root, 1), "<N/>"))).toBe(
      TEXT.replace('<S Id="y"/>', '<S Id="y">\n    <N/>\n  </S>'),
    );
    expect(edit((root, text) => appendElement(text, child(root, 2), "<N/>"))).toBe(
      TEXT.replace("<E></E>", "<E>\n    <N/>\n  </E>"),
    );
  });

  it("refuses to overlap another", () => {
    const edits = [
      { offset: 0, length: 3, text: "" },
      { offset: 2, length: 1, text: "" },
    ];
    expect(() => applyEdits("abcdef", edits)).toThrow(/overlap/);
  });
});

describe("an attribute value", () => {
  it("comes back as it was set, line feeds and tabs too", () => {
    for (const value of ['a"b', "a'b", "a\nb\tc\r\nd", "<&>", "ก\u2028x\u0085"]) {
      for (const quote of ['"', "'"] as const) {
        const text = `<?xml version="1.1"?><a x=${quote}${escapeAttribute(value, quote)}${quote}/>`;
        expect(readXml(text).document?.root.attributes[0]?.value).toBe(value);
      }
    }
  });
});
