import type { NumberNode } from "./node.ts";
import { quote } from "./quote.ts";
import { unquoteRune } from "./unquote.ts";

const MAX_INT = 2n ** 63n - 1n;
const MIN_INT = -(2n ** 63n);
const MAX_UINT = 2n ** 64n - 1n;

/** Digits with single underscores between them, or behind the prefix of a base. */
const INTEGER = /^[+-]?(?:0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|0(?:_?[0-7])*|[1-9](?:_?[0-9])*)$/;
const DECIMAL =
  /^[+-]?(?:[0-9](?:_?[0-9])*(?:\.(?:[0-9](?:_?[0-9])*)?)?|\.[0-9](?:_?[0-9])*)(?:[eE][+-]?[0-9](?:_?[0-9])*)?$/;
const HEX_FLOAT =
  /^([+-]?)0[xX]((?:_?[0-9a-fA-F])*)(?:\.((?:[0-9a-fA-F](?:_?[0-9a-fA-F])*)?))?[pP]([+-]?[0-9](?:_?[0-9])*)$/;

/** Reads the text of a number in all forms it can take; a string is the reason why it is none. */
export function readNumber(source: string, offset: number): NumberNode | string {
  if (source.endsWith("i")) return readComplex(source, offset);
  const integer = readInteger(source);
  if (integer !== undefined) {
    const int = integer >= MIN_INT && integer <= MAX_INT ? integer : undefined;
    // Go reads an unsigned number without a sign, and knows of -0 as an exception.
    const uint =
      integer >= 0n && integer <= MAX_UINT && (integer === 0n || !/^[+-]/.test(source)) ? integer : undefined;
    if (int !== undefined || uint !== undefined) {
      return { kind: "number", offset, source, int, uint, float: Number(int ?? uint), complex: undefined };
    }
  }
  const float = readFloat(source);
  if (float === undefined) return `illegal number syntax: ${quote(source)}`;
  if (!/[.eEpP]/.test(source)) return `integer overflow: ${quote(source)}`;
  const whole = Number.isInteger(float) ? BigInt(float) : undefined;
  const int = whole !== undefined && whole >= MIN_INT && whole <= MAX_INT ? whole : undefined;
  const uint = whole !== undefined && whole >= 0n && whole <= MAX_UINT ? whole : undefined;
  return { kind: "number", offset, source, int, uint, float, complex: undefined };
}

/** Reads a character constant such as `'a'`. */
export function readCharConstant(source: string, offset: number): NumberNode | string {
  const rune = unquoteRune(source, 1, "'");
  if (rune === undefined) return "invalid syntax";
  if (source.slice(rune.next) !== "'") return `malformed character constant: ${source}`;
  const int = BigInt(rune.rune);
  return { kind: "number", offset, source, int, uint: int, float: rune.rune, complex: undefined };
}

/** Reads `3i` and `1+2i`. */
function readComplex(source: string, offset: number): NumberNode | string {
  const text = source.slice(0, -1);
  const split = middleSign(text);
  const real = split === 0 ? 0 : readFloat(text.slice(0, split));
  const imaginary = readFloat(text.slice(split));
  if (real === undefined || imaginary === undefined) return `illegal number syntax: ${quote(source)}`;
  const float = imaginary === 0 ? real : undefined;
  const int = float !== undefined && Number.isSafeInteger(float) ? BigInt(float) : undefined;
  const uint = int !== undefined && int >= 0n ? int : undefined;
  return { kind: "number", offset, source, int, uint, float, complex: [real, imaginary] };
}

/** Where the imaginary part's sign stands, 0 when there is no real part. The sign of an exponent is not meant. */
function middleSign(text: string): number {
  const exponent = /^[+-]?0[xX]/.test(text) ? /[pP]/ : /[eE]/;
  for (let at = text.length - 1; at > 0; at--) {
    if (/[+-]/.test(text[at] as string) && !exponent.test(text[at - 1] as string)) return at;
  }
  return 0;
}

function readInteger(text: string): bigint | undefined {
  if (!INTEGER.test(text)) return undefined;
  const negative = text.startsWith("-");
  let digits = text.replace(/^[+-]/, "").replaceAll("_", "");
  if (/^0[0-7]/.test(digits)) digits = `0o${digits.slice(1)}`;
  const size = BigInt(digits);
  return negative ? -size : size;
}

function readFloat(text: string): number | undefined {
  if (DECIMAL.test(text)) {
    const value = Number(text.replaceAll("_", ""));
    return Number.isFinite(value) ? value : undefined;
  }
  const hex = HEX_FLOAT.exec(text);
  return hex ? hexFloat(hex) : undefined;
}

function hexFloat([, sign, whole = "", fraction = "", exponent = "0"]: RegExpExecArray): number | undefined {
  const digits = (whole + fraction).replaceAll("_", "");
  if (digits === "") return undefined;
  const power = Number(exponent.replaceAll("_", "")) - 4 * fraction.replaceAll("_", "").length;
  const value = scaled(BigInt(`0x${digits}`), power);
  if (!Number.isFinite(value)) return undefined;
  return sign === "-" ? -value : value;
}

/** `mantissa * 2 ** power`, rounded once, half to even. */
function scaled(mantissa: bigint, power: number): number {
  if (mantissa === 0n) return 0;
  const bits = mantissa.toString(2).length;
  if (bits + power > 1024) return Number.POSITIVE_INFINITY;
  if (bits + power < -1080) return 0;
  // Number() of a BigInt rounds half to even; below the normal range fewer bits are kept, so those must go before.
  const kept = Math.min(53, bits + power + 1074);
  const drop = bits - kept;
  if (drop <= 0) return Number(mantissa) * 2 ** Math.max(power, -1074) * 2 ** Math.min(0, power + 1074);
  const half = 1n << BigInt(drop - 1);
  let top = mantissa >> BigInt(drop);
  const rest = mantissa - (top << BigInt(drop));
  if (rest > half || (rest === half && (top & 1n) === 1n)) top += 1n;
  const scale = power + drop;
  return scale > 971
    ? Number(top) * 2 ** 971 * 2 ** (scale - 971)
    : Number(top) * 2 ** Math.floor(scale / 2) * 2 ** Math.ceil(scale / 2);
}
