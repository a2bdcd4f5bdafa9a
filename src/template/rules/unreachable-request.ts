import { findScenario } from "../find.ts";
import type { Rule } from "../rule.ts";

/** Requests of Common that nothing leads to. */
export const unreachableRequest: Rule = {
  code: "unreachable-request",
  category: "suspicious",
  severity: "warning",
  docs: {
    what: "No Outputs Next leads to a request of the scenario Common.",
    why: "The requests of Common run only when another one goes on with them.",
    wrong: '<Scenario Id="Common"><Requests><Request Name="Numbers" …> and no Next="Numbers"',
    right: '<Outputs Next="Numbers">',
  },
  *check({ template }) {
    const targets = new Set(template.scenarios.flatMap(({ requests }) => requests.map(({ next }) => next)));
    for (const { name, span } of findScenario(template, "Common")?.requests ?? []) {
      if (targets.has(name)) continue;
      yield {
        message: `Common/${name} never runs: no request goes on with it`,
        span,
        help: `write <Outputs Next="${name}"> at one, or remove it`,
      };
    }
  },
};
