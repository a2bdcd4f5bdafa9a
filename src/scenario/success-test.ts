import { compilePath, getPath } from "../gjson/index.ts";
import type { SuccessTest } from "../request/index.ts";
import type { RequestExtensions, StatusRange, SuccessRule } from "../template/index.ts";

/** What a request's extensions say of success, as the request layer asks it. */
export function toSuccessTest(extensions: RequestExtensions): SuccessTest {
  const { successRule, refusalPath, refusalTexts } = extensions;
  const refusal = refusalPath === undefined ? undefined : compilePath(refusalPath);
  return {
    isSuccess: (status) => isIn(status, extensions.successStatus),
    isNotFound: (status) => isIn(status, extensions.notFoundStatus),
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
