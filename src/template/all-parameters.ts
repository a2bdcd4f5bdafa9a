import type { Parameter, Request, Scenario, Template } from "./model.ts";

/** A parameter with its owner. */
export interface OwnedParameter {
  readonly parameter: Parameter;
  readonly scenario: Scenario;
  readonly request: Request | undefined;
  /** How to name the owner in a message: `CallJournal/CallJournal`. */
  readonly label: string;
}

/** The parameters of all scenarios and requests, in file order. */
export function* allParameters(template: Template): Generator<OwnedParameter> {
  for (const scenario of template.scenarios) {
    for (const parameter of scenario.parameters) yield { parameter, scenario, request: undefined, label: scenario.id };
    for (const request of scenario.requests) {
      const label = `${scenario.id}/${request.name}`;
      for (const parameter of request.parameters) yield { parameter, scenario, request, label };
    }
  }
}
