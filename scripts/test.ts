/** Runs every test and closes with `N passed, N failed` alone on the last line. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPages } from "./pages/build.ts";

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

await buildPages();
const folder = mkdtempSync(join(tmpdir(), "deskbell-test-"));
const file = join(folder, "report.json");
const skips = join(import.meta.dirname, "test", "skips.ts");
const reporters = ["--reporter=default", `--reporter=${skips}`, "--reporter=json", `--outputFile.json=${file}`];
const args = ["run", ...reporters, ...process.argv.slice(2)];
const code = await new Promise<number>((resolve) => {
  spawn("vitest", args, { stdio: ["ignore", "inherit", "inherit"] })
    .on("error", (error) => {
      console.error(`vitest cannot be started (${error.message}); run npm ci first`);
      resolve(1);
    })
    .on("exit", (exit) => resolve(exit ?? 1));
});

let passed = 0;
let failed = 0;
let skipped = 0;
try {
  const report = JSON.parse(readFileSync(file, "utf8")) as Report;
  passed = report.numPassedTests;
  skipped = report.numPendingTests;
  // A file that could not be loaded or prepared has no test that failed, but fails all the same.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((one) => one.status === "failed"),
  );
  failed = report.numFailedTests + broken.length;
} catch {
  failed = 1;
  console.error("the tests ended without a report");
}
rmSync(folder, { recursive: true, force: true });
if (passed === 0) console.error("no test was run");
// A run that vitest calls failed although no test did (a leaked error, a missing report) must not pass for a good one.
if (code !== 0 && failed === 0) failed = 1;
// Apart from the last line, whose form others read; the reasons stand above.
if (skipped > 0) console.log(`\n${skipped} skipped`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
