/**
 * Writes the reference pages from the code. With --check it changes nothing and fails when a page is not current.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { PAGES } from "./docs/pages.ts";

const check = process.argv.includes("--check");
const folder = "docs/reference";
mkdirSync(folder, { recursive: true });
let stale = 0;
for (const { file, render } of PAGES) {
  const path = `${folder}/${file}`;
  const wanted = `<!-- Made from the code by npm run docs; changes belong there. -->\n\n${(await render()).trimEnd()}\n`;
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
