import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
let built: string | undefined;

/**
 * The program and this folder as JavaScript, as they are when Deskbell is installed: what takes the types away at the start would
 * otherwise be measured as part of the server's memory. Made once, from the sources as they are now; removed at the end.
 */
export function getBuiltFolder(): string {
  if (built !== undefined) return built;
  const folder = mkdtempSync(join(tmpdir(), "deskbell-built-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const part of ["src", "bench/pipeline"]) copyWithoutTypes(part, folder);
  copyFileSync(join(root, "package.json"), join(folder, "package.json"));
  for (const linked of ["node_modules", "web", "templates"]) {
    symlinkSync(join(root, linked), join(folder, linked), "junction");
  }
  built = folder;
  return folder;
}

function copyWithoutTypes(part: string, folder: string): void {
  for (const name of readdirSync(join(root, part), { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".ts") || /\.test\.(data\.)?ts$/.test(name)) continue;
    const file = join(folder, part, name.replace(/\.ts$/, ".js"));
    mkdirSync(dirname(file), { recursive: true });
    const code = stripTypeScriptTypes(readFileSync(join(root, part, name), "utf8"));
    writeFileSync(file, code.replace(/((?:from|import) *\(?")(\.[^"\n]*)\.ts"/g, '$1$2.js"'));
  }
}
