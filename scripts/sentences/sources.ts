import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { collectSentences } from "./collect.ts";

/** Sources whose sentences no page shows. Whoever adds one here says where they are read instead. */
const ELSEWHERE: readonly (readonly [files: RegExp, readers: string])[] = [
  [/\.test\.ts$|\.test\.data\.ts$|\.cases\.ts$|\/samples\//, "tests"],
  [/^cli\/|^store\/backup\/|\/(read-stream|read-file)\.ts$|^base\/diagnostic\.ts$/, "the command line"],
  [/^server\/(config\/|data-folder|key-check|start|first-token|package-info|log)/, "whoever starts the server"],
  [/^store\/(migrations\/|(postgres|sqlite)\/(migrate|lock))/, "whoever starts the server"],
  [/^template\/codes\.ts$|^api\/(openapi|scopes)\.ts$/, "the reference"],
  [/^pipeline\/(worker|inbox|housekeeping)\.ts$/, "the log"],
  [/\/simulator\/|\/presets\//, "nobody: they stand for a PBX"],
  [
    /^pipeline\/studio\/draft\.ts$|^domain\/default-settings\.ts$|^features\/settings\.ts$/,
    "whoever writes a template: they are its beginning",
  ],
  [
    /^gjson\/bulk\/|zone-names\.ts$|^store\/(change-columns|signals|operations\/(seals|call-list|calls|dead-letters|phonebooks)|postgres\/transaction)\.ts$/,
    "machines",
  ],
  [
    /^api\/(integrations\/answer-page|recordings\/problem-page)\.ts$/,
    "readers of pages that the server writes, in both languages",
  ],
];

/** Every sentence that the server can say on a page, with the files that say it. */
export function readSentences(root: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const files = globSync("**/*.ts", { cwd: root }).map((file) => file.replaceAll("\\", "/"));
  for (const file of files.sort()) {
    if (ELSEWHERE.some(([pattern]) => pattern.test(file))) continue;
    const source = readFileSync(join(root, file), "utf8");
    for (const sentence of [...collectSentences(source), ...notesOf(source)]) {
      found.set(sentence, [...(found.get(sentence) ?? []), file]);
    }
  }
  return found;
}

/** What statements write down beside a delivery. */
function notesOf(source: string): string[] {
  return [...source.matchAll(/\bnote = '([a-z ]+)'/g)].map(([, note]) => note as string);
}
