import { journalBody, testRule } from "../../../test/support/rule-tester.ts";
import { unusedField } from "./unused-field.ts";

testRule(unusedField, {
  wrong: {
    "a field that is used nowhere": {
      auth: `⟦<Parameter Father="CustomFieldList" Name="domain" Editor="string" Title="T"/>⟧`,
    },
  },
  right: {
    "a field that is used": {
      ...journalBody(`{&quot;d&quot;:&quot;{{.domain}}&quot;}`),
      auth: `<Parameter Father="CustomFieldList" Name="domain" Editor="string" Title="T"/>`,
    },
    "fields that the engine uses": {
      auth: `<Parameter Father="CustomFieldList" Name="client_id" Editor="string" Title="T"/><Parameter Father="CustomFieldList" Name="client_secret" Editor="password" Title="T"/>`,
    },
  },
});
