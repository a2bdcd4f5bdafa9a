import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { basename, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { getBuiltFolder } from "../pipeline/built.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/**
 * Runs a file of this folder, without its types as when Deskbell is installed, in a process of its own, so that the memory is its own too.
 * Resolves with the JSON that it writes; throws when it fails.
 */
export async function runAlone<T>(source: URL, given: unknown): Promise<T> {
  const name = basename(source.pathname, ".ts");
  const folder = join(getBuiltFolder(), "bench/matching");
  copyWithoutTypes(folder);
  const options = process.env.BENCH_NODE_OPTIONS?.split(" ").filter(Boolean) ?? [];
  const child = spawn(process.execPath, [...options, join(folder, `${name}.js`), JSON.stringify(given)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const end = () => child.kill();
  process.once("exit", end);
  const exited = once(child, "exit");
  const written = await text(child.stdout);
  const [code, signal] = await exited;
  process.off("exit", end);
  if (code !== 0) throw new Error(`${name} ended with ${signal ?? `code ${code}`}`);
  return JSON.parse(written) as T;
}

function copyWithoutTypes(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(HERE)) {
    const code = stripTypeScriptTypes(readFileSync(join(HERE, name), "utf8"));
    const file = join(folder, `${basename(name, ".ts")}.js`);
    writeFileSync(file, code.replace(/((?:from|import) *\(?")(\.[^"\n]*)\.ts"/g, '$1$2.js"'));
  }
}

/** What {@link runAlone} was given, on the other side. */
export function readGiven<T>(): T {
  return JSON.parse(process.argv[2] as string) as T;
}
