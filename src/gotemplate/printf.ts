import { type ArgumentIndex, type Directive, MAX_SIZE, parseFormat } from "./format.ts";
import { Printer, type PrintSetting } from "./printer.ts";
import { GoInt, typeName } from "./value.ts";

/** Go's `fmt.Sprint`: blanks only between two neighbours that are both no strings. */
export function sprint(args: readonly unknown[], setting: PrintSetting): string {
  const printer = new Printer(setting);
  let afterString = true;
  for (let i = 0; i < args.length; i++) {
    const isString = typeof args[i] === "string";
    if (i > 0 && !isString && !afterString) printer.write(" ");
    printer.print(args[i], "v");
    afterString = isString;
  }
  return printer.text();
}

/** Go's `fmt.Sprintln`: blanks between all, a line break at the end. */
export function sprintln(args: readonly unknown[], setting: PrintSetting): string {
  const printer = new Printer(setting);
  for (let i = 0; i < args.length; i++) {
    if (i > 0) printer.write(" ");
    printer.print(args[i], "v");
  }
  printer.write("\n");
  return printer.text();
}

/** Go's `fmt.Sprintf`, with its notes on wrong directives inside the text: `%!d(string=x)`, `%!(EXTRA …)`. */
export function sprintf(format: string, args: readonly unknown[], setting: PrintSetting): string {
  const run = new FormatRun(args, setting);
  for (const part of parseFormat(format)) {
    if (typeof part === "string") run.printer.write(part);
    else run.directive(part);
  }
  run.extra();
  return run.printer.text();
}

class FormatRun {
  readonly printer: Printer;
  readonly #args: readonly unknown[];
  /** The argument that the next directive takes. */
  #next = 0;
  #reordered = false;
  #goodIndex = true;

  constructor(args: readonly unknown[], setting: PrintSetting) {
    this.#args = args;
    this.printer = new Printer(setting);
  }

  directive(directive: Directive): void {
    const { printer } = this;
    printer.reset(directive.flags);
    this.#goodIndex = !directive.misplacedIndex;
    this.#index(directive.widthIndex);
    this.#width(directive);
    if (directive.hasPrecision) this.#precision(directive);
    this.#index(directive.verbIndex);
    const { verb } = directive;
    if (verb === "") printer.write("%!(NOVERB)");
    else if (verb === "%") printer.write("%");
    else if (!this.#goodIndex) printer.write(`%!${verb}(BADINDEX)`);
    else if (this.#next >= this.#args.length) printer.write(`%!${verb}(MISSING)`);
    else printer.print(this.#args[this.#next++], verb);
  }

  #index(index: ArgumentIndex): void {
    if (index === undefined) return;
    this.#reordered = true;
    if (index !== "bad" && index >= 0 && index < this.#args.length) this.#next = index;
    else this.#goodIndex = false;
  }

  #width({ width }: Directive): void {
    const { printer } = this;
    printer.width = width === "argument" ? this.#sizeArgument() : width;
    if (width === "argument" && printer.width === undefined) printer.write("%!(BADWIDTH)");
    if (printer.width === undefined || printer.width >= 0) return;
    printer.width = -printer.width;
    printer.minus = true;
    printer.zero = false;
  }

  #precision({ precision, precisionIndex }: Directive): void {
    const { printer } = this;
    this.#index(precisionIndex);
    if (precision !== "argument") {
      printer.precision = precision ?? 0;
      return;
    }
    const size = this.#sizeArgument();
    printer.precision = size !== undefined && size >= 0 ? size : undefined;
    if (printer.precision === undefined) printer.write("%!(BADPREC)");
  }

  /** The integer argument behind a `*`. */
  #sizeArgument(): number | undefined {
    if (this.#next >= this.#args.length) return undefined;
    const value = this.#args[this.#next++];
    if (!(value instanceof GoInt) || typeof value.$value !== "number") return undefined;
    return Math.abs(value.$value) > MAX_SIZE ? undefined : value.$value;
  }

  /** Arguments that no directive took, unless the format chose its arguments itself. */
  extra(): void {
    if (this.#reordered || this.#next >= this.#args.length) return;
    const { printer } = this;
    printer.reset();
    printer.write("%!(EXTRA ");
    for (let i = this.#next; i < this.#args.length; i++) {
      if (i > this.#next) printer.write(", ");
      const value = this.#args[i];
      if (value !== undefined && value !== null) printer.write(`${typeName(value)}=`);
      printer.print(value, "v");
    }
    printer.write(")");
  }
}
