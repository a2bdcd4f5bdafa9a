import { byteLength, byteSlice, toBytes } from "./bytes.ts";
import { FunctionError } from "./function-error.ts";
import { GoInt, isMap, mapValue, toGoInt, toGoValue, typeName } from "./value.ts";

/** Go's `len`, in bytes for a string. */
export function lengthOf(value: unknown): GoInt {
  if (typeof value === "string") return toGoInt(byteLength(value), "int");
  if (Array.isArray(value)) return toGoInt(value.length, "int");
  if (isMap(value)) return toGoInt(Object.keys(value).length, "int");
  if (value === undefined) throw new FunctionError("reflect: call of reflect.Value.Type on zero Value");
  throw new FunctionError(value === null ? "len of nil pointer" : `len of type ${typeName(value)}`);
}

/** Go's `index`: `index x 1 "a"` is `x[1]["a"]`. A key that a map does not have gives nil. */
export function indexInto(value: unknown, indexes: readonly unknown[], ints: boolean): unknown {
  if (value === undefined || value === null) throw new FunctionError("index of untyped nil");
  let item: unknown = value;
  for (const index of indexes) item = indexOnce(item, index, ints);
  return item;
}

function indexOnce(item: unknown, index: unknown, ints: boolean): unknown {
  if (item === null) throw new FunctionError("index of nil pointer");
  if (typeof item === "string") {
    const bytes = toBytes(item);
    const at = toPosition(index, bytes.length);
    if (at === bytes.length) throw new FunctionError("reflect: string index out of range");
    return toGoInt(bytes[at] as number, "uint8");
  }
  if (Array.isArray(item)) {
    const at = toPosition(index, item.length);
    if (at === item.length) throw new FunctionError("reflect: slice index out of range");
    return toGoValue(item[at], ints);
  }
  if (!isMap(item)) throw new FunctionError(`can't index item of type ${typeName(item)}`);
  if (index === undefined || index === null) throw new FunctionError("value is nil; should be of type string");
  if (typeof index !== "string") throw new FunctionError(`value has type ${typeName(index)}; should be string`);
  return toGoValue(mapValue(item, index), ints);
}

/**
 * Stands for an index that Go's `slice`, other than its `index`, does not look into: an element of a list or map, whose static type
 * is `interface {}`.
 */
export const UNOPENED = Symbol("interface {}");

/** An index that is not beyond `end`; `end` itself passes here, as it does in Go. */
function toPosition(index: unknown, end: number): number {
  if (index === undefined || index === null) throw new FunctionError("cannot index slice/array with nil");
  if (index === UNOPENED) throw new FunctionError("cannot index slice/array with type interface {}");
  if (!(index instanceof GoInt)) throw new FunctionError(`cannot index slice/array with type ${typeName(index)}`);
  const at = index.$value;
  if (at < 0 || at > end) throw new FunctionError(`index out of range: ${at}`);
  return Number(at);
}

/** The list that a slice was cut from, since Go lets a later slice reach beyond an earlier one's end. */
interface Backing {
  readonly list: readonly unknown[];
  readonly from: number;
  readonly capacity: number;
}

const BACKINGS = new WeakMap<object, Backing>();

function backingOf(list: readonly unknown[]): Backing {
  return BACKINGS.get(list) ?? { list, from: 0, capacity: decodedCapacity(list.length) };
}

/** Room of a list that Go's JSON decoder made: it doubles while it grows, and what lies behind the end is nil. */
function decodedCapacity(length: number): number {
  if (length > 512) return length;
  let capacity = length === 0 ? 0 : 1;
  while (capacity < length) capacity *= 2;
  return capacity;
}

/** Go's `slice`: `slice x 1 2` is `x[1:2]`, in bytes for a string. */
export function sliceOf(value: unknown, indexes: readonly unknown[]): unknown {
  if (value === undefined || value === null) throw new FunctionError("slice of untyped nil");
  if (indexes.length > 3) throw new FunctionError(`too many slice indexes: ${indexes.length}`);
  if (typeof value === "string") {
    if (indexes.length === 3) throw new FunctionError("cannot 3-index slice a string");
    const length = byteLength(value);
    const [from, to] = bounds(indexes, length, length);
    return byteSlice(value, from, to);
  }
  if (!Array.isArray(value)) throw new FunctionError(`can't slice item of type ${typeName(value)}`);
  const backing = backingOf(value);
  const [from, to, end] = bounds(indexes, value.length, backing.capacity);
  const start = backing.from + from;
  const cut = Array.from({ length: to - from }, (_, i) => backing.list[start + i] ?? null);
  BACKINGS.set(cut, { list: backing.list, from: start, capacity: end - from });
  return cut;
}

function bounds(indexes: readonly unknown[], length: number, capacity: number): readonly [number, number, number] {
  const [from = 0, to = length, end = capacity] = indexes.map((index) => toPosition(index, capacity));
  if (from > to) throw new FunctionError(`invalid slice index: ${from} > ${to}`);
  if (to > end) throw new FunctionError(`invalid slice index: ${to} > ${end}`);
  return [from, to, end];
}
