import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";

const FOLDER = import.meta.dirname;
const AREAS = globSync("words/en/*.json", { cwd: FOLDER }).map((file) => basename(file, ".json"));
/** What is the same in every language: a name, or signs only. */
const SAME = /^[^\p{L}]*(?:(?:Deskbell|PBX|API|XML|JSON|OAuth2|URL|GJSON|CSV|CDR)[^\p{L}]*)*$/u;

/** The words of an area, flat: `direction.inbound`. */
function readWords(language: string, area: string): Map<string, string> {
  const words = new Map<string, string>();
  const visit = (value: unknown, key: string): void => {
    if (typeof value === "string") words.set(key, value);
    else for (const [name, inner] of Object.entries(value as object)) visit(inner, key ? `${key}.${name}` : name);
  };
  visit(JSON.parse(readFileSync(join(FOLDER, "words", language, `${area}.json`), "utf8")), "");
  return words;
}

// Thai has one form for every number, so only `_other` stands for its plurals.
const withoutPlural = (key: string) => key.replace(/_(one|other)$/, "");
const keysOf = (language: string, area: string) => [
  ...new Set([...readWords(language, area).keys()].map(withoutPlural)),
];

describe.each(AREAS)("the words of %s", (area) => {
  it("are the same in both languages", () => {
    expect(keysOf("th", area).sort()).toEqual(keysOf("en", area).sort());
  });

  it("are Thai where they should be", () => {
    const foreign = [...readWords("th", area)].filter(
      ([, text]) => !/\p{Script=Thai}/u.test(text) && !SAME.test(text.replace(/\{\{\w+\}\}/g, "")),
    );
    expect(foreign).toEqual([]);
  });

  it("have the same places for values", () => {
    const en = readWords("en", area);
    const placesOf = (text = "") => [...new Set(text.match(/\{\{\w+\}\}/g))].sort().join();
    for (const [key, text] of readWords("th", area))
      expect([key, placesOf(text)]).toEqual([key, placesOf(en.get(key))]);
  });
});

describe("the pages", () => {
  const sources = globSync("{console,desk,shared}/**/*.{ts,tsx}", { cwd: FOLDER })
    .filter((file) => !file.endsWith(".test.ts"))
    .map((file) => readFileSync(join(FOLDER, file), "utf8"))
    .join("\n")
    // What may be done is named in the same way.
    .replace(/needs: "[\w:-]+"|useMay\("[\w:-]+"\)/g, "");
  /** Keys as the pages write them; one that ends at a place (`calls:state.${state}`) stands for all that begin so. */
  const used = new Set(
    [...sources.matchAll(/["'`]([a-z]\w*:[\w.-]+)(?:\$\{|["'`])/gi)].map(([, key]) => key as string),
  );
  const known = new Set(AREAS.flatMap((area) => keysOf("en", area).map((key) => `${area}:${key}`)));

  it("use no word that is not there", () => {
    const areas = new Set(AREAS);
    const missing = [...used].filter(
      (key) => areas.has(key.split(":")[0] ?? "") && !known.has(key) && ![...known].some((one) => one.startsWith(key)),
    );
    expect(missing).toEqual([]);
  });

  it("leave no word unused", () => {
    const beginnings = [...used].filter((key) => key.endsWith("."));
    expect([...known].filter((key) => !used.has(key) && !beginnings.some((start) => key.startsWith(start)))).toEqual(
      [],
    );
  });
});
