import { quoteRune } from "./quote.ts";
import { pad, padBlank, type Spec } from "./spec.ts";
import { isPrintable, isSurrogate } from "./unicode.ts";
import type { GoInt } from "./value.ts";

type Integer = number | bigint;

/** An integer under a verb of printf; `undefined` when the verb is not for integers. */
export function printInteger({ $value: value, $type: type }: GoInt, verb: string, spec: Spec): string | undefined {
  switch (verb) {
    case "v":
      if (spec.sharpV && type === "uint8") return digits(value, 16, "x", { ...spec, sharp: true });
      return digits(value, 10, verb, spec);
    case "d":
      return digits(value, 10, verb, spec);
    case "b":
      return digits(value, 2, verb, spec);
    case "o":
    case "O":
      return digits(value, 8, verb, spec);
    case "x":
    case "X":
      return digits(value, 16, verb, spec);
    case "c":
      return pad(runeText(value), spec);
    case "q":
      return pad(quoteRune(toRune(value), spec.plus), spec);
    case "U":
      return unicode(value, spec);
    default:
      return undefined;
  }
}

function digits(value: Integer, base: number, verb: string, spec: Spec): string {
  const sign = value < 0 ? "-" : spec.plus ? "+" : spec.space ? " " : "";
  if (spec.precision === 0 && value === 0) return padBlank("", spec);
  let text = (value < 0 ? -value : value).toString(base).padStart(leastDigits(sign, spec), "0");
  if (verb === "X") text = text.toUpperCase();
  if (spec.sharp) text = prefix(base, verb, text) + text;
  if (verb === "O") text = `0o${text}`;
  return padBlank(sign + text, spec);
}

/** Zeros in front are asked for by a precision, or by a width with the zero flag. */
function leastDigits(sign: string, { precision, zero, minus, width }: Spec): number {
  if (precision !== undefined) return precision;
  return zero && !minus && width !== undefined ? width - sign.length : 0;
}

function prefix(base: number, verb: string, text: string): string {
  if (base === 2) return "0b";
  if (base === 8) return text.startsWith("0") ? "" : "0";
  if (base === 16) return verb === "X" ? "0X" : "0x";
  return "";
}

function unicode(value: Integer, spec: Spec): string {
  const unsigned = value < 0 ? BigInt.asUintN(64, BigInt(value)) : value;
  const hex = unsigned
    .toString(16)
    .toUpperCase()
    .padStart(Math.max(4, spec.precision ?? 0), "0");
  const shown = spec.sharp && unsigned <= 0x10ffff && isPrintable(Number(unsigned)) ? ` '${runeText(unsigned)}'` : "";
  return padBlank(`U+${hex}${shown}`, spec);
}

function toRune(value: Integer): number {
  return value >= 0 && value <= 0x10ffff ? Number(value) : 0xfffd;
}

function runeText(value: Integer): string {
  const rune = toRune(value);
  return isSurrogate(rune) ? "\ufffd" : String.fromCodePoint(rune);
}
