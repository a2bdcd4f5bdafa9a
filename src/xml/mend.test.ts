import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits, mendXml, readXml, type TextEdit } from "./index.ts";

/** The mended text and, for each mend, its code and place. */
function mend(text: string): { text: string; mends: string[] } {
  const { text: mended, diagnostics } = mendXml(text);
  return { text: mended, mends: diagnostics.map(({ code, span }) => `${code} ${span?.line}:${span?.column}`) };
}

describe("the mender", () => {
  const table: { name: string; text: string; want: string; mends: string[] }[] = [
    {
      name: "writes raw ampersands of an address as references",
      text: '<A U="?x=1&y=2&amp;z=3"/>',
      want: '<A U="?x=1&amp;y=2&amp;z=3"/>',
      mends: ["xml-raw-ampersand 1:11"],
    },
    {
      name: "takes an entity that XML does not know literally",
      text: '<A U="a&nbsp;b&#xZ;"/>',
      want: '<A U="a&amp;nbsp;b&amp;#xZ;"/>',
      mends: ["xml-entity 1:8", "xml-reference 1:15"],
    },
    {
      name: "writes raw quotes of a GJSON path as references",
      text: '<O Path="ids.#(type=="phone")#|1.value" Name="N"/>',
      want: '<O Path="ids.#(type==&quot;phone&quot;)#|1.value" Name="N"/>',
      mends: ["xml-raw-quote 1:22", "xml-raw-quote 1:28"],
    },
    {
      name: "writes raw quotes of a JSON body as references and keeps line feeds that are references",
      text: '<P Value="{&#xA;"t":"{{TimeFormat .S "yyyy" "1"}}"&#xA;}"/>',
      want: '<P Value="{&#xA;&quot;t&quot;:&quot;{{TimeFormat .S &quot;yyyy&quot; &quot;1&quot;}}&quot;&#xA;}"/>',
      mends: [17, 19, 21, 38, 43, 45, 47, 50].map((column) => `xml-raw-quote 1:${column}`),
    },
    {
      name: "sees that HTML in a body does not end the value",
      text: '<R><P V="{"b":"<p class="x" id="y">t</p><i k="1"><b>"}"/><P V="2"/></R>',
      want: '<R><P V="{&quot;b&quot;:&quot;&lt;p class=&quot;x&quot; id=&quot;y&quot;>t&lt;/p>&lt;i k=&quot;1&quot;>&lt;b>&quot;}"/><P V="2"/></R>',
      mends: expect.any(Array) as unknown as string[],
    },
    {
      name: "sees a body that begins with a quote",
      text: '<R><P Value=""Owner":{"id":"{{.U}}"}," Name="Owner"/></R>',
      want: '<R><P Value="&quot;Owner&quot;:{&quot;id&quot;:&quot;{{.U}}&quot;}," Name="Owner"/></R>',
      mends: expect.any(Array) as unknown as string[],
    },
    {
      name: "leaves attributes alone whose brackets do not close",
      text: '<R><P Title="Hint (optional" Name="b)"/><P V="x&y"/></R>',
      want: '<R><P Title="Hint (optional" Name="b)"/><P V="x&amp;y"/></R>',
      mends: ["xml-raw-ampersand 1:48"],
    },
    {
      name: "writes a raw < of a value as a reference",
      text: '<A V="{{if lt 1 2}}<{{end}}"/>',
      want: '<A V="{{if lt 1 2}}&lt;{{end}}"/>',
      mends: ["xml-raw-less-than 1:20"],
    },
    {
      name: "writes quotes of the kind that delimits the value as references",
      text: `<A V='{"a":"it's"}' B="x"/>`,
      want: `<A V='{"a":"it&apos;s"}' B="x"/>`,
      mends: ["xml-raw-quote 1:15"],
    },
    {
      name: "removes stray control characters",
      text: '<A V="a\u0001b">\u0008<B\u0000/></A>',
      want: '<A V="ab"><B/></A>',
      mends: ["xml-control-character 1:8", "xml-control-character 1:12", "xml-control-character 1:15"],
    },
    {
      name: "writes typographic quotes around values straight and leaves those inside",
      text: "<A V=“he said ‘so’” W=”x”/>",
      want: '<A V="he said ‘so’" W="x"/>',
      mends: ["xml-smart-quote 1:6", "xml-smart-quote 1:19", "xml-smart-quote 1:23", "xml-smart-quote 1:25"],
    },
    {
      name: "puts quotes round a value that has none",
      text: '<A U="0" V=1 W=a/>',
      want: '<A U="0" V="1" W="a"/>',
      mends: ["xml-attribute 1:12", "xml-attribute 1:13", "xml-attribute 1:16", "xml-attribute 1:17"],
    },
    {
      name: "puts a blank between attributes that touch",
      text: '<A V="1"W="2"/>',
      want: '<A V="1" W="2"/>',
      mends: ["xml-raw-quote 1:9"],
    },
    {
      name: "moves the declaration to the start",
      text: '\n <?xml version="1.1"?><A/>',
      want: '<?xml version="1.1"?><A/>',
      mends: ["xml-declaration 1:1"],
    },
    {
      name: "parts two hyphens of a comment",
      text: "<A><!-- a -- b --- c ---></A>",
      want: "<A><!-- a - - b - - - c - --></A>",
      mends: ["xml-comment 1:12", "xml-comment 1:17", "xml-comment 1:18", "xml-comment 1:23"],
    },
    {
      name: "keeps a byte order mark and Thai letters",
      text: '\uFEFF<A V="ก&ข"/>',
      want: '\uFEFF<A V="ก&amp;ข"/>',
      mends: ["xml-raw-ampersand 1:9"],
    },
    {
      name: "writes a < of a text as a reference",
      text: "<A>1 < 2 & 3</A>",
      want: "<A>1 &lt; 2 &amp; 3</A>",
      mends: ["xml-raw-less-than 1:6", "xml-raw-ampersand 1:10"],
    },
  ];
  it.each(table)("$name", ({ text, want, mends }) => {
    expect(mend(text)).toEqual({ text: want, mends });
    expect(readXml(want).diagnostics).toEqual([]);
    expect(mend(want)).toEqual({ text: want, mends: [] });
  });

  it("gives a fix with each mend; all fixes together give the mended text", () => {
    const text = '<R>\n<A V="a&b" W="#(x=="y")"/>\n</R>';
    const { diagnostics, text: mended } = mendXml(text);
    expect(new Set(diagnostics.map(({ severity }) => severity))).toEqual(new Set(["warning"]));
    const edits = diagnostics.map(({ fix }): TextEdit => ({ ...fix?.span, text: fix?.text }) as TextEdit);
    expect(applyEdits(text, edits)).toBe(mended);
  });

  const hopeless: [name: string, text: string, wanted: string][] = [
    ["an element that is not closed", '<A>\n <B V="x&y">\n</A>', "xml-unclosed-element 2:2"],
    ["a closing tag that fits nothing", '<A V="x&y"></B></A>', "xml-mismatched-tag 1:12"],
    ["a value without end", '<A V="x&y/>', "xml-unclosed-token 1:6"],
    ["a repeated attribute behind a mend", '<A V="x&y" V="2"/>', "xml-duplicate-attribute 1:12"],
    ["text outside the root", '<A V="x&y"/>&', "xml-outside-root 1:13"],
    ["a document type", "<!DOCTYPE A><A/>", "xml-doctype 1:1"],
  ];
  it.each(hopeless)("says plainly that it cannot mend %s, and where", (_name, text, wanted) => {
    const { diagnostics, text: unchanged } = mendXml(text);
    expect(unchanged).toBe(text);
    expect(
      diagnostics.map(({ severity, code, span }) => `${severity} ${code} ${span?.line}:${span?.column}`),
    ).toContain(`error ${wanted}`);
  });

  it("gives up on a file that needs more than 10,000 mends", () => {
    const text = `<A V="${"&".repeat(10_001)}"/>`;
    expect(mendXml(text)).toMatchObject({ text, diagnostics: expect.arrayContaining([]) });
    expect(mendXml(text).diagnostics[0]?.severity).toBe("error");
  });

  const pieces = [
    "<",
    ">",
    "/",
    "A",
    "b",
    ' V="',
    '"',
    "'",
    "=",
    "&",
    "&amp;",
    "(",
    ")",
    "{",
    "}",
    "\n",
    "<!--",
    "-->",
    "<?xml ",
    "?>",
    "“",
    "”",
    "\u0001",
    "<A>",
    "</A>",
    "<A ",
    "/>",
  ];
  const broken = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(""));

  it("gives a well-formed text or the same text with an error, and changes nothing the second time", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          broken,
          broken.map((text) => `<A V="${text}"/>`),
          fc.string(),
        ),
        (text) => {
          const { text: mended, diagnostics } = mendXml(text);
          if (diagnostics.some(({ severity }) => severity === "error")) expect(mended).toBe(text);
          else {
            expect(readXml(mended).document).toBeDefined();
            expect(mendXml(mended)).toMatchObject({ text: mended, diagnostics: [] });
          }
        },
      ),
      { numRuns: 5000 },
    );
  });

  it("finds its way back to any JSON body and GJSON path", () => {
    const body = fc.json().map((json) => json.replace(/[\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/g, ""));
    fc.assert(
      fc.property(fc.array(body, { minLength: 1, maxLength: 4 }), (bodies) => {
        const quoted = bodies.map((json) => `{"a":${json},"b":"x&y"}`.replace(/[<>=]/g, ""));
        const parameters = quoted.map((value, index) => `<Parameter Name="n${index}" Value="${value}" Type="Body"/>`);
        const { document } = readXml(mendXml(`<Parameters>\n${parameters.join("\n")}\n</Parameters>`).text);
        const values = document?.root.children.flatMap((node) =>
          node.kind === "element" ? [node.attributes[1]?.value] : [],
        );
        // A body that spells a reference such as &lt; is read as that reference, as the rule says.
        expect(values).toEqual(quoted.map((value) => value.replace(/&(?:[a-z]+|#\d+|#x[\da-fA-F]+);/g, decode)));
      }),
      { numRuns: 500 },
    );
  });

  describe.each(["<R>&", "<R>&<A "])("takes no more than seconds for 1 MB of the worst after %s", (start) => {
    it.each([
      'A="(" ',
      '<A B="( C="',
      "&",
      '"',
      '=“"',
      '" a="',
      '<A B="( c="x" ',
      "A=“ ",
      '<A B="{"a":"("/>',
      "\u0001",
    ])("%j", { timeout: 120_000 }, (unit) => {
      // By what the processor did: how much of it a busy machine gives is not the mender's doing.
      const before = process.cpuUsage();
      const { diagnostics } = mendXml(start + unit.repeat(Math.floor(900_000 / unit.length)));
      expect(process.cpuUsage(before).user / 1e6).toBeLessThan(15);
      expect(diagnostics.length).toBeGreaterThan(0);
    });
  });
});

function decode(reference: string): string {
  const [, hex, decimal] = /^&#(?:x([\da-fA-F]+)|(\d+));$/.exec(reference) ?? [];
  const code = Number.parseInt(hex ?? decimal ?? "", hex === undefined ? 10 : 16);
  if (isXmlCharacter(code)) return String.fromCodePoint(code);
  return { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&apos;": "'" }[reference] ?? reference;
}

/** Any other number names nothing in XML 1.0, and stays as it was written. */
function isXmlCharacter(code: number): boolean {
  const isControl = code < 0x20 && ![0x9, 0xa, 0xd].includes(code);
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return !isControl && !isSurrogate && code !== 0xfffe && code !== 0xffff && code <= 0x10ffff;
}
