import { describe, expect, it } from "vitest";
import { templateText } from "../../../test/support/rule-tester.ts";
import { lintTemplate } from "../lint.ts";

const found = (text: string) => lintTemplate(text).filter(({ code }) => code === "file-too-large");

describe("the lint rule file-too-large", () => {
  it("finds a file of a million bytes", () => {
    const before = `<!--${"ก".repeat(333_333)}-->`;
    expect(found(templateText({ before }))).toMatchObject([
      { severity: "warning", span: { line: 1, column: before.length + 1 } },
    ]);
  });

  it("accepts a smaller one", () => {
    expect(found(templateText({ before: `<!--${"k".repeat(333_333)}-->` }))).toEqual([]);
  });
});
