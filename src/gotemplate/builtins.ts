import { indexInto, lengthOf, sliceOf } from "./collections.ts";
import { isAtMost, isEqual, isLess } from "./compare.ts";
import { escapeHtml, escapeJs, queryEscape } from "./escape.ts";
import { FunctionError } from "./function-error.ts";
import type { GoFunction, InnerType } from "./functions.ts";
import { outputLimitExceeded } from "./limit-exceeded.ts";
import { sprint, sprintf, sprintln } from "./printf.ts";
import type { PrintSetting } from "./printer.ts";
import { fromGoValue, isTrue, toGoValue, typeName } from "./value.ts";

function builtin(
  name: string,
  params: readonly InnerType[],
  variadic: boolean,
  run: GoFunction["run"],
): [string, GoFunction] {
  const special = name === "and" || name === "or" || name === "call" || name === "slice" ? { special: name } : {};
  return [name, { name, params, variadic, run, ...special }];
}

/** The text that `html`, `js` and `urlquery` escape. */
function toText(args: readonly unknown[], setting: PrintSetting): string {
  if (args.length === 1 && typeof args[0] === "string") return args[0];
  return sprint(
    args.map((arg) => (arg === null || arg === undefined ? "<no value>" : arg)),
    setting,
  );
}

function escaper(escape: (text: string) => string): GoFunction["run"] {
  return (args, setting) => {
    const text = escape(toText(args, setting));
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
export const BUILTINS: ReadonlyMap<string, GoFunction> = new Map<string, GoFunction>([
  builtin("and", ["value", "value"], true, (args) => args[0]),
  builtin("or", ["value", "value"], true, (args) => args[0]),
  builtin("not", ["value"], false, (args) => !isTrue(args[0])),
  builtin("call", ["value", "value"], true, callValue),
  builtin("html", ["any"], true, escaper(escapeHtml)),
  builtin("js", ["any"], true, escaper(escapeJs)),
  builtin("urlquery", ["any"], true, escaper(queryEscape)),
  builtin("len", ["value"], false, (args) => lengthOf(args[0])),
  builtin("index", ["value", "value"], true, ([item, ...at], { ints }) => indexInto(item, at, ints)),
  builtin("slice", ["value", "value"], true, ([item, ...at]) => sliceOf(item, at)),
  builtin("print", ["any"], true, sprint),
  builtin("println", ["any"], true, sprintln),
  builtin("printf", ["string", "any"], true, ([format, ...args], setting) => sprintf(format as string, args, setting)),
  builtin("eq", ["value", "value"], true, ([value, ...others]) => isEqual(value, others)),
  builtin("ne", ["value", "value"], false, (args) => !isEqual(args[0], [args[1]])),
  builtin("lt", ["value", "value"], false, (args) => isLess(args[0], args[1])),
  builtin("le", ["value", "value"], false, (args) => isAtMost(args[0], args[1])),
  builtin("gt", ["value", "value"], false, (args) => !isAtMost(args[0], args[1])),
  builtin("ge", ["value", "value"], false, (args) => !isLess(args[0], args[1])),
]);
