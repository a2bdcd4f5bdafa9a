import { readKey, readMembers, readQuery } from "./lex.ts";
import type { Subpath } from "./node.ts";
import { createSubpath, elementOf, keyOf, planOf } from "./parse.ts";

/**
 * Writes a path as it was understood: a backslash before those characters of a name that may mean something else and before no
 * others, nothing of what is ignored behind a query or an argument. Queries and multipaths stay as they were written.
 * Printing it again changes nothing. The printed path finds the same, except where a pipe cuts a bracket in two, as GJSON lets it
 * behind `#.` and queries.
 */
export function printPath(path: string): string {
  return printPlan(createSubpath(path));
}

function printPlan(path: Subpath): string {
  const plan = planOf(path);
  switch (plan.kind) {
    case "walk":
      // A multipath that is not understood as one stays as it is, brackets and all.
      return plan.step === path ? printSteps(path) : path.text;
    case "lines":
      return `..${printSteps(plan.step)}`;
    case "literal":
      return `!${plan.raw}${printRest(path, plan.rest)}`;
    case "modifier":
      return `@${plan.name}${plan.argument === "" ? "" : `:${plan.argument}`}${printRest(path, plan.rest)}`;
    case "multipath":
      return path.text.slice(0, readMembers(path.text)?.end) + printRest(path, plan.rest);
  }
}

/** With the separator that was written: a dot would prolong an argument, a pipe would end the path that is asked of each element. */
function printRest({ text }: Subpath, rest: Subpath | undefined): string {
  return rest ? text.charAt(text.length - rest.text.length - 1) + printPlan(rest) : "";
}

function printSteps(step: Subpath): string {
  const { text } = step;
  // Of its two readings a component is printed in the likelier one.
  if (text === "#" || /^#[.|([]/.test(text)) return printElement(step);
  const { next, pipe } = keyOf(step);
  const name = printName(text);
  if (next) return `${name}.${printSteps(next)}`;
  return name + printRest(step, pipe);
}

function printElement(step: Subpath): string {
  const reading = elementOf(step);
  let text = "#";
  if (reading.kind === "query") {
    const read = readQuery(step.text);
    if (!read) return step.text;
    text = step.text.slice(0, read.end) + (read.query.all ? "#" : "");
  }
  const next = "next" in reading && reading.next ? `.${printPlan(reading.next)}` : "";
  return text + next + (reading.pipe ? `|${printPlan(reading.pipe)}` : "");
}

function printName(text: string): string {
  const { name, wild } = readKey(text);
  const special = wild ? /[\\.|"()[\]{},:]/g : /[\\.|*?"()[\]{},:]/g;
  return name.replace(special, "\\$&").replace(/^[@!#]/, "\\$&");
}
