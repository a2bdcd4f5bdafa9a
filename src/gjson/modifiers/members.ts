import { exists, forEachChild, isArray, isObject, parseValue, rawOf, sourceOf, type Value } from "../value.ts";
import type { Modifier } from "./modifier.ts";

/** `@keys`: the keys of an object; one null for each element of an array and for a scalar. */
export const keys: Modifier = (source) => {
  const parent = parseValue(source);
  const keyed = isObject(parent);
  return sourceOf(arrayOf(parent, (_, key) => (keyed && key ? rawOf(key) : "null")));
};

/** `@values`: the values of an object; an array stays as it is. */
export const values: Modifier = (source) => {
  const parent = parseValue(source);
  return isArray(parent) ? source : sourceOf(arrayOf(parent, rawOf));
};

function arrayOf(parent: Value, pick: (child: Value, key: Value | undefined) => string): string {
  const parts: string[] = [];
  if (exists(parent)) forEachChild(parent, (child, key) => parts.push(pick(child, key)));
  return `[${parts.join(",")}]`;
}

/** `@reverse`: the elements of an array or the members of an object, last first; a scalar stays as it is. */
export const reverse: Modifier = (source) => {
  const parent = parseValue(source);
  if (parent.type !== "JSON") return source;
  const parts: string[] = [];
  forEachChild(parent, (child, key) => parts.push(key ? `${rawOf(key)}:${rawOf(child)}` : rawOf(child)));
  const inner = parts.reverse().join(",");
  return sourceOf(isObject(parent) ? `{${inner}}` : `[${inner}]`);
};
