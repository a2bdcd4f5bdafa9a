import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { aScope, aTemplate } from "./place.test.data.ts";
import { renderXmlBody } from "./xml-place.ts";

const xml = (text: string, x: string) => renderXmlBody(aTemplate(text), aScope({ x }));

describe("an XML body", () => {
  it.each([
    ["escapes a value in text", "<a>{{.x}}</a>", `<b>&"'`, "<a>&lt;b&gt;&amp;&quot;&apos;</a>"],
    ["escapes a value in an attribute", '<a b="{{.x}}"/>', '" c="1', '<a b="&quot; c=&quot;1"/>'],
    ["drops characters that XML forbids", "<a>{{.x}}</a>", "a\0b\u0008c", "<a>abc</a>"],
    ["goes on behind a comment", "<!-- a > b --><a>{{.x}}</a>", "<", "<!-- a > b --><a>&lt;</a>"],
    ["leaves a raw value alone", "<a>{{raw .x}}</a>", "<b/>", "<a><b/></a>"],
    ["lets an empty value stand anywhere", "<a{{.x}}/>", "", "<a/>"],
  ])("%s", (_, text, x, want) => {
    expect(xml(text, x)).toBe(want);
  });

  it.each(["<{{.x}}>", "<a {{.x}}>", "<a b={{.x}}>", "<!-- {{.x}} -->", "<![CDATA[{{.x}}]]>", "<?pi {{.x}}?>"])(
    "refuses a value in %s, where no escaping helps",
    (text) => {
      expect(() => xml(text, "v")).toThrow("{{.x}} stands inside a tag, comment or CDATA");
    },
  );

  it("keeps its structure whatever a caller's values hold", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (x) => {
        const seen: string[] = [];
        const parser = new SaxesParser();
        parser.on("error", (error) => {
          throw error;
        });
        parser.on("opentag", ({ name, attributes }) => seen.push(name, ...Object.keys(attributes)));
        parser.write(xml('<a b="{{.x}}"><c>{{.x}}</c></a>', x.toWellFormed())).close();
        expect(seen).toEqual(["a", "b", "c"]);
      }),
      { numRuns: 500 },
    );
  });
});
