import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { findCycle, findFaults } from "./architecture/faults.ts";
import { findImports, listSources, readImports } from "./architecture/imports.ts";
import { RULES } from "./architecture/table.ts";

const SOURCE = fileURLToPath(new URL("../src", import.meta.url));

describe("the sources", () => {
  it("import only what the table allows, through the doors", () => {
    const imports = readImports(SOURCE);
    expect(imports.length).toBeGreaterThan(500);
    expect(findFaults(imports, RULES)).toEqual([]);
  });

  it("have no circle of imports that run", () => {
    const running = listSources(SOURCE).flatMap((file) => {
      const text = readFileSync(file, "utf8").replace(/(?:import|export) type [^;]+;/g, "");
      return findImports(text, relative(SOURCE, file));
    });
    expect(findCycle(running)).toBeUndefined();
  });

  it("spell the vendor's variables only where they are made and described", () => {
    const names =
      /\b(Call_From|Call_To|Call_Status|Call_Log_Status|Talk_Duration|Talk_Duration_Sec|StartTimeUnix|Communication_Type)\b/;
    const isAllowed = (path: string) => path === "features/variables.ts" || path.startsWith("template/");
    const found = listSources(SOURCE)
      .map((file) => ({ path: relative(SOURCE, file), text: readFileSync(file, "utf8") }))
      .filter(({ path, text }) => !isAllowed(path) && names.test(code(text)))
      .map(({ path }) => path);
    expect(found).toEqual([]);
  });
});

// Comments and examples of templates may name them; only code may not.
function code(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|`[^`]*`|"(?:[^"\\\n]|\\.)*\{\{.*?"/gm, "");
}

describe("the checks themselves", () => {
  const one = (from: string, text: string) => findFaults(findImports(text, from), RULES);

  it.each([
    ["calls/a.ts", 'import { x } from "../store/index.ts";', "may not: folding only"],
    ["calls/a.ts", 'import type { x } from "../store/index.ts";', "may not: folding only"],
    ["domain/a.ts", 'export * from "../calls/index.ts";', "may not: nouns only"],
    ["pipeline/a.ts", 'import { readFileSync } from "node:fs";', "construct things in server"],
    ["gjson/a.ts", 'import { z } from "zod";', "package zod"],
    ["api/a.ts", 'const x = await import("../cli/main.ts");', "may not: work belongs into pipeline"],
    ["pipeline/a.ts", 'import { x } from "../store/operations/calls.ts";', "past the door"],
    ["base/a.ts", 'import { x } from "../../test/y.ts";', "outside src"],
    ["newfolder/a.ts", 'import { x } from "../base/index.ts";', "has no rule"],
  ])("%s with %s is a fault", (from, text, sentence) => {
    expect(one(from, text).join()).toContain(sentence);
  });

  it("let what the table allows pass", () => {
    expect(one("scenario/a.ts", 'import { x } from "../request/index.ts"; import { y } from "./b.ts";')).toEqual([]);
    expect(one("request/a.ts", 'import { z } from "node:zlib";\nimport { Agent } from "undici";')).toEqual([]);
  });

  it("find a circle", () => {
    const imports = [...findImports('import "./b.ts";', "x/a.ts"), ...findImports('import "./a.ts";', "x/b.ts")];
    expect(findCycle(imports)).toEqual(["x/a.ts", "x/b.ts", "x/a.ts"]);
  });
});
