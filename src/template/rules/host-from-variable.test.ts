import { journal, testRule } from "../../../test/support/rule-tester.ts";
import { hostFromVariable } from "./host-from-variable.ts";

testRule(hostFromVariable, {
  wrong: {
    "a server from a search": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://{{⟦.CustomValue⟧}}/calls"></Request>`,
    ),
    "a piece of the server": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://a-{{⟦.Call_To⟧}}.acme.example/{{.Subject}}"></Request>`,
    ),
  },
  right: {
    "a server from a field": {
      ...journal(
        `<Request Name="CallJournal" Method="GET" URLFormat="https://{{.domain}}.acme.example/{{.ContactId}}?x=a://{{.Subject}}"/>`,
      ),
      auth: `<Parameter Father="CustomFieldList" Name="domain" Editor="string" Title="T"/>`,
    },
    "a server written out": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/{{.Subject}}"></Request>`,
    ),
  },
});
