import { getPath } from "../../gjson/index.ts";
import type { TemplateFunctions } from "../../gotemplate/index.ts";
import { type ExtensionTest, toNameText, toNumberText } from "./number-shapes.ts";
import { readTime } from "./read-time.ts";

/** What is looked at just now. */
export interface Scope {
  /** As JSON text. */
  readonly item: string;
  readonly whole: string;
  /** IANA zone of the connection. */
  readonly zone: string;
  readonly isExtension: ExtensionTest;
}

/** The functions of a mapping's Go templates; `scope` is asked at every call. */
export function mappingFunctions(scope: () => Scope): TemplateFunctions {
  const text = (run: (text: string) => unknown) => ({
    params: ["any"] as const,
    result: "string" as const,
    run: (value: unknown) => run(toText(value)),
  });
  const count = (run: (a: number, b: number) => number) => ({
    params: ["any", "any"] as const,
    result: "int64" as const,
    run: (a: unknown, b: unknown) => Math.round(run(toNumber(a), toNumber(b))),
  });
  return {
    get: { params: ["string"], result: "string", run: (path: string) => getPath(scope().item, path).text },
    body: { params: ["string"], result: "string", run: (path: string) => getPath(scope().whole, path).text },
    number: text(toNumberText),
    name: text(toNameText),
    extension: text((one) => (scope().isExtension(toNumberText(one)) ? toNumberText(one) : "")),
    isExtension: { params: ["any"], run: (one: unknown) => scope().isExtension(toNumberText(toText(one))) },
    lower: text((one) => one.toLowerCase()),
    trim: text((one) => one.trim()),
    before: { params: ["any", "string"], result: "string", run: (one: unknown, mark: string) => cut(one, mark)[0] },
    after: { params: ["any", "string"], result: "string", run: (one: unknown, mark: string) => cut(one, mark)[1] },
    time: {
      params: ["any"],
      result: "int64",
      run: (one: unknown) => readTime(toText(one), { zone: scope().zone }) ?? 0,
    },
    plus: count((a, b) => a + b),
    minus: count((a, b) => a - b),
    times: count((a, b) => a * b),
  };
}

function cut(value: unknown, mark: string): [string, string] {
  const text = toText(value);
  const at = mark === "" ? -1 : text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + mark.length)];
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function toNumber(value: unknown): number {
  const number = Number(toText(value));
  if (!Number.isFinite(number)) throw new Error(`${JSON.stringify(toText(value).slice(0, 60))} is not a number`);
  return number;
}
