import { runCycles } from "./pipeline/cycles.ts";
import { runEvents } from "./pipeline/events.ts";
import { runFlat } from "./pipeline/flat.ts";
import type { Pace, Part } from "./pipeline/measure.ts";
import { runMemory } from "./pipeline/memory.ts";
import { runNodeRed } from "./pipeline/node-red.ts";
import { type Options, readOptions, USAGE } from "./pipeline/options.ts";
import { runPopup } from "./pipeline/popup.ts";
import { toJson, toText } from "./pipeline/report.ts";
import { runScreens } from "./pipeline/screens.ts";

/** Speed of the whole engine: `npm run bench:pipeline`, with `--json` for machines. Exits with 1 when a goal is missed. */

const PARTS: Readonly<Record<string, (pace: Pace, nodeRed: string | undefined) => Promise<Part>>> = {
  events: runEvents,
  cycles: runCycles,
  popup: runPopup,
  memory: runMemory,
  agents: runScreens,
  node_red: runNodeRed,
  // Last, since it fills the disk's cache with a store of gigabytes.
  flat: runFlat,
};

async function main(args: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = readOptions(args, Object.keys(PARTS));
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    return 2;
  }
  const found: Part[] = [];
  for (const [name, run] of Object.entries(PARTS)) {
    if (!options.only.includes(name)) continue;
    const startedAt = performance.now();
    const { figures, ...rest } = await run(options.pace, options.nodeRed);
    const part = { ...rest, figures: { ...figures, took_s: (performance.now() - startedAt) / 1000 } };
    found.push(part);
    if (!options.json) console.log(toText(part));
  }
  if (options.json) console.log(toJson(found));
  return found.every((part) => part.goals.every((goal) => goal.met)) ? 0 : 1;
}

// An exit of our own, so that the gigabytes of a run that is broken off are removed; the other processes end with this one.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));
process.exitCode = await main(process.argv.slice(2));
