import { trimControl } from "../chars.ts";
import { parseNumber } from "../number.ts";
import { compareText } from "../strings.ts";
import { innerText, parseValue, sourceOf, type Value, type ValueType } from "../value.ts";

/** A member of an object as `@pretty` printed it. */
export interface PrintedMember {
  /** The key's raw text. */
  readonly key: string;
  /** The whole member with its indentation. */
  readonly out: string;
}

/** The printed members in the order of their keys; those of the same key in the order of their values. */
export function sortMembers(members: readonly PrintedMember[]): string[] {
  const sortable = members.map((member) => ({ member, name: innerText(parseValue(sourceOf(member.key))) }));
  sortable.sort((a, b) => compareText(a.name, b.name) || compareValues(printedValue(a.member), printedValue(b.member)));
  return sortable.map(({ member }) => member.out);
}

function printedValue({ key, out }: PrintedMember): Value {
  return parseValue(sourceOf(trimControl(trimControl(out).slice(key.length + 1))));
}

const TYPE_ORDER: Readonly<Record<ValueType, number>> = { Null: 0, False: 1, Number: 2, String: 3, True: 4, JSON: 5 };

function compareValues(a: Value, b: Value): number {
  if (a.type !== b.type) return TYPE_ORDER[a.type] - TYPE_ORDER[b.type];
  if (a.type === "String") return compareText(innerText(a), innerText(b));
  if (a.type === "Number") return parseNumber(a.text) - parseNumber(b.text);
  return compareText(a.text, b.text);
}
