import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { GoTemplateError } from "./errors.ts";
import { parseTemplate } from "./go-template.ts";
import { templateFunctions } from "./template-functions.ts";

/** Recorded answers of Go. The folder lies beside the repository; where it is absent, the tables of the other tests stand alone. */
const FOLDER = new URL("../../../shared/vectors/", import.meta.url);
const isAbsent = !existsSync(FOLDER);

interface TemplateCase {
  readonly name: string;
  readonly template: string;
  readonly data: unknown;
  readonly ints?: boolean;
  readonly error?: string;
  readonly error_text?: string;
}

describe.skipIf(isAbsent)(`Go's own errors${isAbsent ? " (../shared/vectors is absent)" : ""}`, () => {
  it.each(["template.json", "realistic.json"])("of %s are ours, word for word", (file) => {
    const cases = JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as TemplateCase[];
    const funcs = templateFunctions({ zone: "Asia/Bangkok" });
    for (const { name, template, data, ints = false, error, error_text: message } of cases) {
      if (error === undefined) continue;
      const run = () => parseTemplate(template, { funcs }).render(data, { ints });
      expect(run, name).toThrow(GoTemplateError);
      expect(run, name).toThrow(expect.objectContaining({ phase: error, message }));
    }
  });
});
