import { compareStrings, joined, runeCount, toBytes } from "./bytes.ts";
import { type FloatVerb, formatFloat, SHORTEST } from "./float.ts";
import type { Flags } from "./format.ts";
import { LimitExceeded, outputLimitExceeded } from "./limit-exceeded.ts";
import { canBackquote, quote, quoteRune } from "./quote.ts";
import { isPrintable } from "./unicode.ts";
import { GoComplex, GoInt, type GoMap, toGoValue, typeName } from "./value.ts";

export interface PrintSetting {
  /** Whole numbers in lists and maps are ints. */
  readonly ints: boolean;
  readonly maxChars: number;
  readonly maxDepth: number;
}

const NO_FLAGS: Flags = { plus: false, minus: false, sharp: false, space: false, zero: false };

/** Keys of a map in Go's printing and ranging order: by their bytes. */
export function sortedKeys(map: GoMap): string[] {
  return Object.keys(map).sort(compareStrings);
}

/** Go's `fmt` for one text: verbs, flags, width and precision, for all types that a template can hold. */
export class Printer {
  readonly #setting: PrintSetting;
  #out = "";
  #depth = 0;
  plus = false;
  minus = false;
  sharp = false;
  space = false;
  zero = false;
  /** `%+v` and `%#v`, which change more than a number's look. */
  sharpV = false;
  /** In characters; `undefined` when the directive has none. */
  width: number | undefined;
  precision: number | undefined;

  constructor(setting: PrintSetting) {
    this.#setting = setting;
  }

  /** What was written so far, with bytes joined to characters. */
  text(): string {
    return joined(this.#out);
  }

  write(text: string): void {
    this.#out += text;
    if (this.#out.length > this.#setting.maxChars) throw outputLimitExceeded(this.#setting.maxChars);
  }

  reset(flags: Flags = NO_FLAGS): void {
    this.plus = flags.plus;
    this.minus = flags.minus;
    this.sharp = flags.sharp;
    this.space = flags.space;
    this.zero = flags.zero;
    this.sharpV = false;
    this.width = undefined;
    this.precision = undefined;
  }

  /** One argument under a verb. */
  print(value: unknown, verb: string): void {
    if (verb === "v") {
      this.sharpV = this.sharp;
      this.sharp = false;
      this.plus = false;
    }
    this.#top(value, verb);
  }

  #top(value: unknown, verb: string): void {
    if (value === undefined || value === null) {
      if (verb === "T" || verb === "v") this.#pad("<nil>");
      else this.#badVerb(value, verb);
    } else if (verb === "T") {
      this.#string(typeName(value), "s");
    } else {
      this.#value(value, verb);
    }
  }

  #value(value: unknown, verb: string): void {
    switch (typeof value) {
      case "string":
        return this.#string(value, verb);
      case "number":
        return this.#float(value, verb);
      case "boolean":
        return verb === "t" || verb === "v" ? this.#pad(String(value)) : this.#badVerb(value, verb);
      case "object":
        if (value === null) return this.#nilElement();
        if (value instanceof GoInt) return this.#integer(value, verb);
        if (value instanceof GoComplex) return this.#complex(value, verb);
        return this.#collection(value, verb);
      default:
        return verb === "p" || verb === "v" ? this.#pad("0x0") : this.#badVerb(value, verb);
    }
  }

