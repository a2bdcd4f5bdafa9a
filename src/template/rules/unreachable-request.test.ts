import { testRule } from "../../../test/support/rule-tester.ts";
import { unreachableRequest } from "./unreachable-request.ts";

testRule(unreachableRequest, {
  wrong: {
    "a request that nothing leads to": {
      scenarios: `<Scenario Id="Common"><Requests>⟦<Request Name="Numbers" Method="GET" URLFormat="https://acme.example"/>⟧</Requests></Scenario>`,
    },
  },
  right: {
    "a request that another goes on with": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example?q={{UrlEncode .Phone}}"><Outputs Next="Numbers"><Output Name="ContactsId" Path="id"/></Outputs></Request>`,
      scenarios: `<Scenario Id="Common"><Requests><Request Name="Numbers" Method="GET" URLFormat="https://acme.example/{{.ContactsId}}"></Request></Requests></Scenario>`,
    },
  },
});
