import { describe, expect, it } from "vitest";
import { EXTENSIONS, findVariable, SCENARIO_IDS, VARIABLES } from "./index.ts";

describe("the tables of variables and extensions", () => {
  it("name each once and say what it is", () => {
    for (const names of [VARIABLES.map(({ name }) => name), EXTENSIONS.map(({ name }) => name.toLowerCase())]) {
      expect(new Set(names).size).toBe(names.length);
    }
    for (const { meaning, filledIn = [] } of VARIABLES) {
      expect(meaning).toMatch(/^[A-Z].*[.;]$/s);
      for (const id of filledIn) expect(SCENARIO_IDS).toContain(id);
    }
    for (const { doc, syntax, fallback } of EXTENSIONS) {
      expect(doc).toMatch(/^[A-Z].*\.$/s);
      expect(syntax && fallback).toBeTruthy();
    }
  });

  it("know the aliases of the number that is looked up", () => {
    for (const name of ["Phone", "Number", "CallerNumber", "ContactNumber"]) {
      expect(findVariable(name)?.filledIn).toContain("SyncContactAuto");
    }
    expect(findVariable("phone")).toBeUndefined();
  });
});
