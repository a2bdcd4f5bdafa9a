import { testRule } from "../../../test/support/rule-tester.ts";
import { userIdOutput } from "./user-id-output.ts";

testRule(userIdOutput, {
  wrong: {
    "users without e-mail address": {
      scenarios: `<Scenario Id="UserAssociation"><Parameters></Parameters><Requests>⟦<Request Name="UserAssociation" Method="GET" URLFormat="https://acme.example">⟧<Parameters></Parameters><Outputs><Output Name="UserUniqueId" Path="id"/></Outputs></Request></Requests></Scenario>`,
    },
  },
  right: {
    "users with id and e-mail address": {
      scenarios: `<Scenario Id="UserAssociation"><Parameters></Parameters><Requests><Request Name="UserAssociation" Method="GET" URLFormat="https://acme.example"><Parameters></Parameters><Outputs><Output Name="UserUniqueId" Path="id"/><Output Name="Email" Path="e"/></Outputs></Request></Requests></Scenario>`,
    },
  },
});
