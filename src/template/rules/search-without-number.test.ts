import { testRule } from "../../../test/support/rule-tester.ts";
import { searchWithoutNumber } from "./search-without-number.ts";

testRule(searchWithoutNumber, {
  wrong: {
    "a search of all": {
      search: `⟦<Request Name="contacts" Method="GET" URLFormat="https://acme.example/people">⟧</Request>`,
    },
    "a free search of all": {
      scenarios: `<Scenario Id="SearchContact"><Requests>⟦<Request Name="SearchContact_contacts" Method="GET" URLFormat="https://acme.example?q={{.Phone}}"/>⟧</Requests></Scenario>`,
    },
  },
  right: {
    "a number in the address": {},
    "a number in the body": {
      search: `<Request Name="contacts" Method="POST" URLFormat="https://acme.example"><Parameters><Parameter Type="Body" Name="D" Value="{&quot;q&quot;:&quot;{{.CallerNumber}}&quot;}"/></Parameters></Request>`,
    },
    "a request that another goes on with": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example?q={{UrlEncode .Phone}}"><Outputs Next="more"><Output Name="ContactsId" Path="id"/></Outputs></Request><Request Name="more" Method="GET" URLFormat="https://acme.example/{{.ContactsId}}"/>`,
    },
  },
});
