import { journal, testRule } from "../../../test/support/rule-tester.ts";
import { unknownElement } from "./unknown-element.ts";

testRule(unknownElement, {
  wrong: {
    "a misspelt element": { auth: `⟦<Param Name="x"/>⟧` },
    "an element in the wrong place": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Outputs>⟦<Parameter Name="x"/>⟧</Outputs></Request>`,
    ),
    "an element in another case": { scenarios: `⟦<scenario Id="Common"/>⟧` },
  },
  right: {
    "known elements": { scenarios: `<Scenario Id="Common"><Presets/><Responses/></Scenario>` },
    "what stands in an element that is not known, once": { scenarios: "" },
  },
});
