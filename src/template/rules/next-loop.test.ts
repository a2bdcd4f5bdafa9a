import { testRule } from "../../../test/support/rule-tester.ts";
import { nextLoop } from "./next-loop.ts";

testRule(nextLoop, {
  wrong: {
    "a request that goes on with itself": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example?q={{UrlEncode .Phone}}"><Outputs Next="Numbers"><Output Name="ContactsId" Path="id"/></Outputs></Request>`,
      scenarios: `<Scenario Id="Common"><Requests><Request Name="Numbers" Method="GET" URLFormat="https://acme.example/{{.ContactsId}}"><Outputs Next="⟦Numbers⟧"/></Request></Requests></Scenario>`,
    },
    "two requests that go on with each other": {
      scenarios: `<Scenario Id="Common"><Requests><Request Name="Numbers" Method="GET" URLFormat="https://acme.example/{{.ContactsId}}"><Outputs Next="⟦B⟧"/></Request><Request Name="B" Method="GET" URLFormat="https://acme.example"><Outputs Next="⟦Numbers⟧"/></Request></Requests></Scenario>`,
    },
  },
  right: {
    "a chain that ends": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example?q={{UrlEncode .Phone}}"><Outputs Next="Numbers"><Output Name="ContactsId" Path="id"/></Outputs></Request>`,
      scenarios: `<Scenario Id="Common"><Requests><Request Name="Numbers" Method="GET" URLFormat="https://acme.example/{{.ContactsId}}"></Request></Requests></Scenario>`,
    },
  },
});
