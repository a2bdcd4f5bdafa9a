import type { Span } from "../base/index.ts";
import {
  type GoTemplate,
  GoTemplateError,
  parseTemplate,
  type TemplateFunctions,
  templateFunctions,
} from "../gotemplate/index.ts";
import { AUTH_PARAMETERS } from "./auth.ts";
import { foldName } from "./auth-method.ts";
import { isExtension } from "./extensions.ts";
import type { Parameter, Request, Scenario, Template, Text } from "./model.ts";

/** Where a Go template stands, which decides how values are escaped in it. */
export type GoTextPlace = "url" | "query" | "header" | "body" | "form" | "parameter" | "auth";

/** One text of a template that is a Go template, parsed. */
export interface GoText {
  readonly text: Text;
  readonly place: GoTextPlace;
  readonly scenario: Scenario;
  /** Absent for the parameters of a scenario. */
  readonly request: Request | undefined;
  /** Absent for the address of a request. */
  readonly parameter: Parameter | undefined;
  /** How to name it in a message: `CallJournal/CallJournal URLFormat`. */
  readonly label: string;
  /** Absent when it cannot be parsed; then `error` tells why. */
  readonly parsed: GoTemplate | undefined;
  readonly error: GoTemplateError | undefined;
}

/** The functions of the language: the vendor's, and `raw`, with which a template switches escaping off for one value. */
export const LANGUAGE_FUNCTIONS: TemplateFunctions = {
  ...templateFunctions({ zone: "UTC" }),
  raw: { params: ["any"], run: (value: unknown) => value },
};

/** Every text of a template that is a Go template, in file order. */
export function collectGoTexts(template: Template): readonly GoText[] {
  return template.scenarios.flatMap((scenario) => [
    ...scenario.parameters.flatMap((parameter) => scenarioText(scenario, parameter)),
    ...scenario.requests.flatMap((request) => requestTexts(scenario, request)),
  ]);
}

/** The place of a mention of a name: the dot and the name for a field, the name for a function. */
export function referenceSpan({ text }: GoText, { offset, name }: { offset: number; name: string }): Span {
  const dotted = text.value[offset] === "." ? 1 : text.value[offset] === "$" ? 2 : 0;
  return text.spanAt(offset, name.length + dotted);
}

const AUTH_TEXTS: ReadonlySet<string> = new Set(
  [
    ...AUTH_PARAMETERS.authorizationEndpoint,
    ...AUTH_PARAMETERS.tokenEndpoint,
    ...AUTH_PARAMETERS.refreshEndpoint,
    ...AUTH_PARAMETERS.authorizationExtra,
    ...AUTH_PARAMETERS.scope,
    ...AUTH_PARAMETERS.credential,
    ...AUTH_PARAMETERS.bearerToken,
    "TokenParameters",
  ].map(foldName),
);

function scenarioText(scenario: Scenario, parameter: Parameter): GoText[] {
  const { value, father, name } = parameter;
  if (!value) return [];
  const label = `${scenario.id} ${name}`;
  if (scenario.id !== "AuthMethod") {
    return isExtension(parameter) ? [] : [goText(value, "parameter", { scenario, parameter, label })];
  }
  if (father === "PopulateTemplateString") {
    const place = parameter.type?.toLowerCase() === "query" ? "query" : "header";
    return [goText(value, place, { scenario, parameter, label })];
  }
  const isForm = father === "CustomFieldList" || father === "TokenErrorMap";
  return !isForm && AUTH_TEXTS.has(foldName(name)) ? [goText(value, "auth", { scenario, parameter, label })] : [];
}

function requestTexts(scenario: Scenario, request: Request): GoText[] {
  const owner = `${scenario.id}/${request.name}`;
  const url = goText(request.url, "url", { scenario, request, label: `${owner} URLFormat` });
  const parameters = request.parameters.flatMap((parameter): GoText[] => {
    const place = PLACES[parameter.type?.toLowerCase() ?? ""];
    if (!parameter.value || !place || isExtension(parameter)) return [];
    return [goText(parameter.value, place, { scenario, request, parameter, label: `${owner} ${parameter.name}` })];
  });
  return [url, ...parameters];
}

const PLACES: Readonly<Record<string, GoTextPlace>> = { body: "body", header: "header", query: "query", form: "form" };

function goText(
  text: Text,
  place: GoTextPlace,
  rest: { scenario: Scenario; request?: Request; parameter?: Parameter; label: string },
): GoText {
  const { scenario, request, parameter, label } = rest;
  const common = { text, place, scenario, request, parameter, label };
  try {
    const parsed = parseTemplate(text.value, { funcs: LANGUAGE_FUNCTIONS, singleQuotedStrings: true });
    return { ...common, parsed, error: undefined };
  } catch (error) {
    if (!(error instanceof GoTemplateError)) throw error;
    return { ...common, parsed: undefined, error };
  }
}
