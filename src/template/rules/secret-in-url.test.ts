import { journal, testRule } from "../../../test/support/rule-tester.ts";
import { secretInUrl } from "./secret-in-url.ts";

testRule(secretInUrl, {
  wrong: {
    "a secret in the query": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example?k={{⟦.key⟧}}&amp;q={{UrlEncode .Phone}}"/>`,
      auth: `<Parameter Father="CustomFieldList" Name="key" Editor="password" Title="T"/>`,
    },
    "a secret in a query parameter": {
      ...journal(
        `<Request Name="CallJournal" Method="GET" URLFormat="https://acme.example"><Parameters><Parameter Type="Query" Name="k" Value="{{⟦.key⟧}}"/></Parameters></Request>`,
      ),
      auth: `<Parameter Father="CustomFieldList" Name="key" Editor="password" Title="T"/>`,
    },
    "the client secret in the address for consent": {
      auth: `<Parameter Father="CustomFieldList" Name="client_secret" Editor="password" Title="T"/><Parameter Name="AuthEndPoint" Value="https://acme.example?s={{⟦.client_secret⟧}}"/>`,
    },
  },
  right: {
    "a secret in a header": {
      auth: `<Parameter Father="CustomFieldList" Name="key" Editor="password" Title="T"/><Parameter Father="PopulateTemplateString" Type="Header" Name="X-Key" Value="{{.key}}"/>`,
    },
    "the client id in the address for consent": {
      auth: `<Parameter Father="CustomFieldList" Name="client_id" Editor="password" Title="T"/><Parameter Name="AuthEndPoint" Value="https://acme.example?c={{.client_id}}"/>`,
    },
  },
});
