import type { TemplateFunctions } from "../../gotemplate/index.ts";
import { type Complain, compileText, type Subject } from "./compile-source.ts";
import type { Expectation } from "./mapping-schema.ts";

/** Whether all conditions hold; throws an Error when a template fails. */
export type Conditions = (subject: Subject) => boolean;

/** Parses conditions: path or Go template → what it must be. No conditions always hold. */
export function compileConditions(
  when: Readonly<Record<string, Expectation>> | undefined,
  functions: TemplateFunctions,
  complain: Complain,
): Conditions {
  const conditions = Object.entries(when ?? {}).map(([source, expected]) => {
    const find = compileText(source, functions, (_path, message, help) => complain(source, message, help));
    const isAsExpected = toTest(expected);
    return (subject: Subject) => isAsExpected(find(subject).toLowerCase());
  });
  return (subject) => conditions.every((condition) => condition(subject));
}

function toTest(expected: Expectation): (found: string) => boolean {
  if (typeof expected === "boolean") return (found) => (found !== "") === expected;
  const isNot = typeof expected === "object" && "not" in expected;
  const words = new Set([isNot ? expected.not : expected].flat().map((word) => word.toLowerCase()));
  return (found) => words.has(found) !== isNot;
}
