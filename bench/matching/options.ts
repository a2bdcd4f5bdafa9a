import { parseArgs } from "node:util";

/** How much is measured. */
export interface Amounts {
  /** Contacts in the phonebook in which numbers are looked up. */
  readonly contacts: number;
  readonly lookUps: number;
  /** Contacts of the full synchronisation. */
  readonly synchronised: number;
  /** After so many seconds the rest is not loaded and the goal is missed. */
  readonly limitSeconds: number;
}

export interface Options {
  readonly json: boolean;
  readonly amounts: Amounts;
}

export const USAGE = `usage: node bench/matching.ts [--json] [--quick | --brief]
  --quick  20,000 contacts instead of 500,000
  --brief  a few seconds, to see that it runs; its figures mean nothing
  BENCH_NODE_OPTIONS in the environment: options of Node for the measured processes, such as --cpu-prof --cpu-prof-dir=DIR`;

const WHOLE: Amounts = { contacts: 500_000, lookUps: 10_000, synchronised: 200_000, limitSeconds: 300 };
const QUICK: Amounts = { contacts: 20_000, lookUps: 10_000, synchronised: 20_000, limitSeconds: 30 };
const BRIEF: Amounts = { contacts: 500, lookUps: 200, synchronised: 500, limitSeconds: 10 };

/** Reads the command line. Throws an Error that says what is wrong with it. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      brief: { type: "boolean", default: false },
    },
  });
  return { json: values.json, amounts: values.brief ? BRIEF : values.quick ? QUICK : WHOLE };
}
