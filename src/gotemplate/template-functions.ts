import { percentEscape } from "./escape.ts";
import type { TemplateFunctions } from "./functions.ts";
import { sprint } from "./printf.ts";
import { quote } from "./quote.ts";
import { formatIn } from "./time.ts";
import { isSurrogate } from "./unicode.ts";
import { getZone } from "./zone.ts";

export interface TemplateFunctionsOptions {
  /** The telephone system's time zone: a name of the tz database. */
  readonly zone: string;
  /** Values of `TimeFormat`'s third argument that ask for UTC rather than the zone. Default only `1`. */
  readonly utcFlags?: readonly string[];
}

/**
 * The functions that the vendor's dialect adds to Go's own: `Capitalize`, `ToMillis`, `UrlEncode`, `TimeFormat`. Throws a
 * DeskbellError when the time zone is not known here.
 */
export function templateFunctions({ zone, utcFlags = ["1"] }: TemplateFunctionsOptions): TemplateFunctions {
  const local = getZone(zone);
  const utc = getZone("UTC");
  return {
    Capitalize: { params: ["string"], result: "string", run: capitalize },
    ToMillis: { params: ["any"], result: "int64", run: toMillis },
    UrlEncode: { params: ["string"], result: "string", run: percentEscape },
    TimeFormat: {
      params: ["any", "string", "string"],
      result: "string",
      run: (value: unknown, format: string, flag: string) =>
        formatIn(utcFlags.includes(flag) ? utc : local, Number(toSeconds(value)), toLayout(format)),
    },
  };
}

function capitalize(text: string): string {
  const first = text.codePointAt(0);
  if (first === undefined) return text;
  if (first < 128) return first >= 97 && first <= 122 ? String.fromCharCode(first - 32) + text.slice(1) : text;
  const character = String.fromCodePoint(first);
  if (isSurrogate(first)) return `\ufffd${text.slice(1)}`;
  return upperCase(first, character) + text.slice(character.length);
}

/** One character for one character: `ß` stays, since its capital is two. */
function upperCase(code: number, character: string): string {
  const upper = character.toUpperCase();
  if (upper.length <= character.length) return upper;
  // Greek vowels with a iota below have a one-character capital that toUpperCase spells out.
  const greek =
    (code >= 0x1f80 && code <= 0x1faf && (code & 8) === 0) || code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3;
  if (!greek) return character;
  return String.fromCharCode(code >= 0x1fb3 ? code + 9 : code + 8);
}

function toMillis(value: unknown): number | bigint {
  const seconds = toSeconds(value);
  return Number.isSafeInteger(Number(seconds) * 1000) ? Number(seconds) * 1000 : BigInt(seconds) * 1000n;
}

/** What Go, on most processors, makes of a float that is too large for an int64. */
const OUT_OF_RANGE = -(2n ** 63n);

/** Whole seconds of a number, cut towards zero, or of a text of decimal digits. */
function toSeconds(value: unknown): number | bigint {
  if (typeof value === "bigint") return value;
  if (typeof value === "number" && Number.isFinite(value)) {
    const whole = Math.trunc(value);
    if (Number.isSafeInteger(whole)) return whole;
    return Math.abs(whole) < 2 ** 63 ? BigInt(whole) : OUT_OF_RANGE;
  }
  if (typeof value === "string") return parseSeconds(value);
  const found = sprint([value], { ints: false, maxChars: 1000, maxDepth: 10 });
  throw new Error(`not a number of seconds: ${found}`);
}

function parseSeconds(text: string): number | bigint {
  if (!/^[+-]?[0-9]+$/.test(text)) throw new Error(`strconv.ParseInt: parsing ${quote(text)}: invalid syntax`);
  if (text.length <= 15) return Number(text);
  const seconds = BigInt(text.replace("+", ""));
  if (seconds === BigInt.asIntN(64, seconds)) return seconds;
  throw new Error(`strconv.ParseInt: parsing ${quote(text)}: value out of range`);
}

const TOKENS: Readonly<Record<string, string>> = {
  yyyy: "2006",
  MM: "01",
  dd: "02",
  HH: "15",
  hh: "03",
  mm: "04",
  ss: "05",
  z: "07:00",
};

const LAYOUTS = new Map<string, string>();
const CACHED_LAYOUTS = 500;

/** The vendor's format as a Go layout; what is no token stays and may still be a field to Go. */
function toLayout(format: string): string {
  const known = LAYOUTS.get(format);
  if (known !== undefined) return known;
  const layout = format.replace(/yyyy|MM|dd|HH|hh|mm|ss|z/g, (token) => TOKENS[token] as string);
  if (LAYOUTS.size >= CACHED_LAYOUTS) LAYOUTS.clear();
  LAYOUTS.set(format, layout);
  return layout;
}
