import { findScenario } from "../find.ts";
import type { Rule } from "../rule.ts";

/** Scenarios without which nothing works. */
export const missingScenario: Rule = {
  code: "missing-scenario",
  category: "correctness",
  severity: "error",
  docs: {
    what: "The scenario AuthMethod or SyncContactAuto is missing, or SyncContactAuto has no request.",
    why: "Every template needs a way to prove who it is and a way to find a contact; the vendor makes both mandatory.",
    wrong: '<Scenarios><Scenario Id="AuthMethod" Type="AUTH"/></Scenarios>',
    right: '<Scenarios><Scenario Id="AuthMethod" Type="AUTH"/><Scenario Id="SyncContactAuto" Type="REST">…',
  },
  *check({ template }) {
    for (const id of ["AuthMethod", "SyncContactAuto"] as const) {
      const scenario = findScenario(template, id);
      if (!scenario) {
        const help = `add <Scenario Id="${id}" Type="${id === "AuthMethod" ? "AUTH" : "REST"}"> to <Scenarios>`;
        yield { message: `the template has no scenario ${id}`, span: template.span, help };
      } else if (id === "SyncContactAuto" && scenario.requests.length === 0) {
        const help = "add a <Request> that searches a contact by number";
        yield { message: "the scenario SyncContactAuto has no request", span: scenario.span, help };
      }
    }
  },
};
