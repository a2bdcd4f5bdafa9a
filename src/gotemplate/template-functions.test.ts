import { describe, expect, it } from "vitest";
import { parseTemplate } from "./go-template.ts";
import { templateFunctions } from "./template-functions.ts";

const DATA = { s: "hello world!", e: "", n: 1709210096, f: 1709210096.9, str: "1709210096", nul: null, t: true };
const funcs = templateFunctions({ zone: "Asia/Bangkok" });
const render = (source: string, options: Parameters<typeof parseTemplate>[1] = { funcs }) =>
  parseTemplate(source, options).render(DATA);

describe("the vendor dialect's functions", () => {
  it.each([
    ["{{Capitalize .s}} {{Capitalize .e}} {{.s | Capitalize}}", "Hello world!  Hello world!"],
    [
      '{{Capitalize "ßx"}} {{Capitalize "ǆ"}} {{Capitalize "ไทย"}} {{Capitalize "😀a"}} {{Capitalize "ᾳ"}} {{Capitalize "éa"}}',
      "ßx Ǆ ไทย 😀a ᾼ Éa",
    ],
    [
      '{{ToMillis .n}} {{ToMillis .f}} {{ToMillis .str}} {{ToMillis -1.5}} {{ToMillis "-7"}}',
      "1709210096000 1709210096000 1709210096000 -1000 -7000",
    ],
    ['{{printf "%T" (ToMillis 1)}} {{ToMillis 9007199254740993}}', "int64 9007199254740993000"],
    ['{{UrlEncode .s}} {{UrlEncode "a+b ก/~*"}}', "hello%20world%21 a%2Bb%20%E0%B8%81%2F~%2A"],
    ['{{TimeFormat .n "yyyy-MM-ddTHH:mm:ss.000Zz" "1"}}', "2024-02-29T12:34:56.000Z"],
    ['{{TimeFormat .n "dd/MM/yyyy hh:mm:ss PM" "0"}} {{TimeFormat .str "-z" ""}}', "29/02/2024 07:34:56 PM +07:00"],
    ['{{TimeFormat .n "z" "1"}} {{TimeFormat .n "mmm yyyyy" "1"}}', "07:00 34m 2024y"],
    ['{{TimeFormat .n "HH" "true"}}', "19"],
  ])("render %s", (source, want) => {
    expect(render(source)).toBe(want);
  });

  it.each([
    ["{{Capitalize .n}}", "wrong type for value; expected string; got float64"],
    ["{{UrlEncode .zip}}", "invalid value; expected string"],
    ["{{ToMillis .s}}", 'error calling ToMillis: strconv.ParseInt: parsing "hello world!": invalid syntax'],
    ['{{ToMillis "9223372036854775808"}}', 'strconv.ParseInt: parsing "9223372036854775808": value out of range'],
    ["{{ToMillis .nul}}", "error calling ToMillis: not a number of seconds: <nil>"],
    ["{{ToMillis .t}}", "error calling ToMillis: not a number of seconds: true"],
    ['{{TimeFormat 1 "yyyy"}}', "wrong number of args for TimeFormat: want 3 got 2"],
  ])("refuse %s", (source, reason) => {
    expect(() => render(source)).toThrow(reason);
  });

  it("take other words for UTC where the caller names them", () => {
    const lenient = templateFunctions({ zone: "Asia/Bangkok", utcFlags: ["1", "true"] });
    expect(render('{{TimeFormat .n "HH" "true"}} {{TimeFormat .n "HH" "1"}}', { funcs: lenient })).toBe("12 12");
  });

  it("read the vendor document's single quotes where that is switched on", () => {
    const source = "\"{{TimeFormat .n 'yyyy-MM-ddTHH:mm:ss-z' '1'}}\"";
    expect(render(source, { funcs, singleQuotedStrings: true })).toBe('"2024-02-29T12:34:56+00:00"');
    expect(() => render(source)).toThrow("malformed character constant: 'yyyy-MM-ddTHH:mm:ss-z'");
  });

  it("are refused for a time zone that is not known", () => {
    expect(() => templateFunctions({ zone: "Mars/Base" })).toThrow(
      'give a name of the tz database such as "Asia/Bangkok"',
    );
  });
});
