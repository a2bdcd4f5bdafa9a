import { testRule } from "../../../test/support/rule-tester.ts";
import { contactIdOutput } from "./contact-id-output.ts";

testRule(contactIdOutput, {
  wrong: {
    "a search without id": {
      search: `⟦<Request Name="contacts" Method="GET" URLFormat="https://acme.example">⟧<Outputs><Output Name="Id" Path="id"/></Outputs></Request>`,
    },
    "a search with the id of another type": {
      search: `⟦<Request Name="accounts" Method="GET" URLFormat="https://acme.example">⟧<Outputs><Output Name="ContactsId" Path="id"/></Outputs></Request>`,
    },
    "an id without path": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example"><Outputs>⟦<Output Name="ContactsId" Path=""/>⟧</Outputs></Request>`,
    },
    "a search that names no type, without id": {
      search: `⟦<Request Name="people" Method="GET" URLFormat="https://acme.example">⟧<Outputs><Output Name="PeopleId" Path="id"/></Outputs></Request>`,
    },
    "a free search without id": {
      scenarios: `<Scenario Id="SearchContact"><Requests>⟦<Request Name="SearchContact_leads" Method="GET" URLFormat="https://acme.example"/>⟧</Requests></Scenario>`,
    },
  },
  right: {
    "a search that names no type, with an id": {
      search: `<Request Name="people" Method="GET" URLFormat="https://acme.example"><Outputs><Output Name="ContactsId" Path="id"/></Outputs></Request>`,
    },
    "a request that adds to what another one has found": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example"><Outputs Next="Detail"><Output Name="ContactsId" Path="id"/></Outputs></Request>
        <Request Name="Detail" Method="GET" URLFormat="https://acme.example/{{.ContactsId}}"><Outputs><Output Name="Email" Path="mail"/></Outputs></Request>`,
    },
    "the id of the type": {
      search: `<Request Name="leads" Method="GET" URLFormat="https://acme.example"><Outputs><Output Name="LeadsId" Path="id"/></Outputs></Request>`,
    },
    "a free search with id": {
      scenarios: `<Scenario Id="SearchContact"><Requests><Request Name="SearchContact_leads" Method="GET" URLFormat="https://acme.example"><Outputs><Output Name="LeadsId" Path="id"/></Outputs></Request></Requests></Scenario>`,
    },
  },
});
