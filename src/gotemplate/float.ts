/** Go's `strconv.FormatFloat` for float64. */

export type FloatVerb = "e" | "E" | "f" | "g" | "G" | "x" | "X" | "b";

/** The shortest precision that tells the number from its neighbours. */
export const SHORTEST = -1;

/** Significant decimal digits without zeros at the end, and where the decimal point stands in them: `{digits: "125", point: 1}` is 1.25. */
interface Decimal {
  readonly digits: string;
  readonly point: number;
}

/** Formats as `verb` with `precision` digits, or as few as needed where it is {@link SHORTEST}. */
export function formatFloat(value: number, verb: FloatVerb, precision: number): string {
  if (Number.isNaN(value)) return "NaN";
  const negative = value < 0 || Object.is(value, -0);
  const sign = negative ? "-" : "";
  const size = Math.abs(value);
  if (size === Number.POSITIVE_INFINITY) return negative ? "-Inf" : "+Inf";
  switch (verb) {
    case "x":
    case "X":
      return sign + formatHex(size, verb, precision);
    case "b":
      return sign + formatBinary(size);
    case "f":
      return sign + formatFixed(size, precision);
    case "e":
    case "E": {
      const decimal = precision < 0 ? shortest(size) : rounded(exact(size), precision + 1);
      return sign + exponential(decimal, precision < 0 ? decimal.digits.length - 1 : precision, verb);
    }
    default:
      return sign + formatGeneral(size, verb, precision);
  }
}

/** How Go prints a float64 where nothing else is asked for: `%v`. */
export function printFloat(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e6) return String(value);
  if (size === 0) return Object.is(value, -0) ? "-0" : "0";
  return formatFloat(value, "g", SHORTEST);
}

function shortest(size: number): Decimal {
  if (size === 0) return { digits: "", point: 0 };
  const text = size.toExponential();
  const e = text.indexOf("e");
  return { digits: text[0] + text.slice(2, e), point: Number(text.slice(e + 1)) + 1 };
}

/** All digits of the number: each double is a finite decimal. */
function exact(size: number): Decimal {
  if (size === 0) return { digits: "", point: 0 };
  const { mantissa, power } = split(size);
  if (power >= 0) {
    const text = (mantissa << BigInt(power)).toString();
    return { digits: withoutZeros(text), point: text.length };
  }
  const text = (mantissa * 5n ** BigInt(-power)).toString();
  return { digits: withoutZeros(text), point: text.length + power };
}

const BITS = new DataView(new ArrayBuffer(8));

/** `size = mantissa * 2 ** power` */
function split(size: number): { mantissa: bigint; power: number } {
  BITS.setFloat64(0, size);
  const bits = BITS.getBigUint64(0);
  const exponent = Number(bits >> 52n);
  const fraction = bits & ((1n << 52n) - 1n);
  return exponent === 0
    ? { mantissa: fraction, power: -1074 }
    : { mantissa: fraction | (1n << 52n), power: exponent - 1075 };
}

function withoutZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === "0") end--;
  return digits.slice(0, end);
}

/** Rounds to `count` digits, half to even. */
function rounded({ digits, point }: Decimal, count: number): Decimal {
  if (count >= digits.length) return { digits, point };
  if (count < 0) return { digits: "", point: 0 };
  const next = digits.charCodeAt(count) - 48;
  const tie = next === 5 && digits.length === count + 1;
  const up = tie ? count > 0 && digits.charCodeAt(count - 1) % 2 === 1 : next >= 5;
  const kept = digits.slice(0, count);
  if (!up) {
    const rest = withoutZeros(kept);
    return rest === "" ? { digits: "", point: 0 } : { digits: rest, point };
  }
  let at = count - 1;
  while (at >= 0 && kept[at] === "9") at--;
  if (at < 0) return { digits: "1", point: point + 1 };
  return { digits: kept.slice(0, at) + String(Number(kept[at]) + 1), point };
}

function exponential({ digits, point }: Decimal, precision: number, letter: "e" | "E"): string {
  let out = digits[0] ?? "0";
  if (precision > 0) out += `.${digits.slice(1, precision + 1).padEnd(precision, "0")}`;
  const exponent = digits === "" ? 0 : point - 1;
  return `${out}${letter}${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

function fixed({ digits, point }: Decimal, precision: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, "0") : "0";
  if (precision <= 0) return whole;
  const zeros = Math.min(precision, Math.max(0, -point));
  return `${whole}.${("0".repeat(zeros) + digits.slice(Math.max(0, point))).slice(0, precision).padEnd(precision, "0")}`;
}

function formatFixed(size: number, precision: number): string {
  if (precision < 0) {
    const decimal = shortest(size);
    return fixed(decimal, Math.max(decimal.digits.length - decimal.point, 0));
  }
  // toFixed is exact too, but rounds a tie up; a tie needs its last digit within precision + 1 binary places.
  if (size < 1e21 && precision <= 100) {
    if (Number.isInteger(size)) {
      return precision === 0 && Number.isSafeInteger(size) ? String(size) : size.toFixed(precision);
    }
    if (!Number.isInteger(size * 2 ** (precision + 1))) return size.toFixed(precision);
  }
  const decimal = exact(size);
  return fixed(rounded(decimal, decimal.point + precision), precision);
}

function formatGeneral(size: number, verb: "g" | "G", precision: number): string {
  const decimal = precision < 0 ? shortest(size) : rounded(exact(size), precision || 1);
  const { digits, point } = decimal;
  let limit = precision < 0 ? 6 : precision || 1;
  if (limit > digits.length && digits.length >= point) limit = digits.length;
  if (precision < 0) limit = 6;
  const exponent = point - 1;
  if (exponent < -4 || exponent >= limit) return exponential(decimal, digits.length - 1, verb === "g" ? "e" : "E");
  return fixed(decimal, Math.max(digits.length - point, 0));
}

function formatBinary(size: number): string {
  const { mantissa, power } = split(size);
  return `${mantissa}p${power < 0 ? "-" : "+"}${Math.abs(power)}`;
}

const ONE = 1n << 60n;

function formatHex(size: number, verb: "x" | "X", precision: number): string {
  const { mantissa, power } = split(size);
  let bits = mantissa << 8n;
  let exponent = size === 0 ? 0 : power + 52;
  while (bits !== 0n && bits < ONE) {
    bits <<= 1n;
    exponent--;
  }
  if (precision >= 0 && precision < 15) {
    const drop = BigInt(60 - precision * 4);
    const rest = bits & ((1n << drop) - 1n);
    bits >>= drop;
    if (rest > 1n << (drop - 1n) || (rest === 1n << (drop - 1n) && (bits & 1n) === 1n)) bits++;
    bits <<= drop;
    if (bits >= 2n * ONE) {
      bits >>= 1n;
      exponent++;
    }
  }
  const fraction = (bits & (ONE - 1n)).toString(16).padStart(15, "0");
  const digits = precision < 0 ? withoutZeros(fraction) : fraction.slice(0, precision).padEnd(precision, "0");
  const out = `0x${bits >> 60n}${digits === "" ? "" : `.${digits}`}p`;
  const whole = `${out}${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  return verb === "x" ? whole : whole.toUpperCase();
}
