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

const NAMES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
  undefined: "missing",
  NaN: "no number",
};

const inName = (type: string) => NAMES[type] ?? type;
const count = (number: string, what: string) => `${number} ${what}${number === "1" ? "" : "s"}`;

/** The schema library's sentences (of its English locale) in ours: pattern, and what to say of its parts. */
const SENTENCES: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [/^Invalid input: expected (.+), received undefined$/, (type) => `is missing; it must be ${inName(type)}`],
  [
    /^Invalid input: expected (.+), received (.+)$/,
    (type, found) => `must be ${inName(type)}, but is ${inName(found)}`,
  ],
  [/^Invalid option: expected one of (.+)$/, (options) => `must be one of ${options.replaceAll("|", ", ")}`],
  [/^Invalid input: expected (".+")$/, (only) => `must be ${only}`],
  [/^Too small: expected \w+ to have >=(\d+) character/, (least) => `must have at least ${count(least, "character")}`],
  [/^Too big: expected \w+ to have <=(\d+) character/, (most) => `must have at most ${count(most, "character")}`],
  [/^Too small: expected \w+ to have >=(\d+) item/, (least) => `must have at least ${count(least, "item")}`],
  [/^Too big: expected \w+ to have <=(\d+) item/, (most) => `must have at most ${count(most, "item")}`],
  [/^Too small: expected \w+ to be >=(.+)$/, (least) => `must be at least ${least}`],
  [/^Too big: expected \w+ to be <=(.+)$/, (most) => `must be at most ${most}`],
];

function inWords(message: string): string {
  for (const [pattern, say] of SENTENCES) {
    const parts = pattern.exec(message)?.slice(1);
    if (parts) return say(...parts);
  }
  return message;
}

function toPath(path: readonly PropertyKey[], root: string): string {
  return path.reduce<string>((out, part) => {
    if (typeof part === "number") return `${out}[${part}]`;
    return out === "" ? String(part) : `${out}.${String(part)}`;
  }, root);
}
