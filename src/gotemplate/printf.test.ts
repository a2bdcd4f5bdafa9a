import { describe, expect, it } from "vitest";
import { sprint, sprintf, sprintln } from "./printf.ts";
import { GoComplex, GoInt } from "./value.ts";

const SETTING = { ints: false, maxChars: 100_000, maxDepth: 10 };
const int = (value: number | bigint) => new GoInt(value, "int");
const show = (format: string, ...args: unknown[]) => sprintf(format, args, SETTING);

describe("sprintf", () => {
  it.each<[want: string, format: string, ...args: unknown[]]>([
    ["héllo|     héllo|héllo     |", "%s|%10s|%-10s|", "héllo", "héllo", "héllo"],
    ["00hé|", "%04.2s|", "héllo"],
    ['"a\\"b"|`ab`|"\\u0e01"', "%q|%#q|%+q", 'a"b', "ab", "ก"],
    ["68c3a9|68 C3 A9|0x68 0xc3|", "%x|% X|%# .2x|", "hé", "hé", "hé"],
    ["     |", "%5x|", ""],
    ["42|   42|42   |00042|+42| 42", "%d|%5d|%-5d|%05d|%+d|% d", int(42), int(42), int(42), int(42), int(42), int(42)],
    ["-0042|00042|   00042|", "%05d|%.5d|%8.5d|", int(-42), int(42), int(42)],
    ["  |", "%2.0d|", int(0)],
    ["ff|FF|0xff|-0XFF", "%x|%X|%#x|%#X", int(255), int(255), int(255), int(-255)],
    ["10|010|0o10|0b101|00000101", "%o|%#o|%O|%#b|%08b", int(8), int(8), int(8), int(5), int(5)],
    ["A|ก|'x'|\ufffd|\ufffd", "%c|%c|%q|%c|%c", int(65), int(0xe01), int(120), int(0xd800), int(-1)],
    ["U+0041|U+0041 'A'|U+FFFFFFFFFFFFFFFF", "%U|%#U|%U", int(65), int(65), int(-1)],
    ["9223372036854775807|7fffffffffffffff", "%d|%x", int(9223372036854775807n), int(9223372036854775807n)],
    ["104|0x68|uint8", "%v|%#v|%T", new GoInt(104, "uint8"), new GoInt(104, "uint8"), new GoInt(104, "uint8")],
    ["3.26|    3.26|00003.26|+3.3|3.262e+00", "%.2f|%8.2f|%08.2f|%+.1f|%.3e", 3.2618, 3.2618, 3.2618, 3.2618, 3.2618],
    ["-003.3| 3|3.|3.26180", "%06.1f|% .0f|%#.0f|%#g", -3.2618, 3.2618, 3.2618, 3.2618],
    ["+Inf| +Inf| NaN", "%f|%05f|%04f", Infinity, Infinity, Number.NaN],
    ["(1+2i)|(1.0-2.0i)", "%v|%.1f", new GoComplex(1, 2), new GoComplex(1, -2)],
    ["true| true|%!d(bool=true)", "%t|%5t|%d", true, true, true],
    ["[1 a <nil> map[k:[]]]", "%v", [1, "a", null, { k: [] }]],
    ["map[a:x b:2]", "%v", { b: 2, a: "x" }],
    ['[]interface {}{1, "a", interface {}(nil)}', "%#v", [1, "a", null]],
    ['map[string]interface {}{"b":true}', "%#v", { b: true }],
    ["[    1     a]", "%5v", [1, "a"]],
    ["[%!d(float64=1) %!d(string=a) <nil>]", "%d", [1, "a", null]],
    ["string float64 int bool <nil> []interface {}", "%T %T %T %T %T %T", "", 1, int(1), true, null, []],
    ["<nil>|%!s(<nil>)|<nil>", "%v|%s|%#v", null, undefined, null],
    ["%!d(string=x)|%!z(int=1)|%!ก(int=1)", "%d|%z|%ก", "x", int(1), int(1)],
    ["%!w([]interface {}=[])", "%w", []],
    ["100%|%", "100%%|%5%"],
    ["1 %!d(MISSING)", "%d %d", int(1)],
    ["1%!(EXTRA string=a, <nil>, int=2)", "%d", int(1), "a", null, int(2)],
    ["%!(NOVERB)", "%-"],
    ["%!.(int=3)", "%.", int(3)],
    ["   42|42   |3.26", "%*d|%-*d|%.*f", int(5), int(42), int(5), int(42), int(2), 3.2618],
    ["42   |", "%*d|", int(-5), int(42)],
    ["%!(BADWIDTH)42|%!(BADPREC)2.500000", "%*d|%.*f", "x", int(42), int(-1), 2.5],
    ["b a|10 a", "%[2]s %[1]s|%[3]d %[3]x", "a", "b", int(10)],
    ["   7|", "%[2]*[1]d|", int(7), int(4)],
    ["%!d(BADINDEX)|%!d(BADINDEX)|%!d(BADINDEX)", "%[x]d|%[9]d|%[1]5d", int(1)],
    ["%!(NOVERB)%!(EXTRA int=1)", "%99999999d", int(1)],
  ])("gives %j for %j", (want, format, ...args) => {
    expect(show(format, ...args)).toBe(want);
  });

  it("takes whole numbers inside lists for ints where the data has ints", () => {
    expect(sprintf("%d %v", [[1, 2.5], { a: 3n }], { ...SETTING, ints: true })).toBe("[1 %!d(float64=2.5)] map[a:3]");
  });

  it("joins bytes that make a character", () => {
    expect(show("%s%s", "\udce0\udcb8", "\udc81")).toBe("ก");
  });

  it("stops at the limit of characters, of a width, of a list, of all together", () => {
    for (const [format, ...args] of [
      ["%200000d", int(1)],
      ["%.200000f", 1.5],
      ["%5000v", Array(50).fill("x")],
      ["%s%s", "x".repeat(60_000), "x".repeat(60_000)],
    ] as const) {
      expect(() => show(format, ...args)).toThrow("output exceeds the limit of 100000 characters");
    }
  });

  it("stops at data that is nested too deeply, or contains itself", () => {
    const list: unknown[] = [];
    list.push(list);
    expect(() => show("%v", list)).toThrow("data nested more than 10 deep");
  });
});

describe("sprint and sprintln", () => {
  it("put blanks where Go puts them", () => {
    expect(sprint(["a", int(1), int(2), "b", "c", true, null], SETTING)).toBe("a1 2bctrue <nil>");
    expect(sprint([], SETTING)).toBe("");
    expect(sprintln(["a", "b", 1.5], SETTING)).toBe("a b 1.5\n");
  });
});
