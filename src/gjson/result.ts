import { Elements } from "./elements.ts";
import { exists, isArray, rawOf, textOf, type Value, type ValueType } from "./value.ts";

/** What a path found. */
export interface Result {
  /** False when there is nothing at the path; a null that stands in the document exists. */
  readonly exists: boolean;
  readonly type: ValueType;
  /** The JSON text as it stands in the document; empty when missing. */
  readonly raw: string;
  /** As text: strings without quotes and escapes, integers with all their digits, containers as JSON, null and missing empty. */
  readonly text: string;
  /** The elements of an array, the value itself for anything else, nothing when it is null or missing. */
  values(): Result[];
}

export function toResult(value: Value): Result {
  return {
    exists: exists(value),
    type: value.type,
    raw: rawOf(value),
    text: textOf(value),
    values: () => valuesOf(value).map(toResult),
  };
}

function valuesOf(value: Value): Value[] {
  if (value.type === "Null") return [];
  if (!isArray(value)) return [value];
  const found: Value[] = [];
  const elements = new Elements(value.text, value.from + 1, value.to);
  while (elements.advance()) found.push(elements.value());
  return found;
}
