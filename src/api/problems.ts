import type { Problem } from "../base/index.ts";

interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

/** The problems that a schema found, each with its path in the form `events[0].kind`. */
export function toProblems(issues: readonly Issue[], root = ""): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    const path = toPath(issue.path, root);
    if (issue.code === "unrecognized_keys" && issue.keys) {
      return issue.keys.map((key) => ({
        path: path === "" ? key : `${path}.${key}`,
        message: `there is no member "${key}"`,
        help: "Remove it, or look up its name in the reference.",
      }));
    }
    return [{ path, message: inWords(issue.message) }];
  });
}

/** The schema library's sentences as a person would say them; ours stay. */
function inWords(message: string): string {
  const [, expected, found] = /^Invalid input: expected (.+), received (.+)$/.exec(message) ?? [];
  if (expected === undefined) return message;
  return found === "undefined"
    ? `is missing; it must be a ${expected}`
    : `must be a ${expected}, but is ${found === "NaN" ? "no number" : `a ${found}`}`;
}

function toPath(path: readonly PropertyKey[], root: string): string {
  return path.reduce<string>((out, part) => {
    if (typeof part === "number") return `${out}[${part}]`;
    return out === "" ? String(part) : `${out}.${String(part)}`;
  }, root);
}
