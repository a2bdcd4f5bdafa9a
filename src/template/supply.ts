import { scenarioParameters } from "./find.ts";
import type { Scenario, Template } from "./model.ts";
import { findVariable, VARIABLES } from "./variables.ts";

const OWN = new WeakMap<Scenario, ReadonlySet<string>>();
const SUPPLIED = new WeakMap<Scenario, ReadonlySet<string>>();

/** The names of variables that something in this scenario or before it can supply. */
export function suppliedNames(template: Template, scenario: Scenario): ReadonlySet<string> {
  return remembered(SUPPLIED, scenario, () => [...VARIABLES.map(({ name }) => name), ...ownNames(template, scenario)]);
}

/** Those of the names that the template itself supplies: fields, scenario parameters and outputs. */
export function ownNames(template: Template, scenario: Scenario): ReadonlySet<string> {
  return remembered(OWN, scenario, () => {
    const owners = (scenario.id === "Common" ? template.scenarios : [scenario]).filter(({ id }) => id !== "AuthMethod");
    return [
      ...template.fields.map(({ key }) => key),
      ...owners.flatMap((owner) => scenarioParameters(owner).map(({ name }) => name)),
      ...template.scenarios.flatMap(({ requests }) =>
        requests.flatMap(({ outputs }) => outputs.map(({ name }) => name)),
      ),
    ];
  });
}

// A scenario belongs to one template, and both are frozen.
function remembered(
  memory: WeakMap<Scenario, ReadonlySet<string>>,
  scenario: Scenario,
  find: () => readonly string[],
): ReadonlySet<string> {
  const known = memory.get(scenario);
  if (known) return known;
  const found = new Set(find());
  memory.set(scenario, found);
  return found;
}

/** Whether a variable can be other than empty in a scenario. Names that are not known count as filled. */
export function isFilledIn(template: Template, scenario: Scenario, name: string): boolean {
  const filledIn = findVariable(name)?.filledIn;
  if (!filledIn || filledIn.some((id) => id === scenario.id)) return true;
  return ownNames(template, scenario).has(name);
}
