import { journal, testRule } from "../../../test/support/rule-tester.ts";
import { featureWithoutScenario } from "./feature-without-scenario.ts";

testRule(featureWithoutScenario, {
  wrong: {
    "a feature without scenario": { root: `⟦CallJournal="1"⟧` },
    "a feature whose scenario has no request": {
      scenarios: `<Scenario Id="CallJournal"><Requests/></Scenario>`,
      root: `⟦CallJournal="1"⟧`,
    },
  },
  right: {
    "a feature with its scenario": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"></Request>`,
    ),
    "a feature that is switched off": { root: `CallJournal="0"` },
  },
});
