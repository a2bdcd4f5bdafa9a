import { compilePath, getPath } from "../gjson/index.ts";
import type { SuccessTest } from "../request/index.ts";
import type { RequestExtensions, StatusRange, SuccessRule } from "../template/index.ts";

/** What a request's extensions say of success, as the request layer asks it; `readsAnswer`: it has outputs, which are read from JSON. */
export function toSuccessTest(extensions: RequestExtensions, readsAnswer: boolean): SuccessTest {
  const { successRule, refusalPath, refusalTexts } = extensions;
  const refusal = refusalPath === undefined ? undefined : compilePath(refusalPath);
  return {
    isSuccess: (status) => isIn(status, extensions.successStatus),
    isNotFound: (status) => isIn(status, extensions.notFoundStatus),
    findForeign(body) {
      // Who looks for texts in the answer expects text.
      if (refusalTexts.length > 0) return undefined;
      if (/^\s*<(!doctype\s+html|html)[\s>]/i.test(body)) return "a web page (log-in, maintenance?) instead of data";
      if (!readsAnswer && !successRule && !refusal) return undefined;
      return isJson(body)
        ? undefined
        : `${body.trim() === "" ? "nothing" : "something that is no JSON"} instead of data`;
    },
    findRefusal(body) {
      const found = refusal?.get(body);
      if (found?.exists && isSomething(found.text)) return `the helpdesk refused: ${found.text}`;
      const lower = body.toLowerCase();
      const text = refusalTexts.find((one) => lower.includes(one.toLowerCase()));
      if (text !== undefined) return `the helpdesk refused: its answer holds "${text}"`;
      return successRule && !holds(successRule, body)
        ? `the success rule does not hold: ${describe(successRule, body)}`
        : undefined;
    },
  };
}

/**
 * Whether paths find in it what they look for. An object or list need not be read whole: it has its end, or was cut off. Several
 * documents one behind the other are what `..` reads.
 */
function isJson(body: string): boolean {
  const text = body.trim();
  const first = text[0];
  if (first === "{" || first === "[") return text.endsWith("}") || text.endsWith("]");
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isIn(status: number, ranges: readonly StatusRange[]): boolean {
  return ranges.some(({ from, to }) => status >= from && status <= to);
}

function isSomething(text: string): boolean {
  return text !== "" && text !== "false" && text !== "null" && text !== "[]";
}

function holds({ path, comparison }: SuccessRule, body: string): boolean {
  const found = getPath(body, path);
  if (!comparison) return found.exists && found.text !== "" && found.text !== "false" && found.text !== "null";
  return (found.text === comparison.value) === (comparison.operator === "==");
}

function describe({ path, comparison }: SuccessRule, body: string): string {
  const found = getPath(body, path);
  const wanted = comparison ? `${path}${comparison.operator}${comparison.value}` : path;
  return `${wanted}; found ${found.exists ? `"${found.text}"` : "nothing"}`;
}
