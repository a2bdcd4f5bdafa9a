/** Kills a server under load again and again while its helpdesk misbehaves, and counts what was lost or doubled. */

import { isGood } from "./chaos/judge.ts";
import { readArguments, USAGE } from "./chaos/options.ts";
import { toJson, toTable } from "./chaos/report.ts";
import { runChaos } from "./chaos/run-chaos.ts";

async function main(args: readonly string[]): Promise<number> {
  if (args.includes("--help")) {
    console.log(USAGE);
    return 0;
  }
  let wanted: ReturnType<typeof readArguments>;
  try {
    wanted = readArguments(args, Date.now() % 2 ** 32);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    return 2;
  }
  const { json, seed } = wanted;
  const startedAt = Date.now();
  const tell = (line: string) => {
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(0).padStart(5);
    (json ? console.error : console.log)(`${seconds} s  ${line}`);
  };
  const result = await runChaos({ ...wanted, tell });
  console.log(json ? JSON.stringify(toJson(result, seed)) : `\n${toTable(result, seed)}`);
  return isGood(result.verdict) ? 0 : 1;
}

// Said outright, since the package that runs PostgreSQL would have the last word otherwise.
process.exit(await main(process.argv.slice(2)));
