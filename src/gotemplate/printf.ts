import { joined } from "./bytes.ts";
import { type ArgumentIndex, type Directive, MAX_SIZE, parseFormat } from "./format.ts";
import { outputLimitExceeded } from "./limit-exceeded.ts";
import { type PrintSetting, printAs } from "./printer.ts";
import { PLAIN, type Spec } from "./spec.ts";
import { GoInt, typeName } from "./value.ts";

/** Go's `fmt.Sprint`: blanks only between two neighbours that are both no strings. */
export function sprint(args: readonly unknown[], setting: PrintSetting): string {
  let out = "";
  let afterString = true;
  for (const arg of args) {
    const isString = typeof arg === "string";
    if (!isString && !afterString) out += " ";
    out += isString ? arg : printAs(arg, "v", PLAIN, setting);
    afterString = isString;
  }
  return checked(out, setting);
}

/** Go's `fmt.Sprintln`: blanks between all, a line break at the end. */
export function sprintln(args: readonly unknown[], setting: PrintSetting): string {
  return checked(`${args.map((arg) => printAs(arg, "v", PLAIN, setting)).join(" ")}\n`, setting);
}

/** Go's `fmt.Sprintf`, with its notes on wrong directives inside the text: `%!d(string=x)`, `%!(EXTRA …)`. */
export function sprintf(format: string, args: readonly unknown[], setting: PrintSetting): string {
  const run = new FormatRun(args, setting);
  let out = "";
  for (const part of parseFormat(format)) {
    out += typeof part === "string" ? part : run.directive(part);
    if (out.length > setting.maxChars) throw outputLimitExceeded(setting.maxChars);
  }
  return checked(out + run.extra(), setting);
}

/** Brings a text that was put together into its kept form, if it is not too long. */
function checked(text: string, { maxChars }: PrintSetting): string {
  if (text.length > maxChars) throw outputLimitExceeded(maxChars);
  return joined(text);
}

class FormatRun {
  readonly #args: readonly unknown[];
  readonly #setting: PrintSetting;
  /** The argument that the next directive takes. */
  #next = 0;
  #reordered = false;
  #goodIndex = true;

  constructor(args: readonly unknown[], setting: PrintSetting) {
    this.#args = args;
    this.#setting = setting;
  }

  directive(directive: Directive): string {
    const { verb, takesWidth, takesPrecision } = directive;
    let { spec } = directive;
    let notes = "";
    this.#goodIndex = !directive.misplacedIndex;
    this.#index(directive.widthIndex);
    if (takesWidth) {
      const width = this.#sizeArgument();
      if (width === undefined) notes += "%!(BADWIDTH)";
      else spec = withWidth(spec, width);
    }
    this.#index(directive.precisionIndex);
    if (takesPrecision) {
      const size = this.#sizeArgument();
      const precision = size !== undefined && size >= 0 ? size : undefined;
      if (precision === undefined) notes += "%!(BADPREC)";
      spec = { ...spec, precision };
    }
    this.#index(directive.verbIndex);
    return notes + this.#verb(verb, spec);
  }

  #verb(verb: string, spec: Spec): string {
    if (verb === "") return "%!(NOVERB)";
    if (verb === "%") return "%";
    if (!this.#goodIndex) return `%!${verb}(BADINDEX)`;
    if (this.#next >= this.#args.length) return `%!${verb}(MISSING)`;
    return printAs(this.#args[this.#next++], verb, spec, this.#setting);
  }

  #index(index: ArgumentIndex): void {
    if (index === undefined) return;
    this.#reordered = true;
    if (index !== "bad" && index >= 0 && index < this.#args.length) this.#next = index;
    else this.#goodIndex = false;
  }

  /** The integer argument behind a `*`. */
  #sizeArgument(): number | undefined {
    if (this.#next >= this.#args.length) return undefined;
    const value = this.#args[this.#next++];
    if (!(value instanceof GoInt) || typeof value.$value !== "number") return undefined;
    return Math.abs(value.$value) > MAX_SIZE ? undefined : value.$value;
  }

  /** A note on arguments that no directive took, unless the format chose its arguments itself. */
  extra(): string {
    if (this.#reordered || this.#next >= this.#args.length) return "";
    const shown = this.#args.slice(this.#next).map((arg) => {
      const text = printAs(arg, "v", PLAIN, this.#setting);
      return arg === undefined || arg === null ? text : `${typeName(arg)}=${text}`;
    });
    return `%!(EXTRA ${shown.join(", ")})`;
  }
}

/** A negative width pads to the right. */
function withWidth(spec: Spec, width: number): Spec {
  return width < 0 ? { ...spec, width: -width, minus: true, zero: false } : { ...spec, width };
}
