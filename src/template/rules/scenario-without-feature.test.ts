import { journal, testRule } from "../../../test/support/rule-tester.ts";
import { scenarioWithoutFeature } from "./scenario-without-feature.ts";

testRule(scenarioWithoutFeature, {
  wrong: {
    "a scenario whose feature is switched off": {
      scenarios: `⟦<Scenario Id="CallJournal">⟧<Requests><Request Name="CallJournal" Method="GET" URLFormat="https://acme.example"/></Requests></Scenario>`,
      root: `CallJournal="0"`,
    },
  },
  right: {
    "a scenario without requests": { scenarios: `<Scenario Id="CallJournal"/>` },
    "a scenario with its feature": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"></Request>`,
    ),
  },
});
