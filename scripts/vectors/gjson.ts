import { getPath } from "../../src/gjson/index.ts";
import { wanted } from "./case-runner.ts";

/**
 * A path over a JSON text. What is found in broken documents (the group `malformed`) is not compared: there it is enough that an
 * answer comes.
 */
export function runGjsonCase(testCase: Record<string, unknown>): string | undefined {
  const { exists, type, raw, text } = getPath(String(testCase.json), String(testCase.path));
  if (String(testCase.name).startsWith("malformed/")) return undefined;
  const want = [testCase.exists, testCase.type, testCase.want_raw, testCase.want_string];
  return wanted(JSON.stringify(want), JSON.stringify([exists, type, raw, text]));
}
