import { describe, expect, it } from "vitest";
import { parseTemplate } from "./go-template.ts";

const DATA = {
  s: "b",
  th: "สวัส",
  n: 2,
  f: 2.5,
  t: true,
  e: "",
  nul: null,
  l: [1, 2, 3],
  m: { k: [7, 8], 2: "two" },
  h: "<a href=\"x\">Tom & 'Jerry'</a>",
};

const render = (source: string, ints = false) => parseTemplate(source).render(DATA, { ints });

describe("Go's own functions", () => {
  it.each([
    // and, or, not
    ["{{and .t .s}} {{and .e .s}}| {{or .e .n}} {{or .e .nul}} {{not .e}}", "b | 2 <no value> true"],
    ["{{and .e (index .l 99)}}|{{or .s (index .l 99)}}|{{.s | or .e}}|{{.s | and .e}}", "|b|b|"],
    // len, index, slice
    ["{{len .th}} {{len .l}} {{len .m}} {{len .e}}", "12 3 2 0"],
    ['{{index .l 1}} {{index .m "k" 1}} {{index .m "zip"}} {{index .s 0}} {{index .l}}', "2 8 <no value> 98 [1 2 3]"],
    ["{{slice .l 1}} {{slice .l 1 2}} {{slice .l 0 0}} {{slice .th 0 3}} {{slice .l 1 2 3}}", "[2 3] [2] [] ส [2]"],
    ["{{slice .l 0 4}} {{slice (slice .l 0 1) 0 2}}", "[1 2 3 <nil>] [1 2]"],
    ["{{slice .th 0 1}}{{slice .th 1 3}}", "ส"],
    // comparison
    [
      '{{eq .s "b"}} {{eq .s "a" "b"}} {{ne .n 2.0}} {{eq \'a\' 97}} {{eq .nul nil}} {{eq .s .nul}}',
      "true true false true true false",
    ],
    ["{{eq (index .th 0) 224}} {{eq 1i 1i}} {{eq true .t}}", "true true true"],
    ['{{lt 1 2}} {{le .n .f}} {{gt .s "a"}} {{ge 2 2}} {{lt "～" "😀"}}', "true true true true true"],
    // escaping
    ["{{html .h}}", "&lt;a href=&#34;x&#34;&gt;Tom &amp; &#39;Jerry&#39;&lt;/a&gt;"],
    ["{{js .h}}", "\\u003Ca href\\u003D\\\"x\\\"\\u003ETom \\u0026 \\'Jerry\\'\\u003C/a\\u003E"],
    ['{{js "\\n\\t\\\\é\\u200b\\U000e0001"}}', "\\u000A\\u0009\\\\é\\u200B\\uE0001"],
    ['{{urlquery "a b+ü~%"}} {{urlquery .f "x" .nul}}', "a+b%2B%C3%BC~%25 2.5x%3Cno+value%3E"],
    ['{{html "\\x00"}}', "\ufffd"],
    // printing
    ['{{print "a" 1 2 "b"}} {{println .s .n}}', "a1 2b b 2\n"],
  ])("render %s", (source, want) => {
    expect(render(source)).toBe(want);
  });

  it.each([
    ["{{len .n}}", "error calling len: len of type float64"],
    ["{{len .nul}}", "error calling len: len of nil pointer"],
    ["{{len .zip}}", "error calling len: reflect: call of reflect.Value.Type on zero Value"],
    ["{{index .nul 0}}", "error calling index: index of untyped nil"],
    ['{{index .m "zip" 0}}', "error calling index: index of nil pointer"],
    ["{{index .n 0}}", "error calling index: can't index item of type float64"],
    ["{{index .l 3}}", "error calling index: reflect: slice index out of range"],
    ["{{index .s 1}}", "error calling index: reflect: string index out of range"],
    ["{{index .l 1.5}}", "error calling index: cannot index slice/array with type float64"],
    ["{{index .l nil}}", "error calling index: cannot index slice/array with nil"],
    ["{{index .m 2}}", "error calling index: value has type int; should be string"],
    ["{{index .m nil}}", "error calling index: value is nil; should be of type string"],
    ["{{slice .nul}}", "error calling slice: slice of untyped nil"],
    ["{{slice .m 1}}", "error calling slice: can't slice item of type map[string]interface {}"],
    ["{{slice .l 3 1}}", "error calling slice: invalid slice index: 3 > 1"],
    ["{{slice .l 1 3 2}}", "error calling slice: invalid slice index: 3 > 2"],
    ["{{slice .l -1}}", "error calling slice: index out of range: -1"],
    ["{{slice .s 0 1 1}}", "error calling slice: cannot 3-index slice a string"],
    ["{{slice .l 1 1 1 1}}", "error calling slice: too many slice indexes: 4"],
    ["{{slice .l .n}}", "error calling slice: cannot index slice/array with type interface {}"],
    ["{{eq .s}}", "error calling eq: missing argument for comparison"],
    ["{{eq .s 1}}", "error calling eq: incompatible types for comparison"],
    ["{{eq .l .l}}", "error calling eq: non-comparable type []interface {}"],
    ["{{eq .l .m}}", "error calling eq: non-comparable types []interface {}, map[string]interface {}"],
    ["{{lt .nul 1}}", "error calling lt: invalid type for comparison"],
    ["{{lt .t .t}}", "error calling lt: invalid type for comparison"],
    ["{{call .s 1}}", "error calling call: non-function .s of type string"],
    ["{{call .nul}}", "error calling call: call of nil"],
    ["{{.s | call}}", "error calling call: non-function b of type string"],
  ])("refuse %s", (source, reason) => {
    expect(() => render(source)).toThrow(reason);
  });

  it("give the string's bytes where slice cuts a character", () => {
    expect(render("{{slice .th 0 1}}")).toBe("\udce0");
  });

  it("look into an index from the data, but slice does not, as in Go 1.23", () => {
    expect(render("{{index .l .n}} {{$i := .n}}{{slice .l $i}}", true)).toBe("3 [3]");
    expect(() => render("{{slice .l .n}}", true)).toThrow("cannot index slice/array with type interface {}");
  });
});
