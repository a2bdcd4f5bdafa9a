import { readdirSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { findCycle, findFaults } from "./architecture/faults.ts";
import { findImports, findUnseenImports, listSources, readImports } from "./architecture/imports.ts";
import { RULES } from "./architecture/table.ts";
import { findWordFaults } from "./architecture/words.ts";

const SOURCE = fileURLToPath(new URL("../src", import.meta.url));

describe("the sources", () => {
  it("import only what the table allows, through the doors", () => {
    const imports = readImports(SOURCE);
    expect(imports.length).toBeGreaterThan(500);
    expect(findFaults(imports, RULES)).toEqual([]);
  });

  it("have no circle of imports that run", () => {
    const running = sources().flatMap(({ path, text }) =>
      findImports(text.replace(/(?:import|export) type [^;]+;/g, ""), path),
    );
    expect(findCycle(running)).toBeUndefined();
  });

  it.each(["asterisk", "freeswitch", "yeastar"])(
    "have the same files for the telephones of %s as for all others",
    (vendor) => {
      const own = new Set(readdirSync(`${SOURCE}/pbx/${vendor}`));
      const wanted = ["wire.ts", "session.ts", "settings.ts", "to-phone-event.ts"];
      expect(
        wanted.filter((name) => !own.has(name)),
        `src/pbx/${vendor} lacks files by which readers find their way`,
      ).toEqual([]);
    },
  );

  it("leave no import unseen", () => {
    expect(sources().flatMap(({ path, text }) => findUnseenImports(text, path))).toEqual([]);
  });

  it("spell the vendor's words only where they are made and described, and say nothing that Node cannot erase", () => {
    expect(sources().flatMap(({ path, text }) => findWordFaults(path, text))).toEqual([]);
  });
});

function sources() {
  return listSources(SOURCE).map((file) => ({ path: relative(SOURCE, file), text: readFileSync(file, "utf8") }));
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

  it.each([
    ['const a = "/*";\nimport { x } from "../store/index.ts";\nconst b = "*/";', "../store/index.ts"],
    ["const x = await import(name);", "computed import"],
    ['const fs = createRequire(import.meta.url)("fs");', "computed import"],
  ])("%s is an import that would go unseen", (text, sentence) => {
    expect(findUnseenImports(text, "calls/a.ts").join()).toContain(sentence);
  });

  it("find a circle", () => {
    const imports = [...findImports('import "./b.ts";', "x/a.ts"), ...findImports('import "./a.ts";', "x/b.ts")];
    expect(findCycle(imports)).toEqual(["x/a.ts", "x/b.ts", "x/a.ts"]);
  });

  it.each([
    ["const from = variables.Call_From;", "spells Call_From: take our noun"],
    ['const seconds = row["Talk_Duration_Sec"];', "spells Talk_Duration_Sec"],
    ["function f(x: any) {}", "says any"],
    ["const list: Map<string, any> = new Map();", "says any"],
    ["const x = y as any;", "says any"],
    ["export enum Colour { Red }", "enum or a namespace"],
    ["class A { constructor(private readonly x: number) {} }", "parameter property"],
  ])("%s is a fault", (text, sentence) => {
    expect(findWordFaults("calls/a.ts", text).join()).toContain(sentence);
  });

  it("let words pass in comments, in examples of templates and where they belong", () => {
    const text = '// Call_From, any\n/** enum Call_To */\nconst example = "{{.Call_From}}"; const any = any_of(any);';
    expect(findWordFaults("calls/a.ts", text)).toEqual([]);
    expect(findWordFaults("features/variables.ts", "const x = { Call_From: y };")).toEqual([]);
  });
});
