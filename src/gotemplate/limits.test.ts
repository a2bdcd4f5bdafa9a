import { describe, expect, it } from "vitest";
import { GoTemplateError } from "./errors.ts";
import { parseTemplate } from "./go-template.ts";
import { DEFAULT_LIMITS, type Limits } from "./limits.ts";

function outcome(source: string, data: unknown, limits: Partial<Limits>): string {
  try {
    return `${parseTemplate(source, { limits }).render(data).length} characters`;
  } catch (error) {
    if (error instanceof GoTemplateError) return `${error.phase} ${error.code}`;
    throw error;
  }
}

const many = (count: number): number[] => Array.from({ length: count }, () => 1);

describe("limits", () => {
  it.each<[what: string, source: string, data: unknown, limits: Partial<Limits>, want: string]>([
    ["source", "x".repeat(11), null, { sourceChars: 10 }, "parse limit-source"],
    ["source just kept", "x".repeat(10), null, { sourceChars: 10 }, "10 characters"],
    ["parentheses", `{{${"(".repeat(6)}1${")".repeat(6)}}}`, null, { nesting: 5 }, "parse limit-nesting"],
    ["blocks", `${"{{if 1}}".repeat(6)}${"{{end}}".repeat(6)}`, null, { nesting: 5 }, "parse limit-nesting"],
    ["chains of else if", `{{if 0}}${"{{else if 0}}".repeat(6)}{{end}}`, null, { nesting: 5 }, "parse limit-nesting"],
    ["stages", `{{1${" | print".repeat(6)}}}`, null, { nesting: 5 }, "parse limit-nesting"],
    ["output", "{{range .}}abc{{end}}", many(4), { outputChars: 10 }, "exec limit-output"],
    ["output of one value", "{{.}}", many(9), { outputChars: 10 }, "exec limit-output"],
    ["output just kept", "{{range .}}ab{{end}}", many(5), { outputChars: 10 }, "10 characters"],
    [
      "text on the way",
      '{{$s := "ab"}}{{range .}}{{$s = print $s $s}}{{end}}',
      many(9),
      { outputChars: 99 },
      "exec limit-output",
    ],
    [
      "escaped text on the way",
      '{{$s := "<"}}{{range .}}{{$s = html $s $s}}{{end}}',
      many(9),
      { outputChars: 99 },
      "exec limit-output",
    ],
    ["steps", "{{range .}}{{range $}}{{end}}{{end}}", many(20), { steps: 100 }, "exec limit-steps"],
    ["calls", '{{define "r"}}{{template "r"}}{{end}}{{template "r"}}', null, { includeDepth: 5 }, "exec limit-depth"],
    ["data", "{{.}}", [[[[1]]]], { dataDepth: 3 }, "exec limit-depth"],
  ])("hold for %s", (_, source, data, limits, want) => {
    expect(outcome(source, data, limits)).toBe(want);
  });

  it.each<[what: string, source: string, data: unknown, want: string]>([
    ["a hundred thousand parentheses", `{{${"(".repeat(100_000)}`, null, "parse limit-nesting"],
    ["a hundred thousand blocks", "{{range .}}".repeat(50_000), null, "parse limit-nesting"],
    ["the deepest source there may be", "{{range .}}".repeat(250) + "{{end}}".repeat(250), [], "0 characters"],
    ["a long list of fields", `{{.a${".a".repeat(50_000)}}}`, {}, "10 characters"],
    ["very many arguments", `{{len (print${" 1".repeat(50_000)})}}`, null, "5 characters"],
    ["a width of a million", '{{printf "%999999d%999999d" 1 2}}', null, "exec limit-output"],
    [
      "recursion through deep blocks",
      `{{define "r"}}${"{{with 1}}".repeat(200)}{{template "r"}}${"{{end}}".repeat(200)}{{end}}{{template "r"}}`,
      null,
      "exec limit-depth",
    ],
  ])("hold by default for %s", (_, source, data, want) => {
    expect(outcome(source, data, {})).toBe(want);
  });

  it("can be set for one execution", () => {
    const template = parseTemplate("abcdef");
    expect(() => template.render(null, { limits: { outputChars: 3 } })).toThrow(GoTemplateError);
    expect(template.render(null)).toBe("abcdef");
  });

  it("are finite", () => {
    expect(Object.values(DEFAULT_LIMITS).every(Number.isFinite)).toBe(true);
  });
});
