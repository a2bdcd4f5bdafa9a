import { testRule } from "../../../test/support/rule-tester.ts";
import { unknownScenario } from "./unknown-scenario.ts";

testRule(unknownScenario, {
  wrong: {
    "a misspelt scenario": { scenarios: `<Scenario Id="⟦CallJournals⟧"/>` },
    "a scenario of newer firmware": { scenarios: `<Scenario Id="⟦ChatJournal⟧"/>` },
  },
  right: {
    "known scenarios": { scenarios: `<Scenario Id="Common"/>` },
  },
});
