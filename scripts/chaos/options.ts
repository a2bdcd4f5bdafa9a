import { parseArgs } from "node:util";

export interface ChaosArguments {
  readonly kills: number;
  readonly seed: number;
  readonly secondsPerLife: readonly [number, number];
  readonly store: "sqlite" | "postgres";
  readonly nodes: number;
  readonly json: boolean;
  readonly keep: boolean;
}

export const USAGE = `Usage: npm run chaos -- [--kills N] [--seed S] [--seconds-per-life LEAST-MOST]
                        [--store sqlite|postgres] [--nodes K] [--json] [--keep]

Kills a server under load N times (default 20) while its helpdesk misbehaves, and counts what was lost or doubled.

  --kills N                    how often
  --seed S                     repeats the weather and the calls of an earlier run; moments still differ
  --seconds-per-life A-B       seconds under load before each kill (default 0.2-1.5)
  --store postgres             on a real PostgreSQL of its own instead of SQLite
  --nodes K                    so many servers on one PostgreSQL (default 1), of which any is killed
  --json                       one JSON object on standard output, progress on standard error
  --keep                       leaves data and logs, and says where`;

/** Reads the command line. Throws an Error with a sentence for people. */
export function readArguments(args: readonly string[], randomSeed: number): ChaosArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kills: { type: "string", default: "20" },
      seed: { type: "string", default: String(randomSeed) },
      "seconds-per-life": { type: "string", default: "0.2-1.5" },
      store: { type: "string", default: "sqlite" },
      nodes: { type: "string", default: "1" },
      json: { type: "boolean", default: false },
      keep: { type: "boolean", default: false },
    },
  });
  const store = readStore(values.store);
  const nodes = readCount("nodes", values.nodes, 1, 8);
  if (nodes > 1 && store === "sqlite")
    throw new Error(`--nodes ${nodes} needs --store postgres: one SQLite file has one server`);
  return {
    store,
    nodes,
    kills: readCount("kills", values.kills, 1, 100_000),
    seed: readCount("seed", values.seed, 0, 2 ** 32 - 1),
    secondsPerLife: readRange("seconds-per-life", values["seconds-per-life"]),
    json: values.json,
    keep: values.keep,
  };
}

function readCount(name: string, text: string, least: number, most: number): number {
  const count = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (count >= least && count <= most) return count;
  throw new Error(`--${name} is "${text}"; give a whole number from ${least} to ${most}`);
}

function readStore(text: string): "sqlite" | "postgres" {
  if (text === "sqlite" || text === "postgres") return text;
  throw new Error(`--store is "${text}"; give sqlite or postgres`);
}

function readRange(name: string, text: string): readonly [number, number] {
  const [, low, high] = /^(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?$/.exec(text) ?? [];
  const range = [Number(low), Number(high ?? low)] as const;
  if (range[0] >= 0 && range[1] >= range[0] && range[1] <= 600) return range;
  throw new Error(`--${name} is "${text}"; give seconds such as 1.5, or least and most such as 0.2-1.5, up to 600`);
}
