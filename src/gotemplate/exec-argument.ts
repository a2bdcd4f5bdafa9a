import type { InnerType } from "./functions.ts";
import type { Node, NumberNode, Operand } from "./node.ts";
import { printNode } from "./print.ts";
import type { Evaluate, Expression, Failures } from "./program.ts";
import { GoComplex, toGoInt, typeName } from "./value.ts";

const GO_NAMES: Readonly<Record<InnerType, string>> = {
  string: "string",
  bool: "bool",
  int: "int",
  int64: "int64",
  float64: "float64",
  any: "interface {}",
  value: "reflect.Value",
};

/** The kind of constant that Go wants for a parameter, as its message names it. */
const CONSTANT_NAMES: Readonly<Record<string, string>> = {
  string: "string",
  bool: "bool",
  int: "integer",
  int64: "integer",
  float64: "float",
};

/** Compiles an argument for a parameter of some type: constants are converted now, other values checked when they come. */
export function compileArgument(
  node: Operand,
  type: InnerType,
  failures: Failures,
  compile: (node: Operand) => Expression,
): Evaluate {
  if (node.kind === "nil") return nilArgument(node, type, failures);
  if (type === "any" || type === "value") return compile(node).run;
  if (node.kind === "string" || node.kind === "number" || node.kind === "bool") {
    const value = constantFor(node, type);
    const wanted = CONSTANT_NAMES[type];
    if (value === undefined) {
      return () => failures.fail(node, "wrong-type", `expected ${wanted}; found ${printNode(node)}`);
    }
    return () => value;
  }
  const { run, last, element } = compile(node);
  return (state, dot) => checkValue(run(state, dot), type, element, last, failures);
}

/** Lets a value through when a parameter of some type can take it; else fails at `node`. */
export function checkValue(value: unknown, type: InnerType, element: boolean, node: Node, failures: Failures): unknown {
  const wanted = GO_NAMES[type];
  if (type === "string" ? typeof value === "string" : typeName(value) === wanted) return value;
  if (value === undefined) failures.fail(node, "wrong-type", `invalid value; expected ${wanted}`);
  const found = value === null && element ? "interface {}" : typeName(value);
  return failures.fail(node, "wrong-type", `wrong type for value; expected ${wanted}; got ${found}`);
}

function nilArgument(node: Operand, type: InnerType, failures: Failures): Evaluate {
  if (type === "any") return () => null;
  if (type === "value") return () => undefined;
  return () => failures.fail(node, "nil-value", `cannot assign nil to ${GO_NAMES[type]}`);
}

function constantFor(node: Operand, type: InnerType): unknown {
  switch (type) {
    case "string":
      return node.kind === "string" ? node.value : undefined;
    case "bool":
      return node.kind === "bool" ? node.value : undefined;
    case "float64":
      return node.kind === "number" ? node.float : undefined;
    case "int":
    case "int64":
      return node.kind === "number" && node.int !== undefined ? toGoInt(node.int, type) : undefined;
    default:
      return undefined;
  }
}

/** The value of a number where its look alone decides its type; `undefined` when it is too large for an int. */
export function idealConstant(node: NumberNode): unknown {
  if (node.complex) return new GoComplex(...node.complex);
  const { source } = node;
  const hexInt = /^0[xX]./.test(source) && !/[pP]/.test(source);
  if (node.float !== undefined && !hexInt && !source.startsWith("'") && /[.eEpP]/.test(source)) return node.float;
  return node.int === undefined ? undefined : toGoInt(node.int, "int");
}
