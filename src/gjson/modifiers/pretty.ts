import { BRACE_CLOSE, BRACE_OPEN, BRACKET_CLOSE, QUOTE, SPACE } from "../chars.ts";
import { MAX_BUILT_LENGTH } from "../limits.ts";
import { parseNumber } from "../number.ts";
import { Start, skipScalar, startAt } from "../scan.ts";
import { truthOf } from "../truth.ts";
import { MISSING, sourceOf, textOf, type Value } from "../value.ts";
import { byteLength, inlineArray } from "./inline-array.ts";
import { type Modifier, readOptions } from "./modifier.ts";
import { type PrintedMember, sortMembers } from "./sort-members.ts";

interface Options {
  readonly sortKeys: boolean;
  readonly indent: string;
  readonly prefix: string;
  /** Arrays of scalars that fit into a line of so many bytes stay on it; 0 or less: none do. */
  readonly width: number;
}

/** `@pretty`: one member or element a line. Options as JSON: `sortKeys`, `indent`, `prefix`, `width`. */
export const pretty: Modifier = ({ text, from, to }, argument) => {
  const options = readOptions(argument);
  const sortKeys = options.get("sortKeys");
  const printer = new Printer(text, to, {
    sortKeys: sortKeys !== undefined && truthOf(sortKeys) === true,
    indent: whiteSpaceOf(options.get("indent"), "  "),
    prefix: whiteSpaceOf(options.get("prefix"), ""),
    width: integerOf(options.get("width"), 80),
  });
  const printed = printer.print(from);
  if (printed === undefined) return MISSING;
  return sourceOf(printed === "" ? "" : `${printed}\n`);
};

function whiteSpaceOf(value: Value | undefined, fallback: string): string {
  return value === undefined ? fallback : textOf(value).replace(/[^ \t\n\r]+/g, "");
}

function integerOf(value: Value | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  if (value.type === "True") return 1;
  const isNumber = value.type === "Number" || (value.type === "String" && /^-?\d+$/.test(textOf(value)));
  return isNumber ? Math.trunc(parseNumber(textOf(value))) : 0;
}

/** A container that is open, or the whole text. */
interface Frame {
  /** 0 for the whole text. */
  readonly closer: number;
  /** What was printed inside so far. Strings that grow by `+=` are joined by the engine only once, at the end. */
  out: string;
  count: number;
  /** The key of the member being printed, and where in `out` that member begins. */
  key: string;
  memberAt: number;
  readonly sorted: PrintedMember[] | undefined;
}

const WORDS: Readonly<Record<string, string>> = { t: "true", f: "false", n: "null" };

/** Prints one value. It keeps its own stack, so that the depth of a document is no matter. */
class Printer {
  readonly #text: string;
  readonly #end: number;
  readonly #options: Options;
  readonly #frames: Frame[] = [];
  #frame: Frame;
  /** Bytes on the line so far, in the way that the width is measured. */
  #line = 0;
  #length = 0;

  constructor(text: string, end: number, options: Options) {
    this.#text = text;
    this.#end = end;
    this.#options = options;
    this.#frame = this.#open(0);
  }

  /** The printed text; `undefined` when it grows too long. A text that breaks off is printed up to there. */
  print(from: number): string | undefined {
    this.#write(this.#options.prefix);
    let i = this.#printNext(from);
    while (this.#frames.length > 1 && i < this.#end) {
      if (this.#length > MAX_BUILT_LENGTH) return undefined;
      i = this.#step(i);
    }
    while (this.#frames.length > 1) this.#close(false);
    return this.#frame.out;
  }

  /** Looks at one character inside a container. */
  #step(i: number): number {
    const code = this.#text.charCodeAt(i);
    if (code <= SPACE) return i + 1;
    if (code === this.#frame.closer) {
      this.#close(true);
      return i + 1;
    }
    if (this.#frame.closer === BRACKET_CLOSE) {
      this.#startMember("");
      return this.#printNext(i);
    }
    if (code !== QUOTE) return i + 1;
    const keyEnd = skipScalar(this.#text, i, this.#end, Start.String);
    const key = this.#text.slice(i, keyEnd);
    this.#startMember(key);
    this.#write(`${key}: `);
    return this.#printNext(keyEnd);
  }

  #startMember(key: string): void {
    const frame = this.#frame;
    const afterElement = frame.closer === BRACKET_CLOSE && frame.count > 0 && this.#options.width !== -1;
    this.#endMember();
    if (frame.count > 0) frame.out += ",";
    frame.count++;
    this.#newLine(afterElement ? 0 : 1, this.#frames.length - 1, key);
  }

  /** The line break itself counts as a byte of the new line, except between the elements of an array. */
  #newLine(lineStart: number, tabs: number, key: string): void {
    const frame = this.#frame;
    frame.out += "\n";
    frame.memberAt = frame.out.length;
    frame.key = key;
    this.#line = lineStart;
    this.#write(this.#options.prefix + this.#options.indent.repeat(tabs));
  }

  #endMember(): void {
    const frame = this.#frame;
    if (frame.sorted && frame.count > 0) frame.sorted.push({ key: frame.key, out: frame.out.slice(frame.memberAt) });
  }

  /** Prints the next value at or after `i`: a scalar, an array that fits into the line, or the bracket of a container. */
  #printNext(from: number): number {
    const text = this.#text;
    const end = this.#end;
    let i = from;
    let start: Start = Start.Other;
    for (; i < end; i++) {
      start = startAt(text, i, end);
      if (start !== Start.Other) break;
    }
    if (start === Start.Other) return end;
    if (start === Start.Literal) {
      const word = WORDS[text.charAt(i)] ?? "";
      this.#write(word);
      return i + word.length;
    }
    if (start === Start.String || start === Start.Number) {
      const stop = this.#scalarEnd(i, start);
      this.#write(text.slice(i, stop));
      return stop;
    }
    const { width } = this.#options;
    const inline = start === Start.Array && width > 0 ? inlineArray(text, i, end, width - this.#line) : undefined;
    if (inline) {
      this.#write(inline.out);
      return inline.end;
    }
    this.#write(text.charAt(i));
    this.#frame = this.#open(text.charCodeAt(i) === BRACE_OPEN ? BRACE_CLOSE : BRACKET_CLOSE);
    return i + 1;
  }

  #scalarEnd(i: number, start: Start): number {
    const stop = skipScalar(this.#text, i, this.#end, start);
    if (start === Start.String) return stop;
    const colon = this.#text.slice(i, stop).indexOf(":");
    return colon < 0 ? stop : i + colon;
  }

  #open(closer: number): Frame {
    const sorted = closer === BRACE_CLOSE && this.#options.sortKeys ? [] : undefined;
    const frame: Frame = { closer, out: "", count: 0, key: "", memberAt: 0, sorted };
    this.#frames.push(frame);
    return frame;
  }

  #close(found: boolean): void {
    this.#endMember();
    const done = this.#frames.pop() as Frame;
    this.#frame = this.#frames.at(-1) as Frame;
    const inner = done.sorted && done.count > 1 ? `\n${sortMembers(done.sorted).join(",\n")}` : done.out;
    this.#frame.out += inner;
    if (!found) return;
    if (done.count > 0) {
      this.#frame.out += "\n";
      this.#line = 1;
      this.#write(this.#options.prefix + this.#options.indent.repeat(this.#frames.length - 1));
    }
    this.#write(done.closer === BRACE_CLOSE ? "}" : "]");
  }

  #write(piece: string): void {
    this.#frame.out += piece;
    this.#line += byteLength(piece);
    this.#length += piece.length;
  }
}
