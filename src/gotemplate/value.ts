/**
 * Values while a template runs. `undefined` is Go's invalid value (a missing key prints as `<no value>`), `null` is a nil
 * interface that was found in the data, a number is a float64, an array `[]interface {}`, any other object
 * `map[string]interface {}`. Integers and complex numbers are boxed. The boxes' properties begin with a dollar sign, which no field
 * name in a template can.
 */

export type IntType = "int" | "int64" | "uint8";

/** A Go integer. `$value` is a number where that is exact and a bigint only beyond. */
export class GoInt {
  readonly $value: number | bigint;
  readonly $type: IntType;

  constructor(value: number | bigint, type: IntType) {
    this.$value = value;
    this.$type = type;
  }
}

/** A Go complex128. */
export class GoComplex {
  readonly $real: number;
  readonly $imaginary: number;

  constructor(real: number, imaginary: number) {
    this.$real = real;
    this.$imaginary = imaginary;
  }
}

/** A Go integer from a number or bigint of any size; more than 64 bits wrap around, as Go's do. */
export function toGoInt(value: number | bigint, type: IntType): GoInt {
  if (typeof value === "number" && Number.isSafeInteger(value)) return new GoInt(value === 0 ? 0 : value, type);
  const wrapped = BigInt.asIntN(64, BigInt(value));
  const small = Number(wrapped);
  return new GoInt(Number.isSafeInteger(small) ? small : wrapped, type);
}

/** What a piece of the caller's data is to the template. With `ints`, whole numbers are Go ints; a bigint always is an int64. */
export function toGoValue(value: unknown, ints: boolean): unknown {
  switch (typeof value) {
    case "number":
      return ints && Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? toGoInt(value, "int") : value;
    case "bigint":
      return toGoInt(value, "int64");
    case "undefined":
    case "symbol":
      return null;
    default:
      return value;
  }
}

/** What a template's value is to a function of the caller: integers as number, or bigint where a number is not exact. */
export function fromGoValue(value: unknown): unknown {
  if (typeof value !== "object") return value === undefined ? null : value;
  return value instanceof GoInt ? value.$value : value;
}

export type GoMap = Readonly<Record<string, unknown>>;

export function isMap(value: unknown): value is GoMap {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof GoInt) &&
    !(value instanceof GoComplex)
  );
}

const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Could an object have a property of this name without anybody having put it there? */
export function isInherited(key: string): boolean {
  return INHERITED.has(key);
}

/** The value under a key, as it lies in the map; `undefined` when there is none. */
export function mapValue(map: GoMap, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** Go's name of a value's type, as `%T` prints it. */
export function typeName(value: unknown): string {
  switch (typeof value) {
    case "string":
      return "string";
    case "boolean":
      return "bool";
    case "number":
      return "float64";
    case "function":
      return "func(...interface {}) interface {}";
    default:
      if (value === null || value === undefined) return "<nil>";
      if (value instanceof GoInt) return value.$type;
      if (value instanceof GoComplex) return "complex128";
      return Array.isArray(value) ? "[]interface {}" : "map[string]interface {}";
  }
}

/** Go's truth: everything but nil, false, zero and what is empty. */
export function isTrue(value: unknown): boolean {
  switch (typeof value) {
    case "string":
      return value !== "";
    case "boolean":
      return value;
    case "number":
      return value !== 0;
    case "undefined":
      return false;
    case "object":
      return isTrueObject(value);
    default:
      return true;
  }
}

function isTrueObject(value: object | null): boolean {
  if (value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof GoInt) return value.$value !== 0;
  if (value instanceof GoComplex) return value.$real !== 0 || value.$imaginary !== 0;
  return Object.keys(value).length > 0;
}
