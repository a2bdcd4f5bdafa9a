import { isFunction } from "./builtins.ts";
import { joined } from "./bytes.ts";
import { GoTemplateError, isStackOverflow } from "./errors.ts";
import { type Body, compileBody } from "./exec.ts";
import type { TemplateFunctions } from "./functions.ts";
import { DEFAULT_LIMITS, type Limits } from "./limits.ts";
import { type ParsedTemplate, parseSource } from "./parse.ts";
import type { ParseWarning } from "./parse-pipeline.ts";
import { printTemplate } from "./print.ts";
import type { MissingKey, Program } from "./program.ts";
import { findReferences, type Reference, type References } from "./references.ts";
import { type MissingKeyHandler, State, type TemplateSink } from "./state.ts";
import { toGoValue } from "./value.ts";

export interface ParseOptions {
  /** Name of the source in messages, and of the main template. Default `main`. */
  readonly name?: string;
  /** Functions besides Go's own. */
  readonly funcs?: TemplateFunctions;
  /** What an absent key is: no value (`default`), nil (`zero`), or an error. */
  readonly missingKey?: MissingKey;
  /** Reads `'text'` as a string, which Go refuses, and warns. Default false. */
  readonly singleQuotedStrings?: boolean;
  readonly limits?: Partial<Limits>;
}

export interface RenderOptions {
  /** Whole numbers in the data are Go ints; otherwise each number is a float64. A bigint is an int64 either way. Default false. */
  readonly ints?: boolean;
  readonly missing?: MissingKeyHandler;
  /** Over those given to `parseTemplate`. */
  readonly limits?: Partial<Limits>;
}

/** A parsed template. It holds no state between executions. */
export interface GoTemplate {
  /**
   * Executes the template. Bytes that are no valid UTF-8 come out as U+DC80 to U+DCFF; `toBytes` turns the result into bytes.
   * Throws a GoTemplateError of the phase `exec`.
   */
  render(data: unknown, options?: RenderOptions): string;
  /** Executes the template into a sink that gets literal text and printed values apart, in order. Throws as `render` does. */
  renderTo(data: unknown, sink: TemplateSink, options?: RenderOptions): void;
  /** Each mention of a field of the root, in the order of the source. */
  readonly references: readonly Reference[];
  /** Each mention of a function, in the order of the source. */
  readonly functions: readonly Reference[];
  readonly warnings: readonly ParseWarning[];
  /** The template's source in canonical form: it parses to the same template, and that prints the same again. */
  toString(): string;
}

const NO_FUNCTIONS: TemplateFunctions = Object.freeze({});

/** Parses a Go text/template. Throws a GoTemplateError of the phase `parse`. */
export function parseTemplate(text: string, options: ParseOptions = {}): GoTemplate {
  const { name = "main", missingKey = "default", singleQuotedStrings = false } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const funcs = options.funcs ?? NO_FUNCTIONS;
  const parsed = atLimit(text, name, () => {
    if (text.length > limits.sourceChars) {
      const reason = `source exceeds the limit of ${limits.sourceChars} characters`;
      throw new GoTemplateError({ phase: "parse", code: "limit-source", name, source: "", offset: 0, reason });
    }
    return parseSource(text, { name, isFunction: (word) => isFunction(word, funcs), singleQuotedStrings, limits });
  });
  const program = { name, source: text, root: parsed.root, templates: parsed.templates, funcs, missingKey };
  return new ParsedGoTemplate(program, parsed, limits);
}

/** Turns an overflow of JavaScript's own stack into an error of ours. */
function atLimit<T>(source: string, name: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    const reason = "nested too deeply";
    throw new GoTemplateError({ phase: "parse", code: "limit-nesting", name, source, offset: 0, reason, cause: error });
  }
}

class ParsedGoTemplate implements GoTemplate {
  readonly warnings: readonly ParseWarning[];
  readonly #program: Program;
  readonly #limits: Limits;
  readonly #bodies = new Map<string, Body>();
  #references: References | undefined;

  constructor(program: Program, parsed: ParsedTemplate, limits: Limits) {
    this.#program = program;
    this.#limits = limits;
    this.warnings = Object.freeze(parsed.warnings);
  }

  get references(): readonly Reference[] {
    return this.#found().fields;
  }

  get functions(): readonly Reference[] {
    return this.#found().functions;
  }

  render(data: unknown, options?: RenderOptions): string {
    return joined(this.#run(data, options, undefined).out);
  }

  renderTo(data: unknown, sink: TemplateSink, options?: RenderOptions): void {
    this.#run(data, options, sink);
  }

  toString(): string {
    const { name, root, templates } = this.#program;
    return printTemplate(
      root,
      [...templates].filter(([other]) => other !== name),
    );
  }

  #found(): References {
    const { source, name, templates } = this.#program;
    this.#references ??= findReferences(source, name, templates);
    return this.#references;
  }

  #run(data: unknown, options: RenderOptions = {}, sink: TemplateSink | undefined): State {
    const { ints = false, missing } = options;
    const limits = options.limits ? { ...this.#limits, ...options.limits } : this.#limits;
    const dot = toGoValue(data, ints) ?? undefined;
    const state = new State({ data: dot, ints, limits, missing, sink });
    try {
      const main = this.#body(this.#program.name) as Body;
      state.variables = new Array(main.slots);
      state.variables[0] = dot;
      main.run(state, dot);
    } catch (error) {
      throw isStackOverflow(error) ? this.#tooDeep(error) : error;
    }
    return state;
  }

  #body(name: string): Body | undefined {
    const known = this.#bodies.get(name);
    if (known) return known;
    const list = this.#program.templates.get(name);
    if (list === undefined) return undefined;
    const body = compileBody(list, name, {
      program: this.#program,
      body: (other) => this.#body(other),
      describe: (action) => this.#found().describe(action),
    });
    this.#bodies.set(name, body);
    return body;
  }

  #tooDeep(cause: unknown): GoTemplateError {
    const { name, source } = this.#program;
    const reason = "nested too deeply to execute";
    return new GoTemplateError({ phase: "exec", code: "limit-depth", name, source, offset: 0, reason, cause });
  }
}
