import type { Problem } from "../../base/index.ts";
import { configSchema } from "./schema.ts";

/** Every name that may stand somewhere in the file. */
const NAMES = collectNames();

/** Adds what to do to a problem of the file: the name that was meant, or the quotes that are missing. */
export function suggest(problem: Problem): Problem {
  // Digits without quotes are a number to YAML, which would lose a leading zero.
  if (problem.message.startsWith("must be a text, but is a number")) return { ...problem, help: "Write it in quotes." };
  const wrong = /^there is no member "(.*)"$/.exec(problem.message)?.[1];
  const near = wrong === undefined ? undefined : nearest(wrong, NAMES);
  return near === undefined ? problem : { ...problem, help: `Did you mean "${near}"?` };
}

function collectNames(): readonly string[] {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === "properties") for (const name of Object.keys(inner as object)) names.add(name);
      visit(inner);
    }
  };
  visit(configSchema.toJSONSchema({ io: "input" }));
  return [...names];
}

export function nearest(wrong: string, names: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(wrong.length / 3));
  const scored = names.map((name) => ({ name, distance: distance(wrong.toLowerCase(), name.toLowerCase()) }));
  const best = scored.sort((a, b) => a.distance - b.distance)[0];
  return best && best.distance <= limit ? best.name : undefined;
}

/** Levenshtein's edit distance. */
function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (before[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, (before[j] as number) + 1, (row[j - 1] as number) + 1));
    }
    before = row;
  }
  return before[b.length] as number;
}

/** Says that a name does not exist, with the one that was probably meant, else with all there are. */
export function unknown(what: string, name: string, names: readonly string[]): Omit<Problem, "path"> {
  const near = nearest(name, names);
  return {
    message: `there is no ${what} "${name}"`,
    help: near === undefined ? `There is ${names.join(", ") || "none"}.` : `Did you mean "${near}"?`,
  };
}
