import { existsSync, readFileSync } from "node:fs";

/** The three templates of the benchmark, in the order in which they are shown. */
export const NAMES = ["small-url", "call-journal", "range-100"] as const;
export type Name = (typeof NAMES)[number];

export interface Input {
  readonly source: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** What Go renders, where that is recorded. */
  readonly want: string | undefined;
}

/** Go's recorded time for one operation, in nanoseconds. */
export interface GoTimes {
  readonly render: number;
  readonly parse: number;
}

const SHARED = new URL("../../../shared/bench/", import.meta.url);
const OWN = new URL("../data/", import.meta.url);

/** Are the inputs those beside the repository, for which Go's answers are recorded? */
export function hasSharedInputs(): boolean {
  return existsSync(SHARED);
}

export function readInput(name: Name): Input {
  const own = { source: text(OWN, `${name}.tmpl`), data: name === "range-100" ? manyItems() : json(OWN, "call.json") };
  if (!hasSharedInputs()) return { ...own, want: undefined };
  return {
    source: text(SHARED, `${name}.tmpl`),
    data: json(SHARED, `${name}.data.json`),
    want: text(SHARED, `${name}.want.txt`),
  };
}

function text(folder: URL, file: string): string {
  return readFileSync(new URL(file, folder), "utf8");
}

function json(folder: URL, file: string): Record<string, unknown> {
  return JSON.parse(text(folder, file)) as Record<string, unknown>;
}

function manyItems(): Record<string, unknown> {
  const items = Array.from({ length: 100 }, (_, i) => {
    return { id: 2_000_000 + 41 * i, name: `Contact ${i}`, vip: i % 9 === 0, calls: i % 13 };
  });
  return { items };
}

/** What Go 1.23 took on the machine where the shared figures were recorded, else on that of this file's last edit. */
const RECORDED: Readonly<Record<Name, GoTimes>> = {
  "small-url": { render: 3306, parse: 7809 },
  "call-journal": { render: 11218, parse: 27393 },
  "range-100": { render: 224993, parse: 13997 },
};

export function recordedGoTimes(name: Name): GoTimes {
  return RECORDED[name];
}
