import { describe, expect, test } from "vitest";
import { getPath } from "../index.ts";

const PRETTY = '{"b":[1,2,[3]],"a":{"z":null,"y":[]},"c":[{"d":true}],"e":{}}';

/** Rows of: document, path, the raw text that Go's gjson 1.18 with pretty 1.2 gives (`""` for missing). */
const rows = [
  ["[1,[2,3],{}]", "@reverse", "[{},[2,3],1]"],
  ['{"a":1,"b":[2]}', "@reverse", '{"b":[2],"a":1}'],
  ['"x"', "@reverse", '"x"'],
  [' { "a b" : [ 1 , "c d" ] } ', "@ugly", '{"a b":["c d"]}'.replace('["c d"]', '[1,"c d"]')],
  ['["\\" ", " "]', "@ugly", '["\\" "," "]'],
  ["[1]", "@valid", "[1]"],
  ["[1", "@valid", ""],
  ['{"a":1,"b":2}', "@keys", '["a","b"]'],
  ["[1,2]", "@keys", "[null,null]"],
  ["null", "@keys", "[null]"],
  ["", "@keys", "[]"],
  ['{"a":1,"b":[2]}', "@values", "[1,[2]]"],
  ["[1,2]", "@values", "[1,2]"],
  ["3", "@values", "[3]"],
  ['{"a":"<b>"}', "@tostr", '"{\\"a\\":\\"\\u003cb\\u003e\\"}"'],
  ['"{\\"a\\":[1]}"', "@fromstr.a.0", "1"],
  ['"{\\"a\\"', "@fromstr", ""],
  ["[1,[2],[3,[4]],[]]", "@flatten", "[1,2,3,[4]]"],
  ['[1,[2],[3,[4,"5"]],[]]', '@flatten:{"deep":true}', '[1,2,3,4,"5"]'],
  ["[1,[[2]]]", '@flatten:{"deep":"yes"}', "[1,[2]]"],
  ['{"a":[1]}', "@flatten", '{"a":[1]}'],
  ['[{"a":1,"b":2},3,{"a":4}]', "@join", '{"a":4,"b":2}'],
  ['[{"a":1,"b":2},3,{"a":4}]', '@join:{"preserve":true}', '{"a":1,"b":2,"a":4}'],
  ['{"a":1}', "@join", '{"a":1}'],
  ['{"id":[1,2,3],"n":["x","y"],"k":4}', "@group", '[{"id":1,"n":"x"},{"id":2,"n":"y"},{"id":3}]'],
  ["[1]", "@group", ""],
  ['{"a":{"b":1},"c":[{"b":2},{"d":{"b":3}}]}', "@dig:b", "[1,2,3]"],
  ['{"a":{"b":1}}', "@dig:x", "[]"],
  ["1", "@this", "1"],
  ["[3,4]", "@this:anything|1", "4"],
  ["[3,4]", '@this:{"a":1}.1', "4"],
  ["[3,4]", "@unknown", ""],
  [
    PRETTY,
    "@pretty",
    '{\n  "b": [1, 2, [3]],\n  "a": {\n    "z": null,\n    "y": []\n  },\n  "c": [\n    {\n      "d": true\n    }\n  ],\n  "e": {}\n}\n',
  ],
  [
    PRETTY,
    '@pretty:{"sortKeys":true,"indent":"\\t","prefix":" x"}',
    ' {\n \t"a": {\n \t\t"y": [],\n \t\t"z": null\n \t},\n \t"b": [1, 2, [3]],\n \t"c": [\n \t\t{\n \t\t\t"d": true\n \t\t}\n \t],\n \t"e": {}\n }\n'.trimStart(),
  ],
  ["[1,2,3]", '@pretty:{"width":8}', "[\n  1,\n  2,\n  3\n]\n"],
  ["[1,2,3]", '@pretty:{"width":9}', "[1, 2, 3]\n"],
  ["[1,2]", '@pretty:{"width":0}', "[\n  1,\n  2\n]\n"],
  ["[1,2]", '@pretty:{"width":"9"}', "[1, 2]\n"],
  ["[1]", '@pretty:{"width":true}', "[\n  1\n]\n"],
  ["[1]", '@pretty:{"width":null}', "[\n  1\n]\n"],
  ['["ééé"]', '@pretty:{"width":9}', '[\n  "ééé"\n]\n'],
  ['["📞"]', '@pretty:{"width":8}', '["📞"]\n'],
  ['"x"', "@pretty", '"x"'],
  [
    '{"b":1,"a":"y","a":2,"a":"x","a":null,"a":[],"a":true,"a":false,"a":1,"\\u0061a":0}',
    '@pretty:{"sortKeys":true}|@ugly',
    '{"a":null,"a":false,"a":1,"a":2,"a":"x","a":"y","a":true,"a":[],"\\u0061a":0,"b":1}',
  ],
] as const;

describe("a modifier", () => {
  test.each(rows)("%s %s", (json, path, raw) => {
    expect(getPath(json, path).raw).toBe(raw);
  });
});

describe("a text that breaks off is no reason to fail", () => {
  const broken = [
    '{"a":[1,',
    '{"a',
    '{"a":',
    "[1,[2",
    '["x',
    "{",
    "[",
    '"',
    "[1]]",
    '{"a"::1}',
    "[1 2]",
    "[,]",
    "[tru,fal,nul]",
  ];
  const paths = [
    "@pretty",
    '@pretty:{"sortKeys":true,"width":0}',
    "@ugly",
    "@reverse",
    "@flatten",
    '@flatten:{"deep":true}',
  ];
  test.each(broken)("%s", (json) => {
    for (const path of [...paths, "@join", "@keys", "@values", "@tostr", "@fromstr", "@group", "@dig:a", "@valid"]) {
      expect(() => getPath(json, path).text).not.toThrow();
    }
  });
});
