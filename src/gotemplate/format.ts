/** Reads the format string of printf into directives, once per format. */

export interface Flags {
  readonly plus: boolean;
  readonly minus: boolean;
  readonly sharp: boolean;
  readonly space: boolean;
  readonly zero: boolean;
}

/** An explicit argument index such as `[3]`; `bad` when it cannot be one. */
export type ArgumentIndex = number | "bad" | undefined;

/** A width or precision: given, taken from an argument, or absent. */
export type Size = number | "argument" | undefined;

/** One `%` directive. The indexes stand in the order in which Go looks at them. */
export interface Directive {
  readonly kind: "directive";
  readonly flags: Flags;
  /** An index before the width. */
  readonly widthIndex: ArgumentIndex;
  readonly width: Size;
  /** An index before the precision, `[2]` in `%.[2]*f`. */
  readonly precisionIndex: ArgumentIndex;
  readonly hasPrecision: boolean;
  readonly precision: Size;
  /** An index before the verb. */
  readonly verbIndex: ArgumentIndex;
  /** `%[3]2d` or `%[3].2d`: an index before a size that takes no argument spoils the directive. */
  readonly misplacedIndex: boolean;
  /** Empty when the format ends before it. */
  readonly verb: string;
}

type FormatPart = string | Directive;

const CACHE = new Map<string, readonly FormatPart[]>();
const CACHED_FORMATS = 500;

/** The parts of a format: literal texts and directives. */
export function parseFormat(format: string): readonly FormatPart[] {
  const known = CACHE.get(format);
  if (known) return known;
  const parts = readParts(format);
  if (CACHE.size >= CACHED_FORMATS) CACHE.clear();
  CACHE.set(format, parts);
  return parts;
}

function readParts(format: string): FormatPart[] {
  const parts: FormatPart[] = [];
  for (let at = 0; at < format.length; ) {
    const percent = format.indexOf("%", at);
    const end = percent < 0 ? format.length : percent;
    if (end > at) parts.push(format.slice(at, end));
    if (percent < 0) break;
    const reader = new DirectiveReader(format, percent + 1);
    parts.push(reader.read());
    at = reader.at;
  }
  return parts;
}

/** Go takes a width or precision beyond a million for a mistake. */
export const MAX_SIZE = 1_000_000;

class DirectiveReader {
  at: number;
  readonly #format: string;
  /** Was the last thing read an index? */
  #afterIndex = false;

  constructor(format: string, at: number) {
    this.#format = format;
    this.at = at;
  }

  read(): Directive {
    const flags = this.#flags();
    let misplacedIndex = false;
    const widthIndex = this.#index();
    const width = this.#size();
    if (this.#afterIndex && typeof width === "number") misplacedIndex = true;
    if (width === "argument") this.#afterIndex = false;
    const hasPrecision = this.#format[this.at] === ".";
    let precisionIndex: ArgumentIndex;
    let precision: Size;
    if (hasPrecision) {
      this.at++;
      if (this.#afterIndex) misplacedIndex = true;
      precisionIndex = this.#index();
      precision = this.#size();
      if (precision === "argument") this.#afterIndex = false;
    }
    const verbIndex = this.#afterIndex ? undefined : this.#index();
    const verb = this.at < this.#format.length ? String.fromCodePoint(this.#format.codePointAt(this.at) as number) : "";
    this.at += verb.length;
    return {
      kind: "directive",
      flags,
      widthIndex,
      width,
      precisionIndex,
      hasPrecision,
      precision,
      verbIndex,
      misplacedIndex,
      verb,
    };
  }

  #flags(): Flags {
    let plus = false;
    let minus = false;
    let sharp = false;
    let space = false;
    let zero = false;
    for (; ; this.at++) {
      switch (this.#format[this.at]) {
        case "+":
          plus = true;
          break;
        case "-":
          minus = true;
          break;
        case "#":
          sharp = true;
          break;
        case " ":
          space = true;
          break;
        case "0":
          zero = true;
          break;
        default:
          return { plus, minus, sharp, space, zero };
      }
    }
  }

  #index(): ArgumentIndex {
    this.#afterIndex = false;
    if (this.#format[this.at] !== "[") return undefined;
    const close = this.#format.indexOf("]", this.at);
    if (close < 0 || this.#format.length - this.at < 3) {
      this.at++;
      return "bad";
    }
    const digits = this.#format.slice(this.at + 1, close);
    this.at = close + 1;
    if (!/^[0-9]+$/.test(digits) || Number(digits) > MAX_SIZE) return "bad";
    this.#afterIndex = true;
    return Number(digits) - 1;
  }

  #size(): Size {
    if (this.#format[this.at] === "*") {
      this.at++;
      return "argument";
    }
    const start = this.at;
    let size = 0;
    for (; ; this.at++) {
      const digit = this.#format.charCodeAt(this.at) - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      if (size > MAX_SIZE) {
        this.at = this.#format.length;
        return undefined;
      }
      size = size * 10 + digit;
    }
    return this.at > start ? size : undefined;
  }
}
