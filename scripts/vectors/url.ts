import { pathEscape, queryEscape } from "../../src/gotemplate/index.ts";
import { wanted } from "./case-runner.ts";

/** A text escaped for a query and for a path. */
export function runUrlCase(testCase: Record<string, unknown>): string | undefined {
  const text = String(testCase.in);
  return wanted(testCase.query_escape, queryEscape(text)) ?? wanted(testCase.path_escape, pathEscape(text));
}
