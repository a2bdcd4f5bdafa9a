import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { childElements, findAttribute, readXml, XML_CODES, XML_LIMITS, type XmlElement } from "./index.ts";

function codes(text: string): string[] {
  return readXml(text).diagnostics.map(({ code, span }) => `${code} ${span?.line}:${span?.column}`);
}

function root(text: string): XmlElement {
  const { document, diagnostics } = readXml(text);
  expect(diagnostics).toEqual([]);
  expect(document?.toString()).toBe(text);
  return document?.root as XmlElement;
}

describe("a well-formed file", () => {
  it("is read with elements, texts, comments, instructions and CDATA in order", () => {
    const text = '<?xml version="1.1"?>\n<!-- first -->\n<a>one<b/><![CDATA[<&]]><?go now?></a>\n';
    const { document } = readXml(text);
    expect(document?.version).toBe("1.1");
    expect(document?.nodes.map(({ kind }) => kind)).toEqual([
      "instruction",
      "text",
      "comment",
      "text",
      "element",
      "text",
    ]);
    expect(document?.root.children).toMatchObject([
      { kind: "text", value: "one", cdata: false },
      { kind: "element", name: "b" },
      { kind: "text", value: "<&", cdata: true },
      { kind: "instruction", target: "go", body: "now" },
    ]);
    expect(document?.toString()).toBe(text);
  });

  it("knows the place of each element, attribute name and value", () => {
    const text = "<a>\n  <b  x = \"1\"\n     y='two' >t</b>\n</a>";
    const [element] = childElements(root(text), "b");
    const y = findAttribute(element as XmlElement, "y");
    expect(element?.span).toEqual({ line: 2, column: 3, offset: 6, length: 31 });
    expect(text.slice(element?.openTag.offset, 6 + (element?.openTag.length ?? 0))).toBe(
      "<b  x = \"1\"\n     y='two' >",
    );
    expect(y?.nameSpan).toMatchObject({ line: 3, column: 6, length: 1 });
    expect(y?.valueSpan).toMatchObject({ line: 3, column: 9, length: 3 });
    expect(y?.quote).toBe("'");
    expect(element?.parent?.name).toBe("a");
  });

  it("resolves references and normalises line ends, keeping line feeds written as references", () => {
    const element = root('<a x="1&#xA;2&#10;3\r\n4\t5&lt;&amp;&quot;&#x1F600;">p\r\nq\rr</a>');
    expect(element.attributes[0]?.value).toBe('1\n2\n3 4 5<&"\u{1F600}');
    expect(element.children[0]).toMatchObject({ value: "p\nq\nr" });
  });

  it("treats NEL and the line separator as line ends in XML 1.1 only", () => {
    expect(root('<?xml version="1.1"?><a x="1\u00852\u20283"/>').attributes[0]?.value).toBe("1 2 3");
    expect(root('<a x="1\u20282"/>').attributes[0]?.value).toBe("1\u20282");
  });

  it("takes references to control characters in XML 1.1 only", () => {
    expect(root('<?xml version="1.1"?><a x="&#1;"/>').attributes[0]?.value).toBe("\u0001");
    expect(codes('<a x="&#1;"/>')).toEqual(["xml-reference 1:7"]);
    expect(codes('<?xml version="1.1"?><a x="&#0;"/>')).toEqual(["xml-reference 1:28"]);
  });

  it("translates offsets of a value to places in the file through references", () => {
    const text = '<a x="ab&quot;c&#xA;d"/>';
    const attribute = root(text).attributes[0];
    expect(attribute?.value).toBe('ab"c\nd');
    const shown = [0, 1, 2, 3, 4, 5, 6].map((offset) => {
      const span = attribute?.spanAt(offset, 1);
      return text.slice(span?.offset, (span?.offset ?? 0) + (span?.length ?? 0));
    });
    expect(shown).toEqual(["a", "b", "&quot;", "c", "&#xA;", "d", ""]);
  });

  it("may begin with a byte order mark, which stays", () => {
    expect(root("\uFEFF<?xml version='1.0'?><a/>").name).toBe("a");
  });
});

