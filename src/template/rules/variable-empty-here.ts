import { referenceSpan } from "../go-text.ts";
import type { Rule } from "../rule.ts";
import { isFilledIn } from "../supply.ts";
import { findVariable } from "../variables.ts";

/** Predefined variables that are always empty where they are used. */
export const variableEmptyHere: Rule = {
  code: "variable-empty-here",
  category: "suspicious",
  severity: "warning",
  docs: {
    what: "A predefined variable is used in a scenario in which it is always empty.",
    why: "There is no recording while a contact is looked up, and no call while users are listed.",
    wrong: '<Scenario Id="SyncContactAuto">… URLFormat="https://acme.example/people?q={{.TicketId}}"',
    right: '<Scenario Id="SyncContactAuto">… URLFormat="https://acme.example/people?q={{UrlEncode .Phone}}"',
  },
  *check({ template, goTexts }) {
    for (const goText of goTexts) {
      const { scenario, label } = goText;
      for (const reference of goText.parsed?.references ?? []) {
        if (isFilledIn(template, scenario, reference.name)) continue;
        const filledIn = findVariable(reference.name)?.filledIn ?? [];
        yield {
          message: `${label}: ${reference.name} is always empty in ${scenario.id}`,
          span: referenceSpan(goText, reference),
          help: `it is filled in ${filledIn.join(", ")}`,
        };
      }
    }
  },
};
