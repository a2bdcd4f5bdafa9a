import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative, sep } from "node:path";

export interface Import {
  /** Path of the importing file from the source folder, such as `pipeline/flow.ts`. */
  readonly from: string;
  readonly specifier: string;
  /** The imported file from the source folder; absent for packages and Node's own modules. */
  readonly to?: string;
}

const IMPORTS =
  /(?:^|[\s;}])(?:import|export)\s+(?:type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/g;

/** Every import of the sources below a folder: static, dynamic, type-only and re-exported. Tests are left out. */
export function readImports(folder: string): Import[] {
  return listSources(folder).flatMap((file) => findImports(readFileSync(file, "utf8"), toUnix(relative(folder, file))));
}

export function findImports(text: string, from: string): Import[] {
  const withoutComments = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  return [...withoutComments.matchAll(IMPORTS)].map(([, first, second]) => {
    const specifier = (first ?? second) as string;
    return specifier.startsWith(".")
      ? { from, specifier, to: toUnix(normalize(join(dirname(from), specifier))) }
      : { from, specifier };
  });
}

/**
 * What `findImports` overlooks in a text, told by simpler means: formatted code has each import at the start of a line, so this
 * needs no understanding of comments. An import whose name is computed cannot be checked and counts as overlooked.
 */
export function findUnseenImports(text: string, from: string): string[] {
  const seen = new Set(findImports(text, from).map(({ specifier }) => specifier));
  const written = [...text.matchAll(/^(?:import|export|\}).* from "([^"]+)";$|\bimport\("([^"]+)"\)/gm)]
    .map(([, first, second]) => (first ?? second) as string)
    .filter((specifier) => !seen.has(specifier));
  const isComputed = /\bimport\((?!")|\brequire\(|\bcreateRequire\b|\bgetBuiltinModule\b/.test(text);
  return [...written, ...(isComputed ? ["a computed import"] : [])].map((what) => `${from}: ${what}`);
}

export function listSources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return listSources(path);
    return /\.ts$/.test(name) && !/\.test(\.data)?\.ts$/.test(name) ? [path] : [];
  });
}

function toUnix(path: string): string {
  return path.split(sep).join("/");
}
