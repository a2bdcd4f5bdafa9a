import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const PAGES = globSync(["*.md", "docs/**/*.md", "templates/*/README.md"]);

/** What a page points to: relative links, and paths of this repository that are named as code. */
function pointers(page: string): string[] {
  const text = readFileSync(page, "utf8").replace(/^```[\s\S]*?^```/gm, "");
  const links = [...text.matchAll(/\]\(([^)#\s]+)/g)].map(([, link]) => link as string);
  const named = [...text.matchAll(/`((?:src|test|scripts|examples)\/[\w./-]+)`/g)].map(([, path]) => path as string);
  return [...links.filter((link) => !/^\w+:/.test(link)).map((link) => join(dirname(page), link)), ...named];
}

describe("the documents", () => {
  it("are there", () => {
    expect(PAGES).toEqual(expect.arrayContaining(["README.md", join("docs", "architecture.md")]));
  });

  it.each(PAGES)("%s points only to what is there", (page) => {
    expect(pointers(page).filter((path) => !existsSync(path))).toEqual([]);
  });
});
