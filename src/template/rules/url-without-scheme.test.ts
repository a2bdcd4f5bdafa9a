import { journal, testRule } from "../../../test/support/rule-tester.ts";
import { urlWithoutScheme } from "./url-without-scheme.ts";

testRule(urlWithoutScheme, {
  wrong: {
    "an empty address": journal(`<Request Name="CallJournal" Method="POST" URLFormat="⟦⟧"></Request>`),
    "an address without scheme": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="⟦a⟧cme.example/calls"></Request>`,
    ),
    "an address of another scheme": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="⟦f⟧tp://acme.example"></Request>`,
    ),
  },
  right: {
    "an address that a field begins": {
      ...journal(`<Request Name="CallJournal" Method="GET" URLFormat="{{.address}}/calls"/>`),
      auth: `<Parameter Father="CustomFieldList" Name="address" Editor="string" Title="T"/>`,
    },
    "an address in a condition": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="{{if .RecordPath}}https://acme.example{{end}}"></Request>`,
    ),
  },
});
