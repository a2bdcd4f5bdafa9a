import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeRule } from "./new-rule.ts";

const RULES = fileURLToPath(new URL("../src/template/rules", import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rules-"));
  cpSync(RULES, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a new lint rule", () => {
  it("gets its file and its test, and stands in the index; nothing else changes", () => {
    const before = readFileSync(join(folder, "index.ts"), "utf8");
    writeRule(folder, "url-too-long");
    expect(readFileSync(join(folder, "url-too-long.ts"), "utf8")).toContain(
      'export const urlTooLong: Rule = {\n  code: "url-too-long"',
    );
    expect(readFileSync(join(folder, "url-too-long.test.ts"), "utf8")).toContain('from "./url-too-long.ts"');
    const lines = readFileSync(join(folder, "index.ts"), "utf8").split("\n");
    const added = lines.filter((line) => line.includes("urlTooLong"));
    expect(added).toEqual(['import { urlTooLong } from "./url-too-long.ts";', "  urlTooLong,"]);
    expect(lines.filter((line) => !line.includes("urlTooLong")).join("\n")).toBe(before);
  });

  it.each(["url", "Url-Long", "../x-y", ""])("is refused when its code is %j", (code) => {
    expect(() => writeRule(folder, code)).toThrow(/no code of a lint rule/);
    expect(readdirSync(folder)).toHaveLength(readdirSync(RULES).length);
  });

  it("never replaces one that is there", () => {
    expect(() => writeRule(folder, "http-url")).toThrow(/already/);
  });
});