describe("a file that is not well-formed", () => {
  const table: [name: string, text: string, wanted: string[]][] = [
    ["a raw ampersand in a value", '<a u="?x=1&y=2"/>', ["xml-raw-ampersand 1:11"]],
    ["two raw ampersands", '<a u="?x&y&z"/>', ["xml-raw-ampersand 1:9", "xml-raw-ampersand 1:11"]],
    ["a raw ampersand in a text", "<a>R&D</a>", ["xml-raw-ampersand 1:5"]],
    ["a raw quote in a path", '<a p="#(t=="x")"/>', ["xml-raw-quote 1:12"]],
    ["a raw quote with a blank behind it", '<a p="say "hi" to"/>', ["xml-raw-quote 1:11"]],
    ["a raw < in a value", '<a p="1<2"/>', ["xml-raw-less-than 1:8"]],
    ["a raw < in a text", "<a>1 < 2</a>", ["xml-raw-less-than 1:6"]],
    ["an entity", "<a>&nbsp;</a>", ["xml-entity 1:4"]],
    ["an entity with the name of an object's member", "<a>&constructor;</a>", ["xml-entity 1:4"]],
    ["a broken reference", "<a>&#xZZ;</a>", ["xml-reference 1:4"]],
    ["a reference to a surrogate", "<a>&#xD800;</a>", ["xml-reference 1:4"]],
    ["a document type", '<!DOCTYPE a SYSTEM "x.dtd"><a/>', ["xml-doctype 1:1"]],
    [
      "a document type with entities",
      '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
      ["xml-doctype 2:1"],
    ],
    ["a repeated attribute", '<a x="1" x="2"/>', ["xml-duplicate-attribute 1:10"]],
    ["a value without quotes", "<a x=1/>", ["xml-attribute 1:6"]],
    ["an attribute without value", "<a x/>", ["xml-attribute 1:4"]],
    ["a typographic quote", "<a x=“1”/>", ["xml-smart-quote 1:6"]],
    ["a value without end", '<a x="1/>', ["xml-unclosed-token 1:6"]],
    ["a tag without end", '<a x="1"', ["xml-unclosed-token 1:1"]],
    ["a comment without end", "<a><!-- x</a>", ["xml-unclosed-token 1:4"]],
    ["two hyphens in a comment", "<a><!-- x -- y --></a>", ["xml-comment 1:11"]],
    ["an element that is not closed", "<a>\n <b>\n</a>", ["xml-unclosed-element 2:2"]],
    ["elements open at the end of the file", "<a>\n <b>\n", ["xml-unclosed-element 2:2"]],
    ["a closing tag too many", "<a></b></a>", ["xml-mismatched-tag 1:4"]],
    ["a closing tag in another case", "<a></A>", ["xml-mismatched-tag 1:4"]],
    ["two roots", "<a/><b/>", ["xml-outside-root 1:5"]],
    ["text behind the root", "<a/> x ", ["xml-outside-root 1:6"]],
    ["an empty file", "", ["xml-no-root 1:1"]],
    ["a comment alone", "<!-- x -->", ["xml-no-root 1:1"]],
    ["a declaration that is not first", '\n<?xml version="1.0"?><a/>', ["xml-declaration 2:1"]],
    ["another version", '<?xml version="2.0"?><a/>', ["xml-declaration 1:1"]],
    ["a control character", "<a>\u0001</a>", ["xml-control-character 1:4"]],
    ["a control character of XML 1.1", '<?xml version="1.1"?><a>\u0080</a>', ["xml-control-character 1:25"]],
    ["half a surrogate pair", "<a>\ud83d</a>", ["xml-control-character 1:4"]],
    ["the end of a CDATA section in a text", "<a>]]></a>", ["xml-malformed 1:4"]],
    ["a name that begins with a digit", "<1/>", ["xml-raw-less-than 1:1", "xml-outside-root 1:2"]],
  ];
  it.each(table)("with %s is refused at the place of the mistake", (_name, text, wanted) => {
    expect(codes(text)).toEqual(wanted);
    expect(readXml(text).document).toBeUndefined();
  });

  it("gets all problems at once, each with a cure", () => {
    const { diagnostics } = readXml('<a x="&"><b y="<" y="1">&z;</b></c></a>');
    expect(diagnostics.map(({ code }) => code)).toEqual([
      "xml-raw-ampersand",
      "xml-raw-less-than",
      "xml-duplicate-attribute",
      "xml-entity",
      "xml-mismatched-tag",
    ]);
    for (const { help, code } of diagnostics) {
      expect(help).toBeTruthy();
      expect(XML_CODES).toHaveProperty(code);
    }
  });
});

describe("the limits", () => {
  it("refuse a file of more than 1 MB in UTF-8", () => {
    const thai = "ก".repeat(XML_LIMITS.bytes / 3);
    expect(codes(`<a>${thai}</a>`)).toEqual(["xml-too-large 1:1"]);
    expect(codes(`<a>${thai.slice(10)}</a>`)).toEqual([]);
  });

  it("refuse elements nested deeper than 64", () => {
    const nested = (depth: number) => "<a>".repeat(depth) + "</a>".repeat(depth);
    expect(codes(nested(64))).toEqual([]);
    expect(codes(nested(65))).toEqual(["xml-too-deep 1:193"]);
  });

  it("refuse more than 10,000 nodes", () => {
    expect(codes(`<a>${"<b/>\n".repeat(9_999)}</a>`)).toEqual([]);
    expect(codes(`<a>${"<b/>".repeat(10_000)}</a>`)[0]).toMatch(/^xml-too-many-nodes/);
  });
});

const xmlish = fc
  .array(
    fc.constantFrom(
      "<",
      ">",
      "/",
      "a",
      "b",
      ' x="',
      '"',
      "'",
      "=",
      "&",
      "amp;",
      "#",
      "\n",
      "<!--",
      "-->",
      "]]>",
      "<![CDATA[",
      "<?xml ",
      "?>",
      "é",
      "\u0001",
      "<a>",
      "</a>",
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

describe("random input", () => {
  it("is read or refused exactly as a full parser does, and never throws", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          xmlish,
          xmlish.map((text) => `<a>${text}</a>`),
          fc.string(),
        ),
        (text) => {
          let wellFormed = true;
          const parser = new SaxesParser();
          parser.on("error", () => {
            wellFormed = false;
          });
          parser.write(text).close();
          const { document } = readXml(text);
          expect(document !== undefined).toBe(wellFormed);
          if (document) expect(document.toString()).toBe(text);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it("has the same values as a full parser reads", () => {
    const value = fc
      .array(fc.constantFrom("a", "&amp;", "&#xA;", "&#10;", "\n", "\t", "\r\n", "\r", "&quot;", "ก", "😀", "\u0085"), {
        maxLength: 12,
      })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(value, fc.constantFrom("1.0", "1.1"), (written, version) => {
        const text = `<?xml version="${version}"?><a x="${written}"/>`;
        let wanted: string | undefined;
        const parser = new SaxesParser();
        parser.on("attribute", (attribute) => {
          wanted = attribute.value;
        });
        parser.write(text).close();
        expect(readXml(text).document?.root.attributes[0]?.value).toBe(wanted);
      }),
      { numRuns: 1000 },
    );
  });
});
