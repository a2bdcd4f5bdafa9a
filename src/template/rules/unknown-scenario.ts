import { findAttribute } from "../../xml/index.ts";
import { elementAt } from "../elements.ts";
import { SCENARIO_IDS } from "../model.ts";
import { suggest } from "../names.ts";
import type { Rule } from "../rule.ts";

/** Scenarios that are never run. */
export const unknownScenario: Rule = {
  code: "unknown-scenario",
  category: "suspicious",
  severity: "warning",
  docs: {
    what: "A scenario has an Id that the language does not know.",
    why: "It is kept as it is and never run.",
    wrong: '<Scenario Id="CallJournals" Type="REST">',
    right: '<Scenario Id="CallJournal" Type="REST">',
  },
  *check({ template, document }) {
    const known: readonly string[] = SCENARIO_IDS;
    for (const { id, span } of template.scenarios) {
      if (known.includes(id)) continue;
      const place = findAttribute(elementAt(document, span), "Id")?.valueSpan ?? span;
      yield {
        message: `the scenario ${id} is not known and never run`,
        span: place,
        help: suggest(id, known, `known are ${known.join(", ")}`),
      };
    }
  },
};
