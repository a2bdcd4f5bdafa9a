import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const KB = 1024;

/** How much script each page may load before it works, in bytes as gzip makes them. */
const BUDGETS: Readonly<Record<string, number>> = { "desk.html": 150 * KB, "console.html": 350 * KB };

/** Compares what each page loads at first with its budget. Throws when one is over it. */
export function checkBudgets(folder: string): void {
  for (const [page, budget] of Object.entries(BUDGETS)) {
    const size = measurePage(folder, page);
    const text = `${page} loads ${Math.ceil(size / KB)} kB of script at first, as gzip makes it`;
    if (size > budget)
      throw new Error(`${text}; its budget is ${budget / KB} kB: load what is not needed at once by import()`);
    console.log(text);
  }
}

function measurePage(folder: string, page: string): number {
  const html = readFileSync(join(folder, page), "utf8");
  const scripts = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file as string);
  const seen = new Set<string>();
  const visit = (file: string): number => {
    if (seen.has(file)) return 0;
    seen.add(file);
    const text = readFileSync(join(folder, file), "utf8");
    const imported = [...text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)].map(([, name]) => `assets/${name}`);
    return gzipSync(text).length + imported.reduce((sum, one) => sum + visit(one), 0);
  };
  return scripts.reduce((sum, file) => sum + visit(file), 0);
}
