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

/** Wraps a value. Its texts are cut from the document when they are asked for. */
export function toResult(value: Value): Result {
  return new FoundResult(value);
}

class FoundResult implements Result {
  readonly #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  get exists(): boolean {
    return exists(this.#value);
  }

  get type(): ValueType {
    return this.#value.type;
  }

  get raw(): string {
    return rawOf(this.#value);
  }

  get text(): string {
    return textOf(this.#value);
  }

  values(): Result[] {
    return valuesOf(this.#value).map(toResult);
  }

  toJSON(): Omit<Result, "values"> {
    return { exists: this.exists, type: this.type, raw: this.raw, text: this.text };
  }
}

function valuesOf(value: Value): Value[] {
  if (value.type === "Null") return [];
  if (!isArray(value)) return [value];
  const found: Value[] = [];
  const elements = new Elements(value.text, value.from + 1, value.to);
  while (elements.advance()) found.push(elements.value());
  return found;
}
