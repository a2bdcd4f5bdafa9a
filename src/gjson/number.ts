const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;
const SHORT_INTEGER_DIGITS = 15;

/** The value of a number as Go's `strconv.ParseFloat` reads it; 0 when it is not one. */
export function parseNumber(text: string): number {
  const short = parseShortInteger(text);
  if (short !== undefined) return short;
  if (DECIMAL.test(text)) return Number(text);
  const infinite = INFINITE.exec(text);
  if (infinite) return infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return text.toLowerCase() === "nan" ? Number.NaN : 0;
}

function parseShortInteger(text: string): number | undefined {
  if (text.length === 0 || text.length > SHORT_INTEGER_DIGITS) return undefined;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

/** A number without an exponent, in the fewest digits that read back the same, as Go's `FormatFloat(n, 'f', -1, 64)`. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  if (Object.is(value, -0)) return "-0";
  const text = String(value);
  const e = text.indexOf("e");
  if (e < 0) return text;
  const sign = text.startsWith("-") ? "-" : "";
  const [whole = "", fraction = ""] = text.slice(sign.length, e).split(".");
  const digits = whole + fraction;
  const point = whole.length + Number(text.slice(e + 1));
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, "0");
}

const INTEGER = /^-?\d+$/;

/** How a number found in a document is shown: an integer keeps every digit, anything else is read and written as a float. */
export function showNumber(raw: string): string {
  return INTEGER.test(raw) || raw === "-" ? raw : formatNumber(parseNumber(raw));
}
