import { testRule } from "../../../test/support/rule-tester.ts";
import { nextTargetMissing } from "./next-target-missing.ts";

testRule(nextTargetMissing, {
  wrong: {
    "a misspelt name": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example?q={{UrlEncode .Phone}}"><Outputs Next="⟦Number⟧"><Output Name="ContactsId" Path="id"/></Outputs></Request>`,
      scenarios: `<Scenario Id="Common"><Requests><Request Name="Numbers" Method="GET" URLFormat="https://acme.example/{{.ContactsId}}"></Request></Requests></Scenario>`,
    },
    "a request of another scenario": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example?q={{UrlEncode .Phone}}"><Outputs Next="⟦CallJournal⟧"><Output Name="ContactsId" Path="id"/></Outputs></Request>`,
    },
  },
  right: {
    "a request of Common": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example?q={{UrlEncode .Phone}}"><Outputs Next="Numbers"><Output Name="ContactsId" Path="id"/></Outputs></Request>`,
      scenarios: `<Scenario Id="Common"><Requests><Request Name="Numbers" Method="GET" URLFormat="https://acme.example/{{.ContactsId}}"></Request></Requests></Scenario>`,
    },
    "a request of the same scenario": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example?q={{UrlEncode .Phone}}"><Outputs Next="more"><Output Name="ContactsId" Path="id"/></Outputs></Request><Request Name="more" Method="GET" URLFormat="https://acme.example"/>`,
    },
  },
});
