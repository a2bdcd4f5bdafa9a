import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { XML_CODES } from "../../xml/index.ts";
import { TEMPLATE_CODES } from "../codes.ts";
import { RULES } from "./index.ts";

describe("the lint rules", () => {
  it("stand one in each file, named by its code, and each has its table of tests", () => {
    const files = readdirSync(import.meta.dirname);
    const rules = files.filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== "index.ts");
    expect(RULES.map(({ code }) => `${code}.ts`).toSorted()).toEqual(rules.toSorted());
    for (const { code } of RULES) expect(files).toContain(`${code}.test.ts`);
  });

  it("have codes of their own", () => {
    const codes = [...RULES.map(({ code }) => code), ...Object.keys(TEMPLATE_CODES), ...Object.keys(XML_CODES)];
    expect(new Set(codes).size).toBe(codes.length);
  });

  it("say what, why, wrong and right in their docs", () => {
    for (const { docs } of RULES) {
      for (const sentence of [docs.what, docs.why]) expect(sentence).toMatch(/^[A-Z].*\.$/s);
      expect(docs.wrong).not.toBe("");
      expect(docs.right).not.toBe("");
    }
  });
});
