import type { Place } from "./errors.ts";
import type { Limits } from "./limits.ts";
import type { PrintSetting } from "./printer.ts";

/** What is known about a printed action before it is executed. */
export interface ValueInfo extends Place {
  /** Set when the pipeline is nothing but one field of the root: `{{.x}}` or `{{$.x}}`. */
  readonly field?: string;
  /** The function applied last: `UrlEncode` in `{{UrlEncode .x}}` and in `{{.x | UrlEncode}}`. */
  readonly function?: string;
  /** All fields of the root that the pipeline mentions. */
  readonly fields: readonly string[];
}

/** Takes a template's output in order, the author's own text and what actions print apart. */
export interface TemplateSink {
  text(literal: string): void;
  value(printed: string, info: ValueInfo): void;
}

/** Asked when the root map has no such key; what it returns is used in place of "no value". */
export type MissingKeyHandler = (name: string, place: Place) => unknown;

export interface RunSetting {
  readonly data: unknown;
  readonly ints: boolean;
  readonly limits: Limits;
  readonly missing: MissingKeyHandler | undefined;
  readonly sink: TemplateSink | undefined;
}

/** One execution: its output so far, its variables, and what it has used up. */
export class State implements PrintSetting {
  out = "";
  /** Variables of the template that is running, by slot; slot 0 is `$`. */
  variables: unknown[] = [];
  depth = 0;
  readonly data: unknown;
  readonly ints: boolean;
  readonly missing: MissingKeyHandler | undefined;
  readonly sink: TemplateSink | undefined;
  readonly maxChars: number;
  readonly maxDepth: number;
  readonly maxSteps: number;
  readonly maxIncludes: number;
  #chars = 0;
  #steps = 0;

  constructor({ data, ints, limits, missing, sink }: RunSetting) {
    this.data = data;
    this.ints = ints;
    this.missing = missing;
    this.sink = sink;
    this.maxChars = limits.outputChars;
    this.maxDepth = limits.dataDepth;
    this.maxSteps = limits.steps;
    this.maxIncludes = limits.includeDepth;
  }

  /** Counts a step; `false` when it is one too many. */
  step(): boolean {
    return ++this.#steps <= this.maxSteps;
  }

  /** Writes the author's own text; `false` when the output is too long now. */
  write(text: string): boolean {
    if (this.sink === undefined) return this.add(text);
    this.sink.text(text);
    return this.#count(text);
  }

  /** Appends to the output of an execution without a sink. */
  add(text: string): boolean {
    this.out += text;
    return this.out.length <= this.maxChars;
  }

  /** Hands a printed value to the sink. */
  hand(sink: TemplateSink, printed: string, info: ValueInfo): boolean {
    sink.value(printed, info);
    return this.#count(printed);
  }

  #count(text: string): boolean {
    this.#chars += text.length;
    return this.#chars <= this.maxChars;
  }
}
