import { foldName } from "./auth-method.ts";
import { isExtension } from "./extensions.ts";
import type { Parameter, Request, Scenario, ScenarioId, Template, Text } from "./model.ts";

/** The scenario of that id. */
export function findScenario(template: Template, id: ScenarioId): Scenario | undefined {
  return template.scenarios.find((scenario) => scenario.id === id);
}

/** The request that `Outputs Next` names: in Common first, then in the same scenario. */
export function findNextRequest(template: Template, scenario: Scenario, name: string): Request | undefined {
  const common = findScenario(template, "Common")?.requests ?? [];
  return [...common, ...scenario.requests].find((request) => request.name === name);
}

/** A header or query pair; `value` is a Go template. */
export interface NamedText {
  readonly name: string;
  readonly value: Text;
}

/** The defaults that go with every request (`Father="PopulateTemplateString"`), by their Type; without a Type it is a header. */
export function defaultHeaders(template: Template): readonly NamedText[] {
  return populated(template, "header");
}

/** Query pairs that go with every request. */
export function defaultQuery(template: Template): readonly NamedText[] {
  return populated(template, "query");
}

function populated(template: Template, type: string): NamedText[] {
  const parameters = findScenario(template, "AuthMethod")?.parameters ?? [];
  return named(
    parameters.filter(
      ({ father, type: own }) => father === "PopulateTemplateString" && (own || "header").toLowerCase() === type,
    ),
  );
}

/** What a request sends besides its address, by the Type of its parameters in any case. */
export interface RequestParts {
  /** `Type="Body"`; the last one counts. */
  readonly body: Text | undefined;
  readonly headers: readonly NamedText[];
  readonly query: readonly NamedText[];
  readonly form: readonly NamedText[];
}

export function requestParts(request: Request): RequestParts {
  const own = request.parameters.filter((parameter) => !isExtension(parameter));
  const ofType = (type: string) => named(own.filter((parameter) => parameter.type?.toLowerCase() === type));
  return {
    body: ofType("body").at(-1)?.value,
    headers: ofType("header"),
    query: ofType("query"),
    form: ofType("form"),
  };
}

function named(parameters: readonly Parameter[]): NamedText[] {
  return parameters.flatMap(({ name, value }) => (value ? [{ name, value }] : []));
}

/** A parameter of a scenario that becomes a variable: its value is a Go template over the variables of the call. */
export interface ScenarioParameter {
  readonly name: string;
  /** `undefined` or empty: no default. */
  readonly value: Text | undefined;
  readonly title: string;
  /** The administrator fills it in on the feature's page (`Father="CustomScenarioParameter"`). */
  readonly custom: boolean;
}

/** The parameters of a scenario that become variables, in file order; extensions of Deskbell are not among them. */
export function scenarioParameters(scenario: Scenario): readonly ScenarioParameter[] {
  return scenario.parameters
    .filter((parameter) => !isExtension(parameter))
    .map((parameter) => {
      const custom = foldName(parameter.father ?? "") === "customscenarioparameter";
      const name = custom ? parameter.key || parameter.name : parameter.name;
      return { name, value: parameter.value, title: parameter.title || name, custom };
    });
}

/** Whether a switch of a scenario, such as `NeedSyncContact`, is on. */
export function isOn(scenario: Scenario, name: string): boolean {
  const value = scenario.parameters
    .findLast((parameter) => parameter.name === name)
    ?.value?.value.trim()
    .toLowerCase();
  return value === "1" || value === "true" || value === "yes";
}
