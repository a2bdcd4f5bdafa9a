import { runCycles } from "./pipeline/cycles.ts";
import { runEvents } from "./pipeline/events.ts";
import { runFlat } from "./pipeline/flat.ts";
import type { Pace, Part } from "./pipeline/measure.ts";
import { runMemory } from "./pipeline/memory.ts";
import { readOptions, USAGE } from "./pipeline/options.ts";
import { runPopup } from "./pipeline/popup.ts";
import { toJson, toText } from "./pipeline/report.ts";
import { runScreens } from "./pipeline/screens.ts";

/** Speed of the whole engine: `npm run bench:pipeline`, with `--json` for machines. Exits with 1 when a goal is missed. */

const PARTS: Readonly<Record<string, (pace: Pace) => Promise<Part>>> = {
  events: runEvents,
  cycles: runCycles,
  popup: runPopup,
  memory: runMemory,
  flat: runFlat,
  agents: runScreens,
};

async function main(args: readonly string[]): Promise<number> {
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions(args, Object.keys(PARTS));
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    return 2;
  }
  const found: Part[] = [];
  for (const [name, run] of Object.entries(PARTS)) {
    if (!options.only.includes(name)) continue;
    const part = await run(options.pace);
    found.push(part);
    if (!options.json) console.log(toText(part));
  }
  if (options.json) console.log(toJson(found));
  return found.every((part) => part.goals.every((goal) => goal.met)) ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
