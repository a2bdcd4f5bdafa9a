import type { Spec } from "./spec.ts";

/** Reads the format string of printf into directives, once per format. */

/** An explicit argument index such as `[3]`; `bad` when it cannot be one. */
export type ArgumentIndex = number | "bad" | undefined;

/** One `%` directive. The indexes stand in the order in which Go looks at them. */
export interface Directive {
  readonly kind: "directive";
  /** Flags, and width and precision as far as they are written out. */
  readonly spec: Spec;
  /** `*`: the width is an argument. */
  readonly takesWidth: boolean;
  readonly takesPrecision: boolean;
  /** An index before the width, before the precision (`[2]` in `%.[2]*f`), before the verb. */
  readonly widthIndex: ArgumentIndex;
  readonly precisionIndex: ArgumentIndex;
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

/** A width or precision: written out, taken from an argument, or absent. */
type Size = number | "argument" | undefined;

function written(size: Size): number | undefined {
  return size === "argument" ? undefined : size;
}

/** Under `v` the plus and sharp flags have meanings of their own. */
function toSpec(flags: string, verb: string, width: number | undefined, precision: number | undefined): Spec {
  const isValue = verb === "v";
  const sharp = flags.includes("#");
  return {
    plus: flags.includes("+") && !isValue,
    minus: flags.includes("-"),
    sharp: sharp && !isValue,
    space: flags.includes(" "),
    zero: flags.includes("0"),
    sharpV: sharp && isValue,
    width,
    precision,
  };
}

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
    const widthIndex = this.#index();
    const width = this.#size();
    const takesWidth = width === "argument";
    let misplacedIndex = this.#afterIndex && typeof width === "number";
    if (takesWidth) this.#afterIndex = false;
    let precisionIndex: ArgumentIndex;
    let precision: Size;
    // A dot that ends the format is taken for the verb.
    if (this.#format[this.at] === "." && this.at + 1 < this.#format.length) {
      this.at++;
      misplacedIndex ||= this.#afterIndex;
      precisionIndex = this.#index();
      precision = this.#size() ?? 0;
    }
    const takesPrecision = precision === "argument";
    if (takesPrecision) this.#afterIndex = false;
    const verbIndex = this.#afterIndex ? undefined : this.#index();
    const verb = this.at < this.#format.length ? String.fromCodePoint(this.#format.codePointAt(this.at) as number) : "";
    this.at += verb.length;
    const spec = toSpec(flags, verb, written(width), written(precision));
    return {
      kind: "directive",
      spec,
      takesWidth,
      takesPrecision,
      widthIndex,
      precisionIndex,
      verbIndex,
      misplacedIndex,
      verb,
    };
  }

  #flags(): string {
    const start = this.at;
    while ("+-# 0".includes(this.#format[this.at] ?? "none")) this.at++;
    return this.#format.slice(start, this.at);
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
