/**
 * Writes the reference pages from the code. With --check it changes nothing and fails when a page is not current.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { PAGES } from "./docs/pages.ts";

const check = process.argv.includes("--check");
const folder = "docs/reference";
mkdirSync(folder, { recursive: true });
let stale = 0;
for (const { file, render } of PAGES) {
  const path = `${folder}/${file}`;
  const page = `<!-- Made from the code by npm run docs; changes belong there. -->\n\n${(await render()).trimEnd()}\n`;
  const wanted = format(path, page);
  let found = "";
  try {
    found = readFileSync(path, "utf8");
  } catch {
    // A page that is not there yet is not current either.
  }
  if (found === wanted) continue;
  if (check) {
    console.error(`${path} is not current; run npm run docs`);
    stale++;
  } else {
    writeFileSync(path, wanted);
    console.log(`wrote ${path}`);
  }
}
if (stale > 0) process.exitCode = 1;

/** Formats a page as the check of formats wants it, or the two would undo each other's work. */
function format(path: string, page: string): string {
  const args = ["node_modules/@biomejs/biome/bin/biome", "format", `--stdin-file-path=${path}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { input: page, encoding: "utf8" });
  if (status !== 0) throw new Error(`${path} cannot be formatted: ${stderr}`);
  return stdout;
}
