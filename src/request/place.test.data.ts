import { type GoTemplate, parseTemplate, templateFunctions } from "../gotemplate/index.ts";
import type { RenderScope } from "./place.ts";

/** A Go template with the functions of integration templates. */
export function aTemplate(text: string): GoTemplate {
  const funcs = {
    ...templateFunctions({ zone: "UTC" }),
    raw: { params: ["any"], run: (value: unknown) => value },
  } as const;
  return parseTemplate(text, { funcs, singleQuotedStrings: true });
}

/** A scope of variables; `typed` are fields of the form, `fragments` scenario parameters, `warnings` collects what is said. */
export function aScope(
  variables: Readonly<Record<string, string>>,
  more: {
    typed?: Readonly<Record<string, string>>;
    fragments?: Readonly<Record<string, string>>;
    warnings?: string[];
  } = {},
): RenderScope {
  const { typed = {}, fragments = {}, warnings = [] } = more;
  return {
    variables: { ...variables, ...typed },
    trusted: new Set(Object.keys(typed)),
    fragments: new Map(Object.entries(fragments).map(([name, text]) => [name, aTemplate(text)])),
    warn: (message) => void warnings.push(message),
  };
}
