import { featureFlags } from "../feature-flags.ts";
import type { Rule } from "../rule.ts";

/** Features that the template claims and cannot do. */
export const featureWithoutScenario: Rule = {
  code: "feature-without-scenario",
  category: "correctness",
  severity: "error",
  docs: {
    what: 'An attribute of <Information> says "1" to a feature whose scenario is missing or has no request.',
    why: "The feature is offered and every call that needs it fails.",
    wrong: '<Information … CallJournal="1"> without <Scenario Id="CallJournal">',
    right: '<Information … CallJournal="0">',
  },
  *check(context) {
    for (const { flag, isOn, span, hasRequests } of featureFlags(context)) {
      if (!isOn || hasRequests) continue;
      const message = `${flag} is switched on, but there is no scenario ${flag} with a request`;
      yield { message, span, help: `add the scenario, or write ${flag}="0"` };
    }
  },
};
