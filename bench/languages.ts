import { runGjsonBench } from "./languages/gjson.ts";
import type { BenchResult, Goal, Row } from "./languages/measure.ts";
import { runTemplateBench } from "./languages/templates.ts";

/** Speed of the two languages: `npm run bench:languages`, with `--json` for machines. Exits with 1 when a goal is missed. */

type Part = Pick<BenchResult, "rows" | "goals"> & { readonly notes?: readonly string[] };

function toTable(rows: readonly Row[]): string {
  const lines: string[][] = [["what", "op", "deskbell"]];
  for (const { name, op, ns, others } of rows) {
    const compared = Object.entries(others).map(
      ([other, time]) => `${other} ${nanoseconds(time)} (${(time / ns).toFixed(2)}x)`,
    );
    lines.push([name, op, nanoseconds(ns), ...compared]);
  }
  const widths = lines.reduce<number[]>((all, line) => {
    return line.map((cell, i) => Math.max(all[i] ?? 0, cell.length)).concat(all.slice(line.length));
  }, []);
  return lines
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function nanoseconds(time: number): string {
  if (time < 10_000) return `${Math.round(time)} ns`;
  return time < 10_000_000 ? `${(time / 1000).toFixed(1)} us` : `${(time / 1e6).toFixed(1)} ms`;
}

function toGoalLine({ name, wanted, found, met }: Goal): string {
  return `${met ? "met   " : "MISSED"}  ${name}: ${wanted}; found ${found}`;
}

async function main(asJson: boolean): Promise<void> {
  const parts: readonly Part[] = [runTemplateBench(), await runGjsonBench()];
  const rows = parts.flatMap((part) => part.rows);
  const goals = parts.flatMap((part) => part.goals);
  const notes = parts.flatMap((part) => part.notes ?? []);
  const met = goals.every((goal) => goal.met);
  if (asJson) {
    console.log(JSON.stringify({ goals_met: met, goals, rows, notes }, null, 2));
  } else {
    console.log(toTable(rows));
    console.log("\n(x: how many times our time the other one took; above 1 we are faster)\n");
    for (const goal of goals) console.log(toGoalLine(goal));
    for (const note of notes) console.log(`note: ${note}`);
    console.log(met ? "all goals met" : "not all goals met");
  }
  process.exitCode = met ? 0 : 1;
}

await main(process.argv.includes("--json"));
