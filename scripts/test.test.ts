import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "deskbell-closing-line-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FILES = {
  good: 'it("adds", () => expect(1 + 1).toBe(2)); it("is left out", ({ skip }) => skip("no helpdesk here"));',
  bad: 'it("adds wrongly", () => expect(1 + 1).toBe(3));',
  broken: 'throw new Error("cannot be loaded");',
  unprepared: 'beforeAll(() => { throw new Error("no ground"); }); it("stands", () => {});',
  leaking:
    'it("leaks", () => { setTimeout(() => { throw new Error("late"); }); return new Promise((r) => setTimeout(r, 50)); });',
};

/** Runs the test command over these files alone. */
function runOver(...names: readonly (keyof typeof FILES)[]) {
  const root = mkdtempSync(join(folder, "case-"));
  for (const name of names) writeFileSync(join(root, `${name}.test.js`), FILES[name]);
  // As a run of its own: the variables of this one would make it part of it.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST")));
  const args = ["scripts/test.ts", "--root", root, "--globals"];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8", env });
  return { status, stdout, closing: stdout.trimEnd().split("\n").at(-1) };
}

it.each([
  { names: ["good"], status: 0, closing: "1 passed, 0 failed" },
  { names: ["good", "bad"], status: 1, closing: "1 passed, 1 failed" },
  { names: ["good", "broken"], status: 1, closing: "1 passed, 1 failed" },
  { names: ["good", "unprepared"], status: 1, closing: "1 passed, 1 failed" },
  { names: ["bad", "broken", "unprepared"], status: 1, closing: "0 passed, 3 failed" },
  { names: ["good", "leaking"], status: 1, closing: "2 passed, 1 failed" },
  { names: [], status: 1, closing: "0 passed, 1 failed" },
] as const)("the test command closes over $names with $closing", ({ names, status, closing }) => {
  expect(runOver(...names)).toMatchObject({ status, closing });
});

it("the test command says why a test was skipped", () => {
  expect(runOver("good").stdout).toMatch(/^skipped 1 in \S*good\.test\.js: no helpdesk here$/m);
});
