import { journal, journalBody, testRule } from "../../../test/support/rule-tester.ts";
import { unknownVariable } from "./unknown-variable.ts";

testRule(unknownVariable, {
  wrong: {
    "a misspelt variable": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/{{⟦.CallFrom⟧}}"></Request>`,
    ),
    "a variable of another case": journalBody(`{&quot;a&quot;:&quot;{{ UrlEncode ⟦.phone⟧ }}&quot;}`),
    "a parameter of another scenario": {
      ...journalBody(`{&quot;a&quot;:&quot;{{⟦.Team⟧}}&quot;}`),
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example"/>`,
    },
    "a field in an address of AuthMethod": {
      auth: `<Parameter Name="TokenEndPoint" Value="https://{{⟦.domain⟧}}/token"/>`,
    },
    "a name behind the root variable": journalBody(
      `{&quot;a&quot;:&quot;{{range .Subject}}{{⟦$.Nobody⟧}}{{end}}&quot;}`,
    ),
  },
  right: {
    "predefined variables, fields, parameters and outputs": {
      ...journalBody(
        `{&quot;a&quot;:&quot;{{.Phone}}{{.domain}}{{.Team}}{{.ContactsId}}&quot;}`,
        `<Parameter Father="CustomScenarioParameter" Name="Team"/>`,
      ),
      auth: `<Parameter Father="CustomFieldList" Name="domain" Editor="string" Title="T"/>`,
    },
    "a field that is bound by its Key": {
      ...journalBody(`{&quot;a&quot;:&quot;{{.domain}}&quot;}`),
      auth: `<Parameter Father="CustomFieldList" Name="The domain" Editor="string" Title="T" Key="domain"/>`,
    },
    "fields of what range goes over": journalBody(`{&quot;a&quot;:&quot;{{range .Subject}}{{.name}}{{end}}&quot;}`),
  },
});
