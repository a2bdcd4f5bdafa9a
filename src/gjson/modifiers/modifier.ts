import type { Subpath } from "../node.ts";
import { forEachChild, innerText, parseValue, type Source, sourceOf, type Value } from "../value.ts";

/** Evaluates a path over a value, one level deeper than the modifier that asks. */
type Evaluate = (path: Subpath, value: Value) => Value;

/** Turns a text into another one. An empty text is a missing value. */
export type Modifier = (source: Source, argument: string, evaluate: Evaluate) => Source;

/** The members of an argument that is a JSON object, by name; the last of a repeated name counts. */
export function readOptions(argument: string): ReadonlyMap<string, Value> {
  const options = new Map<string, Value>();
  forEachChild(parseValue(sourceOf(argument)), (child, key) => {
    if (key) options.set(innerText(key), child);
  });
  return options;
}
