import { allParameters } from "../all-parameters.ts";
import { type Extension, findExtension, isExtension } from "../extensions.ts";
import type { Rule } from "../rule.ts";

/** Words of Deskbell's own that stand where they have no effect. */
export const extensionMisplaced: Rule = {
  code: "extension-misplaced",
  category: "correctness",
  severity: "error",
  docs: {
    what: "A word of Deskbell's own stands on a scenario or request for which it is not made.",
    why: "It has no effect there.",
    wrong: '<Scenario Id="UserAssociation"><Parameters><Parameter Father="Deskbell" Name="PagingKind" Value="page"/>',
    right: '<Request Name="UserAssociation"><Parameters><Parameter Father="Deskbell" Name="PagingKind" Value="page"/>',
  },
  *check({ template }) {
    for (const { parameter, scenario, request, label } of allParameters(template)) {
      const extension = isExtension(parameter) ? findExtension(parameter.name) : undefined;
      if (!extension || fits(extension, scenario.id, request !== undefined)) continue;
      const message = `${label}: ${extension.name} has no effect here`;
      yield { message, span: parameter.span, help: `move it to ${placeWords(extension)}` };
    }
  },
};

function fits({ place }: Extension, scenarioId: string, onRequest: boolean): boolean {
  if (place.on !== "request") return !onRequest && scenarioId === place.on;
  return onRequest && (place.only === undefined || place.only === scenarioId);
}

function placeWords({ place }: Extension): string {
  if (place.on !== "request") return `the parameters of the scenario ${place.on}`;
  return `the parameters of a request${place.only ? ` of ${place.only}` : ""}`;
}
