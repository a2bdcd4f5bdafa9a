import { runLookUps } from "./matching/look-ups.ts";
import { type Options, readOptions, USAGE } from "./matching/options.ts";
import { runSynchronisation } from "./matching/synchronise.ts";
import type { Part } from "./pipeline/measure.ts";
import { toJson, toText } from "./pipeline/report.ts";

/** Speed of the phonebook: `npm run bench:matching`, with `--json` for machines. Exits with 1 when a goal is missed. */

async function main(args: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = readOptions(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    return 2;
  }
  const found: Part[] = [];
  for (const run of [runLookUps, runSynchronisation]) {
    const part = await run(options.amounts);
    found.push(part);
    if (!options.json) console.log(toText(part));
  }
  if (options.json) console.log(toJson(found));
  return found.every((part) => part.goals.every((goal) => goal.met)) ? 0 : 1;
}

// An exit of our own, so that the file of a run that is broken off is removed, and its process ended.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));
process.exitCode = await main(process.argv.slice(2));