  /** A nil inside a list or map: never padded, and right under every verb. */
  #nilElement(): void {
    this.write(this.sharpV ? "interface {}(nil)" : "<nil>");
  }

  #badVerb(value: unknown, verb: string): void {
    this.write(`%!${verb}(`);
    if (value === undefined || value === null) {
      this.write("<nil>");
    } else {
      this.write(`${typeName(value)}=`);
      this.#value(value, "v");
    }
    this.write(")");
  }

  // Lists and maps

  #collection(value: object, verb: string): void {
    if (verb === "p") return this.#pad("0xc000000000");
    const { maxDepth } = this.#setting;
    if (++this.#depth > maxDepth) throw new LimitExceeded("limit-depth", `data nested more than ${maxDepth} deep`);
    if (Array.isArray(value)) this.#list(value, verb);
    else this.#map(value as GoMap, verb);
    this.#depth--;
  }

  #element(value: unknown, verb: string): void {
    this.#value(toGoValue(value, this.#setting.ints), verb);
  }

  #list(list: readonly unknown[], verb: string): void {
    this.write(this.sharpV ? "[]interface {}{" : "[");
    for (let i = 0; i < list.length; i++) {
      if (i > 0) this.write(this.sharpV ? ", " : " ");
      this.#element(list[i], verb);
    }
    this.write(this.sharpV ? "}" : "]");
  }

  #map(map: GoMap, verb: string): void {
    this.write(this.sharpV ? "map[string]interface {}{" : "map[");
    let first = true;
    for (const key of sortedKeys(map)) {
      if (!first) this.write(this.sharpV ? ", " : " ");
      first = false;
      this.#value(key, verb);
      this.write(":");
      this.#element(map[key], verb);
    }
    this.write(this.sharpV ? "}" : "]");
  }

  // Padding

  #padding(count: number): void {
    if (count > 0)
      this.write((this.zero && !this.minus ? "0" : " ").repeat(Math.min(count, this.#setting.maxChars + 1)));
  }

  #pad(text: string): void {
    const count = this.width ? this.width - runeCount(text) : 0;
    if (!this.minus) this.#padding(count);
    this.write(text);
    if (this.minus) this.#padding(count);
  }

  /** Pads with blanks, whatever the zero flag says. */
  #padBlank(text: string): void {
    const { zero } = this;
    this.zero = false;
    this.#pad(text);
    this.zero = zero;
  }

  // Strings

  #string(value: string, verb: string): void {
    switch (verb) {
      case "v":
        return this.sharpV ? this.#quoted(value) : this.#pad(this.#cut(value));
      case "s":
        return this.#pad(this.#cut(value));
      case "x":
      case "X":
        return this.#hexBytes(value, verb);
      case "q":
        return this.#quoted(value);
      default:
        return this.#badVerb(value, verb);
    }
  }

  #cut(value: string): string {
    const limit = this.precision;
    if (limit === undefined || value.length <= limit) return value;
    return [...value].slice(0, limit).join("");
  }

  #quoted(value: string): void {
    const text = this.#cut(value);
    this.#pad(this.sharp && canBackquote(text) ? `\`${text}\`` : quote(text, this.plus));
  }

  #hexBytes(value: string, verb: "x" | "X"): void {
    const all = toBytes(value);
    const bytes = this.precision === undefined ? all : all.subarray(0, this.precision);
    if (bytes.length === 0) return this.#padding(this.width ?? 0);
    const prefix = this.sharp ? `0${verb}` : "";
    const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).map((pair) =>
      verb === "X" ? pair.toUpperCase() : pair,
    );
    this.#pad(prefix + digits.join(this.space ? ` ${prefix}` : ""));
  }

  // Numbers

  #integer({ $value: value, $type: type }: GoInt, verb: string): void {
    const signed = type !== "uint8";
    switch (verb) {
      case "v":
        if (!this.sharpV || signed) return this.#digits(value, 10, verb);
        this.sharp = true;
        this.#digits(value, 16, "x");
        this.sharp = false;
        return;
      case "d":
        return this.#digits(value, 10, verb);
      case "b":
        return this.#digits(value, 2, verb);
      case "o":
      case "O":
        return this.#digits(value, 8, verb);
      case "x":
      case "X":
        return this.#digits(value, 16, verb);
      case "c":
        return this.#pad(toRune(value));
      case "q":
        return this.#pad(quoteRune(value >= 0 && value <= 0x10ffff ? Number(value) : 0xfffd, this.plus));
      case "U":
        return this.#unicode(value);
      default:
        return this.#badVerb(new GoInt(value, type), verb);
    }
  }

  #digits(value: number | bigint, base: number, verb: string): void {
    const negative = value < 0;
    const sign = negative ? "-" : this.plus ? "+" : this.space ? " " : "";
    let least = 0;
    if (this.precision !== undefined) {
      least = this.precision;
      if (least === 0 && Number(value) === 0) return this.#padBlankWidth();
    } else if (this.zero && !this.minus && this.width !== undefined) {
      least = this.width - (sign === "" ? 0 : 1);
    }
    const max = this.#setting.maxChars;
    if (least > max) throw outputLimitExceeded(max);
    let digits = (negative ? -value : value).toString(base);
    if (verb === "X") digits = digits.toUpperCase();
    digits = digits.padStart(least, "0");
    if (this.sharp) {
      if (base === 2) digits = `0b${digits}`;
      else if (base === 8 && !digits.startsWith("0")) digits = `0${digits}`;
      else if (base === 16) digits = `0${verb === "X" ? "X" : "x"}${digits}`;
    }
    if (verb === "O") digits = `0o${digits}`;
    this.#padBlank(sign + digits);
  }

  #padBlankWidth(): void {
    this.write(" ".repeat(Math.min(this.width ?? 0, this.#setting.maxChars + 1)));
  }

  #unicode(value: number | bigint): void {
    const unsigned = value < 0 ? BigInt.asUintN(64, BigInt(value)) : value;
    const width = Math.max(4, this.precision ?? 0);
    if (width > this.#setting.maxChars) throw outputLimitExceeded(this.#setting.maxChars);
    let text = `U+${unsigned.toString(16).toUpperCase().padStart(width, "0")}`;
    if (this.sharp && unsigned <= 0x10ffff && isPrintable(Number(unsigned))) text += ` '${toRune(unsigned)}'`;
    this.#padBlank(text);
  }

  #float(value: number, verb: string): void {
    switch (verb) {
      case "v":
        return this.#number(value, "g", SHORTEST);
      case "b":
      case "g":
      case "G":
      case "x":
      case "X":
        return this.#number(value, verb, SHORTEST);
      case "f":
      case "e":
      case "E":
        return this.#number(value, verb, 6);
      case "F":
        return this.#number(value, "f", 6);
      default:
        return this.#badVerb(value, verb);
    }
  }

  #number(value: number, verb: FloatVerb, usual: number): void {
    const precision = this.precision ?? usual;
    if (precision > this.#setting.maxChars) throw outputLimitExceeded(this.#setting.maxChars);
    let text = formatFloat(value, verb, precision);
    if (!/^[+-]/.test(text)) text = `+${text}`;
    if (this.space && text.startsWith("+") && !this.plus) text = ` ${text.slice(1)}`;
    if (!Number.isFinite(value)) {
      return this.#padBlank(Number.isNaN(value) && !this.space && !this.plus ? text.slice(1) : text);
    }
    if (this.sharp && verb !== "b") text = withPoint(text, verb, precision);
    if (!this.plus && text.startsWith("+")) return this.#pad(text.slice(1));
    if (this.zero && !this.minus && this.width !== undefined && this.width > text.length) {
      this.write(text[0] as string);
      this.#padding(this.width - text.length);
      return this.write(text.slice(1));
    }
    this.#pad(text);
  }

  #complex(value: GoComplex, verb: string): void {
    if (!/^[vbgGxXfFeE]$/.test(verb)) return this.#badVerb(value, verb);
    const { plus } = this;
    this.write("(");
    this.#float(value.$real, verb);
    this.plus = true;
    this.#float(value.$imaginary, verb);
    this.write("i)");
    this.plus = plus;
  }
}

function toRune(value: number | bigint): string {
  const rune = value >= 0 && value <= 0x10ffff ? Number(value) : 0xfffd;
  return rune >= 0xd800 && rune <= 0xdfff ? "\ufffd" : String.fromCodePoint(rune);
}

/** The sharp flag of a float: always a decimal point, and under g the zeros that make up the digits asked for. */
function withPoint(text: string, verb: FloatVerb, precision: number): string {
  const hex = verb === "x" || verb === "X";
  const tailAt = text.search(hex ? /[pP]/ : /[eE]/);
  const tail = tailAt < 0 ? "" : text.slice(tailAt);
  let number = tailAt < 0 ? text : text.slice(0, tailAt);
  const counted = verb === "g" || verb === "G" || verb === "x";
  let missing = counted ? (precision === SHORTEST ? 6 : precision) : 0;
  const digits = number.slice(1).replace(".", "");
  missing -= digits.length - (/^0*/.exec(digits)?.[0].length ?? 0);
  if (!number.includes(".")) {
    if (number.length === 2 && number[1] === "0") missing--;
    number += ".";
  }
  return number + "0".repeat(Math.max(0, missing)) + tail;
}
