import { testRule } from "../../../test/support/rule-tester.ts";
import { urlValueNotEncoded } from "./url-value-not-encoded.ts";

testRule(urlValueNotEncoded, {
  wrong: {
    "a number in a query": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example?q={{⟦.Phone⟧}}"/>`,
    },
    "a number between other texts": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example?q=%2A{{ printf &quot;%s&quot; ⟦.Phone⟧ }}%2A"/>`,
    },
  },
  right: {
    "an encoded number": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example?q={{UrlEncode .Phone}}&amp;r={{.Phone | UrlEncode}}"/>`,
    },
    "a number in the path": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example/{{.Phone}}"/>`,
    },
    "conditions, ids and fields": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example?{{if .Phone}}t={{.team}}&amp;i={{.ContactId}}{{end}}"/>`,
      auth: `<Parameter Father="CustomFieldList" Name="team" Editor="string" Title="T"/>`,
    },
  },
});
