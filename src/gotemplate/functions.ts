import type { PrintSetting } from "./printer.ts";
import { fromGoValue, GoInt, toGoInt, toGoValue } from "./value.ts";

/** Types that a function can ask of its arguments, checked before it is called as Go checks them. */
export type ParameterType = "string" | "bool" | "int" | "int64" | "float64" | "any";

/**
 * A function that a caller adds to the language. `run` gets strings, booleans, numbers (an int beyond 2^53 as bigint), lists and
 * maps as they lie in the data, and null for nil. What it throws becomes `error calling NAME: …`.
 *
 * @example
 * parseTemplate("{{repeat .x 3}}", { funcs: {
 *   repeat: { params: ["string", "int"], result: "string", run: (text: string, times: number) => text.repeat(times) },
 * } });
 */
export interface TemplateFunction {
  readonly params: readonly ParameterType[];
  /** The last parameter may be given any number of times, also not at all. */
  readonly variadic?: boolean;
  /** What a number that comes back is to the template: `int` and `int64` make it an integer. Default `any`: as in the data. */
  readonly result?: ParameterType;
  readonly run: (...args: never[]) => unknown;
}

export type TemplateFunctions = Readonly<Record<string, TemplateFunction>>;

/** `value` is the parameter type of Go's own functions that look at a value as it is, nil and absence told apart. */
export type InnerType = ParameterType | "value";

/** A function as the executor calls it. */
export interface GoFunction {
  readonly name: string;
  readonly params: readonly InnerType[];
  readonly variadic: boolean;
  readonly run: (args: unknown[], setting: PrintSetting) => unknown;
  /** May the result be what lies in a list or map, and so a nil of Go's static type `interface {}`? */
  readonly givesElement: boolean;
  /** Go's own functions that its executor treats in a way of their own. A caller's function of the same name is an ordinary one. */
  readonly special?: "and" | "or" | "call" | "slice";
}

/** Wraps a caller's function. */
export function toGoFunction(name: string, own: TemplateFunction): GoFunction {
  const run = own.run as (...args: unknown[]) => unknown;
  const toResult = resultReader(own.result ?? "any");
  return {
    name,
    params: own.params,
    variadic: own.variadic ?? false,
    givesElement: true,
    run: (args, setting) => toResult(spread(run, args), setting.ints),
  };
}

/** Calls with the arguments as the caller's functions know them. */
function spread(run: (...args: unknown[]) => unknown, args: readonly unknown[]): unknown {
  switch (args.length) {
    case 1:
      return run(fromGoValue(args[0]));
    case 2:
      return run(fromGoValue(args[0]), fromGoValue(args[1]));
    case 3:
      return run(fromGoValue(args[0]), fromGoValue(args[1]), fromGoValue(args[2]));
    default:
      return run(...args.map(fromGoValue));
  }
}

function resultReader(type: ParameterType): (result: unknown, ints: boolean) => unknown {
  switch (type) {
    case "int":
    case "int64":
      return (result) => (typeof result === "number" || typeof result === "bigint" ? toGoInt(result, type) : result);
    case "float64":
      return (result) => (typeof result === "bigint" ? Number(result) : result);
    default:
      return (result, ints) => (result instanceof GoInt ? result : toGoValue(result, ints));
  }
}
