import { matchPattern } from "./match.ts";
import type { Query } from "./node.ts";
import { compareText } from "./strings.ts";
import { truthOf } from "./truth.ts";
import { exists, innerText, numberOf, type Value, type ValueType } from "./value.ts";

/** Tells whether a value fulfils the condition of a query. */
export function fulfils(query: Query, value: Value): boolean {
  if (query.value.charAt(0) === "~") return fulfilsLoosely(query, value);
  if (!exists(value)) return false;
  if (query.operator === "") return true;
  switch (value.type) {
    case "String":
      return compareString(query, innerText(value));
    case "Number":
      return compareNumber(query, numberOf(value));
    case "True":
    case "False":
      return compareBoolean(query, value.type, query.value);
    case "Null":
    case "JSON":
      return false;
  }
}

/** `~true`, `~false`, `~null` and `~*` ask whether the value is like that; the answer, a boolean, is compared with `true`. */
function fulfilsLoosely(query: Query, value: Value): boolean {
  const answer = isLike(query.value.slice(1), value);
  if (answer === undefined) return false;
  if (query.operator === "") return true;
  return compareBoolean(query, answer ? "True" : "False", "true");
}

function isLike(what: string, value: Value): boolean | undefined {
  switch (what) {
    case "*":
      return exists(value);
    case "null":
      return value.type === "Null";
    case "true":
      return truthOf(value) === true;
    case "false":
      return value.type === "Null" || truthOf(value) === false;
    default:
      return undefined;
  }
}

function compareString(query: Query, text: string): boolean {
  switch (query.operator) {
    case "=":
      return text === query.value;
    case "!=":
      return text !== query.value;
    case "%":
      return matchPattern(query.pattern, text);
    case "!%":
      return !matchPattern(query.pattern, text);
    case "<":
      return compareText(text, query.value) < 0;
    case "<=":
      return compareText(text, query.value) <= 0;
    case ">":
      return compareText(text, query.value) > 0;
    case ">=":
      return compareText(text, query.value) >= 0;
    default:
      return false;
  }
}

function compareNumber(query: Query, a: number): boolean {
  const b = query.number;
  switch (query.operator) {
    case "=":
      return a === b;
    case "!=":
      return a !== b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    default:
      return false;
  }
}

/** False comes before true. */
function compareBoolean(query: Query, type: ValueType, wanted: string): boolean {
  const isTrue = type === "True";
  switch (query.operator) {
    case "=":
      return wanted === String(isTrue);
    case "!=":
      return wanted !== String(isTrue);
    case "<":
      return !isTrue && wanted === "true";
    case "<=":
      return !isTrue;
    case ">":
      return isTrue && wanted === "false";
    case ">=":
      return isTrue;
    default:
      return false;
  }
}
