import { BRACKET_CLOSE, BRACKET_OPEN, trimControl } from "../chars.ts";
import { Start, startAt } from "../scan.ts";
import { truthOf } from "../truth.ts";
import {
  forEachChild,
  innerText,
  isArray,
  isObject,
  MISSING,
  nextValue,
  parseValue,
  rawOf,
  sourceOf,
  type Value,
} from "../value.ts";
import { type Modifier, readOptions } from "./modifier.ts";

/** `@flatten`: puts the elements of inner arrays in the place of these; with `{"deep":true}` at every depth. */
export const flatten: Modifier = (source, argument) => {
  const parent = parseValue(source);
  if (!isArray(parent)) return source;
  const parts = isSet(argument, "deep") ? leaves(parent) : onceFlattened(parent);
  return sourceOf(`[${parts.join(",")}]`);
};

function onceFlattened(parent: Value): string[] {
  const parts: string[] = [];
  forEachChild(parent, (child) => {
    const raw = isArray(child) ? unwrap(child).trim() : rawOf(child);
    if (raw !== "") parts.push(raw);
  });
  return parts;
}

/** Everything in nested arrays that is not an array itself, in one pass. */
function leaves({ text, from, to }: Value): string[] {
  const parts: string[] = [];
  let depth = 0;
  let i = from;
  while (i < to) {
    const code = text.charCodeAt(i);
    if (code === BRACKET_OPEN) depth++;
    else if (code === BRACKET_CLOSE) {
      if (--depth === 0) break;
    } else if (startAt(text, i, to) !== Start.Other) {
      const leaf = nextValue(text, i, to);
      if (!leaf) break;
      parts.push(rawOf(leaf));
      i = leaf.to;
      continue;
    }
    i++;
  }
  return parts;
}

/** `@join`: the members of several objects in one; with `{"preserve":true}` repeated keys stay, else the last value counts. */
export const join: Modifier = (source, argument) => {
  const parent = parseValue(source);
  if (!isArray(parent)) return source;
  const objects: Value[] = [];
  forEachChild(parent, (child) => {
    if (isObject(child)) objects.push(child);
  });
  const inner = isSet(argument, "preserve") ? objects.map(unwrap) : joinedMembers(objects);
  return sourceOf(`{${inner.join(",")}}`);
};

function joinedMembers(objects: readonly Value[]): string[] {
  const members = new Map<string, { key: string; value: string }>();
  for (const object of objects) {
    forEachChild(object, (child, key) => {
      const name = key ? innerText(key) : "";
      members.set(name, { key: members.get(name)?.key ?? (key ? rawOf(key) : ""), value: rawOf(child) });
    });
  }
  return Array.from(members.values(), ({ key, value }) => `${key}:${value}`);
}

/** `@group`: `{"a":[1,2],"b":[3,4]}` becomes `[{"a":1,"b":3},{"a":2,"b":4}]`. */
export const group: Modifier = (source) => {
  const parent = parseValue(source);
  if (!isObject(parent)) return MISSING;
  const rows: string[][] = [];
  forEachChild(parent, (list, key) => {
    if (!key || !isArray(list)) return;
    const name = rawOf(key);
    let index = 0;
    forEachChild(list, (child) => {
      rows[index] ??= [];
      rows[index]?.push(`${name}:${rawOf(child)}`);
      index++;
    });
  });
  return sourceOf(`[${rows.map((row) => `{${row.join(",")}}`).join(",")}]`);
};

/** The text between the brackets of a container. */
function unwrap(container: Value): string {
  return trimControl(rawOf(container)).slice(1, -1);
}

function isSet(argument: string, option: string): boolean {
  const value = readOptions(argument).get(option);
  return value !== undefined && truthOf(value) === true;
}
