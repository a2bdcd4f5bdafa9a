import { indexInto, lengthOf, sliceOf } from "./collections.ts";
import { isAnyEqual, isAtMost, isEqual, isLess } from "./compare.ts";
import { escapeHtml, escapeJs, queryEscape } from "./escape.ts";
import { FunctionError } from "./function-error.ts";
import { type GoFunction, type InnerType, type TemplateFunctions, toGoFunction } from "./functions.ts";
import { outputLimitExceeded } from "./limit-exceeded.ts";
import type { PrintSetting } from "./printer.ts";
import { sprint, sprintf, sprintln } from "./printf.ts";
import { fromGoValue, isTrue, toGoValue, typeName } from "./value.ts";

type Traits = Partial<Pick<GoFunction, "givesElement" | "special">>;

function builtin(
  name: string,
  params: readonly InnerType[],
  variadic: boolean,
  run: GoFunction["run"],
  traits: Traits = {},
): [string, GoFunction] {
  return [name, { name, params, variadic, run, givesElement: false, ...traits }];
}

/** The text that `html`, `js` and `urlquery` escape. */
function toText(args: readonly unknown[], setting: PrintSetting): string {
  if (args.length === 1 && typeof args[0] === "string") return args[0];
  return sprint(
    args.map((arg) => (arg === null || arg === undefined ? "<no value>" : arg)),
    setting,
  );
}

function escaper(toEscaped: (text: string) => string): GoFunction["run"] {
  return (args, setting) => {
    const text = toEscaped(toText(args, setting));
    if (text.length > setting.maxChars) throw outputLimitExceeded(setting.maxChars);
    return text;
  };
}

/** `call`: its first argument here is the callee's source, for the message. */
function callValue([callee, value, ...args]: unknown[], setting: PrintSetting): unknown {
  if (value === undefined || value === null) throw new FunctionError("call of nil");
  if (typeof value !== "function") throw new FunctionError(`non-function ${callee} of type ${typeName(value)}`);
  return toGoValue(value(...args.map(fromGoValue)), setting.ints);
}

/** Go's own functions. `and` and `or` are here for their signature; the executor runs them, since they may stop early. */
const BUILTINS: ReadonlyMap<string, GoFunction> = new Map<string, GoFunction>([
  builtin("and", ["value", "value"], true, (args) => args[0], { givesElement: true, special: "and" }),
  builtin("or", ["value", "value"], true, (args) => args[0], { givesElement: true, special: "or" }),
  builtin("not", ["value"], false, (args) => !isTrue(args[0])),
  builtin("call", ["value", "value"], true, callValue, { givesElement: true, special: "call" }),
  builtin("html", ["any"], true, escaper(escapeHtml)),
  builtin("js", ["any"], true, escaper(escapeJs)),
  builtin("urlquery", ["any"], true, escaper(queryEscape)),
  builtin("len", ["value"], false, (args) => lengthOf(args[0])),
  builtin("index", ["value", "value"], true, ([item, ...at], { ints }) => indexInto(item, at, ints), {
    givesElement: true,
  }),
  builtin("slice", ["value", "value"], true, ([item, ...at]) => sliceOf(item, at), { special: "slice" }),
  builtin("print", ["any"], true, sprint),
  builtin("println", ["any"], true, sprintln),
  builtin("printf", ["string", "any"], true, (args, setting) => sprintf(args[0] as string, args.slice(1), setting)),
  builtin("eq", ["value", "value"], true, isAnyEqual),
  builtin("ne", ["value", "value"], false, (args) => !isEqual(args[0], args[1])),
  builtin("lt", ["value", "value"], false, (args) => isLess(args[0], args[1])),
  builtin("le", ["value", "value"], false, (args) => isAtMost(args[0], args[1])),
  builtin("gt", ["value", "value"], false, (args) => !isAtMost(args[0], args[1])),
  builtin("ge", ["value", "value"], false, (args) => !isLess(args[0], args[1])),
]);

/** Is there a function of this name, Go's own or the caller's? */
export function isFunction(name: string, own: TemplateFunctions): boolean {
  return BUILTINS.has(name) || Object.hasOwn(own, name);
}

/** Finds a function; the caller's come before Go's own of the same name. */
export function findFunction(name: string, own: TemplateFunctions): GoFunction | undefined {
  const fn = Object.hasOwn(own, name) ? own[name] : undefined;
  return fn ? toGoFunction(name, fn) : BUILTINS.get(name);
}
