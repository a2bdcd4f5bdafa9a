import { featureFlags } from "../feature-flags.ts";
import type { Rule } from "../rule.ts";

/** Scenarios that the template has and does not offer. */
export const scenarioWithoutFeature: Rule = {
  code: "scenario-without-feature",
  category: "suspicious",
  severity: "warning",
  docs: {
    what: 'A scenario with requests belongs to a feature to which <Information> does not say "1".',
    why: "The feature is not offered, so the scenario never runs.",
    wrong: '<Information … CallJournal="0"> with <Scenario Id="CallJournal">',
    right: '<Information … CallJournal="1">',
  },
  *check(context) {
    for (const { flag, isOn, scenario, hasRequests } of featureFlags(context)) {
      if (isOn || !hasRequests || !scenario) continue;
      const message = `the scenario ${flag} never runs: the feature ${flag} is not switched on`;
      yield { message, span: scenario.span, help: `write ${flag}="1" at <Information>` };
    }
  },
};
