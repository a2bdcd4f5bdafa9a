import { parseArgs } from "node:util";
import type { Pace } from "./measure.ts";

export interface Options {
  readonly json: boolean;
  /** Which parts to run. */
  readonly only: readonly string[];
  readonly pace: Pace;
  /** A script that starts, measures and stops Node-RED, or the address of its flow. */
  readonly nodeRed: string | undefined;
}

export const USAGE = `usage: node bench/pipeline.ts [--json] [--quick | --brief] [--only PART,PART] [--node-red SCRIPT_OR_URL]
  --quick     less than a minute; the store is filled to 100,000 calls instead of a million
  --brief     a few seconds, to see that it runs; its figures mean nothing
  --node-red  a script that takes "start" and "stop" and prints the address of its flow when it has started, or that address
  BENCH_NODE_OPTIONS in the environment: options of Node for the measured processes, such as --cpu-prof --cpu-prof-dir=DIR`;

/** Reads the command line. Throws an Error that says what is wrong with it. */
export function readOptions(args: readonly string[], parts: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      brief: { type: "boolean", default: false },
      only: { type: "string" },
      "node-red": { type: "string" },
    },
  });
  const only = values.only?.split(",") ?? parts;
  const unknown = only.find((one) => !parts.includes(one));
  if (unknown !== undefined) throw new Error(`--only ${unknown}: there is no such part; there are ${parts.join(", ")}`);
  return { json: values.json, only, pace: toPace(values.quick, values.brief), nodeRed: values["node-red"] };
}

function toPace(quick: boolean, brief: boolean): Pace {
  if (brief) return { scale: 0.1, rounds: 1, maxCalls: 1000 };
  return quick ? { scale: 0.3, rounds: 2, maxCalls: 100_000 } : { scale: 1, rounds: 3, maxCalls: 1_000_000 };
}
