import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterAll, expect, it } from "vitest";

const WRITER = fileURLToPath(new URL("support/store-writer.ts", import.meta.url));
const ROUNDS = 8;
const EVENTS_PER_WRITE = 3;

const folder = mkdtempSync(join(tmpdir(), "deskbell-kill-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lets a process write from number `first` on and kills it after `ms` milliseconds of writing; gives the acknowledged numbers. */
function writeUntilKilled(file: string, first: number, ms: number): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const args = [WRITER, file, String(first), String(EVENTS_PER_WRITE)];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    let printed = "";
    let complaints = "";
    let killer: NodeJS.Timeout | undefined;
    child.stderr.on("data", (chunk) => {
      complaints += chunk;
    });
    child.stdout.on("data", (chunk) => {
      printed += chunk;
      killer ??= setTimeout(() => child.kill("SIGKILL"), ms);
    });
    child.on("close", (code, signal) => {
      clearTimeout(killer);
      if (signal !== "SIGKILL") return reject(new Error(`the writer ended by itself (${code}): ${complaints}`));
      // A number that the kill cut in two has no end of line: it was not acknowledged to anybody.
      resolve(
        printed
          .slice(0, printed.lastIndexOf("\n") + 1)
          .split("\n")
          .filter(Boolean)
          .map(Number),
      );
    });
  });
}

it("a store that is killed in the middle of writing has all that it acknowledged, and nothing by halves", async () => {
  const file = join(folder, "deskbell.sqlite");
  const acknowledged: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const written = await writeUntilKilled(file, round * 1_000_000, 20 + Math.random() * 300);
    expect(written.length).toBeGreaterThan(0);
    acknowledged.push(...written);

    const db = new Database(file);
    expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
    expect(db.pragma("foreign_key_check")).toEqual([]);
    const stored = db
      .prepare("SELECT substr(key, 1, instr(key, '-') - 1) AS number, count(*) AS events FROM events GROUP BY 1")
      .all() as { number: string; events: number }[];
    const announced = db.prepare("SELECT json_extract(body, '$.integrationId') FROM changes").pluck().all() as string[];
    db.close();

    const numbers = new Set(stored.map(({ number }) => Number(number)));
    expect(acknowledged.filter((number) => !numbers.has(number))).toEqual([]);
    expect(stored.filter(({ events }) => events !== EVENTS_PER_WRITE)).toEqual([]);
    expect(new Set(announced.map(Number))).toEqual(numbers);
  }
}, 60_000);
