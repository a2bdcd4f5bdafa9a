import { compareStrings } from "./bytes.ts";
import { FunctionError } from "./function-error.ts";
import { GoComplex, GoInt, typeName } from "./value.ts";

const INCOMPATIBLE = "incompatible types for comparison";
const NOT_BASIC = "invalid type for comparison";

type Basic = "bool" | "int" | "float" | "complex" | "string" | "other";

/** Values of different basic kinds cannot be compared; ints of all widths and signs can. */
function basicKind(value: unknown): Basic {
  switch (typeof value) {
    case "string":
      return "string";
    case "number":
      return "float";
    case "boolean":
      return "bool";
    default:
      if (value instanceof GoInt) return "int";
      return value instanceof GoComplex ? "complex" : "other";
  }
}

function isNil(value: unknown): boolean {
  return value === undefined || value === null;
}

/** Go's `eq`: is the first value equal to any of the others? */
export function isAnyEqual(values: readonly unknown[]): boolean {
  if (values.length < 2) throw new FunctionError("missing argument for comparison");
  for (let i = 1; i < values.length; i++) if (isEqual(values[0], values[i])) return true;
  return false;
}

/** Are two values of the same basic kind and equal? */
export function isEqual(a: unknown, b: unknown): boolean {
  const kind = basicKind(a);
  if (kind !== basicKind(b)) {
    if (isNil(a) || isNil(b)) return false;
    throw new FunctionError(INCOMPATIBLE);
  }
  if (kind === "int") return (a as GoInt).$value === (b as GoInt).$value;
  if (kind === "complex") {
    const [x, y] = [a as GoComplex, b as GoComplex];
    return x.$real === y.$real && x.$imaginary === y.$imaginary;
  }
  if (kind !== "other") return a === b;
  if (isNil(a) || isNil(b)) return isNil(a) === isNil(b);
  const [x, y] = [typeName(a), typeName(b)];
  throw new FunctionError(x === y ? `non-comparable type ${x}` : `non-comparable types ${x}, ${y}`);
}

/** Go's `lt`. */
export function isLess(a: unknown, b: unknown): boolean {
  const kind = basicKind(a);
  const other = basicKind(b);
  if (kind === "other" || other === "other") throw new FunctionError(NOT_BASIC);
  if (kind !== other) throw new FunctionError(INCOMPATIBLE);
  switch (kind) {
    case "int":
      return (a as GoInt).$value < (b as GoInt).$value;
    case "float":
      return (a as number) < (b as number);
    case "string":
      return compareStrings(a as string, b as string) < 0;
    default:
      throw new FunctionError(NOT_BASIC);
  }
}

/** Go's `le`. */
export function isAtMost(a: unknown, b: unknown): boolean {
  return isLess(a, b) || isEqual(a, b);
}
