import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CaseRunner } from "./vectors/case-runner.ts";
import { runGjsonCase } from "./vectors/gjson.ts";
import { runTemplateCase } from "./vectors/template.ts";
import { runTimeCase } from "./vectors/time.ts";
import { runUrlCase } from "./vectors/url.ts";

/** Runs recorded answers of the real Go implementations: `npm run vectors -- FOLDER…`, each with files of cases (*.json). */

type Case = Record<string, unknown>;

interface Tally {
  passed: number;
  failed: number;
  /** Cases that count neither way, by the reason. */
  readonly uncounted: Map<string, number>;
}

/** Which runner a file's cases are for, by the fields that they have. */
const RUNNERS: readonly (readonly [fields: readonly string[], run: CaseRunner])[] = [
  [["template", "data"], runTemplateCase],
  [["unix", "layout"], runTimeCase],
  [["query_escape"], runUrlCase],
  [["json", "path"], runGjsonCase],
];

/** Before time zones were standard, local time hangs on how the zone database was packaged. */
function isUncounted(testCase: Case): string | undefined {
  return "unix" in testCase && testCase.group === "old" ? 'group "old" of the times' : undefined;
}

function runFile(file: string, tally: Tally): void {
  const cases = readCases(file);
  const run = findRunner(cases);
  if (run === undefined) throw new Error("no known form of cases: nothing to recognise them by");
  for (const [index, testCase] of cases.entries()) {
    const problem = runCase(run, testCase);
    const reason = isUncounted(testCase);
    if (reason !== undefined) {
      const key = `${reason}, ${problem === undefined ? "as recorded" : "otherwise than recorded"}`;
      tally.uncounted.set(key, (tally.uncounted.get(key) ?? 0) + 1);
    } else if (problem === undefined) {
      tally.passed++;
    } else {
      tally.failed++;
      console.log(`FAILED ${file} ${String(testCase.name ?? testCase.group ?? "")}#${index + 1}: ${problem}`);
    }
  }
}

function readCases(file: string): readonly Case[] {
  const cases: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!Array.isArray(cases) || cases.length === 0) throw new Error("not an array of cases");
  return cases as Case[];
}

function findRunner(cases: readonly Case[]): CaseRunner | undefined {
  const fits = (fields: readonly string[]) => cases.every((one) => fields.every((field) => Object.hasOwn(one, field)));
  return RUNNERS.find(([fields]) => fits(fields))?.[1];
}

function runCase(run: CaseRunner, testCase: Case): string | undefined {
  try {
    return run(testCase);
  } catch (error) {
    return `threw ${error instanceof Error ? error.stack : String(error)}`;
  }
}

function main(folders: readonly string[]): number {
  if (folders.length === 0) {
    console.error("usage: npm run vectors -- FOLDER…\nEach FOLDER holds files of cases, as JSON arrays.");
    return 2;
  }
  const tally: Tally = { passed: 0, failed: 0, uncounted: new Map() };
  let broken = false;
  for (const folder of folders) {
    try {
      const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
      if (files.length === 0) throw new Error("no vector files (*.json) in it");
      for (const name of files.sort()) {
        try {
          runFile(join(folder, name), tally);
        } catch (error) {
          broken = true;
          console.log(`UNREADABLE ${join(folder, name)}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
    } catch (error) {
      broken = true;
      console.log(`UNREADABLE ${folder}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  for (const [reason, count] of tally.uncounted) console.log(`not counted: ${count} of ${reason}`);
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  return broken || tally.failed > 0 ? 1 : 0;
}

process.exitCode = main(process.argv.slice(2));
