import { scenarioParameters } from "./find.ts";
import type { Scenario, Template } from "./model.ts";
import { findVariable, VARIABLES } from "./variables.ts";

/** The names of variables that something in this scenario or before it can supply. */
export function suppliedNames(template: Template, scenario: Scenario): ReadonlySet<string> {
  return new Set([...VARIABLES.map(({ name }) => name), ...ownNames(template, scenario)]);
}

/** Those of the names that the template itself supplies: fields, scenario parameters and outputs. */
export function ownNames(template: Template, scenario: Scenario): ReadonlySet<string> {
  const parameters = scenario.id === "Common" ? template.scenarios : [scenario];
  return new Set([
    ...template.fields.map(({ key }) => key),
    ...parameters
      .filter(({ id }) => id !== "AuthMethod")
      .flatMap((owner) => scenarioParameters(owner).map(({ name }) => name)),
    ...template.scenarios.flatMap(({ requests }) => requests.flatMap(({ outputs }) => outputs.map(({ name }) => name))),
  ]);
}

/** Whether a variable can be other than empty in a scenario. Names that are not known count as filled. */
export function isFilledIn(template: Template, scenario: Scenario, name: string): boolean {
  const filledIn = findVariable(name)?.filledIn;
  if (!filledIn || filledIn.some((id) => id === scenario.id)) return true;
  return ownNames(template, scenario).has(name);
}
