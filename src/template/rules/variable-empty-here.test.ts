import { journalBody, testRule } from "../../../test/support/rule-tester.ts";
import { variableEmptyHere } from "./variable-empty-here.ts";

testRule(variableEmptyHere, {
  wrong: {
    "a ticket while a contact is looked up": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example?q={{⟦.TicketId⟧}}"/>`,
    },
    "a call while users are listed": {
      scenarios: `<Scenario Id="UserAssociation"><Requests><Request Name="UserAssociation" Method="GET" URLFormat="https://acme.example?q={{⟦.Phone⟧}}"/></Requests></Scenario>`,
    },
  },
  right: {
    "a recording in a journal": journalBody(`{&quot;a&quot;:&quot;{{.RecordPath}}&quot;}`),
    "a name that a field has too": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example?q={{.TicketId}}"/>`,
      auth: `<Parameter Father="CustomFieldList" Name="TicketId" Editor="string" Title="T"/>`,
    },
  },
});
