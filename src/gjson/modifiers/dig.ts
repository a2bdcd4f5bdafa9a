import { createList } from "../build.ts";
import { MAX_DIG_DEPTH } from "../limits.ts";
import { createSubpath } from "../parse.ts";
import { exists, forEachChild, parseValue, rawOf, type Value } from "../value.ts";
import type { Modifier } from "./modifier.ts";

/** `@dig:path`: asks the path of the value and of everything inside it, the outer before the inner, and gathers the answers. */
export const dig: Modifier = (source, argument, evaluate) => {
  const path = createSubpath(argument);
  const answers = createList();
  const visit = (value: Value, depth: number) => {
    const answer = evaluate(path, value);
    if (exists(answer)) answers.add(rawOf(answer));
    if (value.type === "JSON" && depth < MAX_DIG_DEPTH) forEachChild(value, (child) => visit(child, depth + 1));
  };
  visit(parseValue(source), 0);
  return answers.toArray();
};
