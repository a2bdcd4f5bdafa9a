import { journal, journalBody, testRule } from "../../../test/support/rule-tester.ts";
import { contactNotRequired } from "./contact-not-required.ts";

testRule(contactNotRequired, {
  wrong: {
    "an address that needs a contact": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/{{⟦.ContactId⟧}}/calls"></Request>`,
    ),
  },
  right: {
    "a contact that is required": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/{{.ContactId}}/calls"></Request>`,
      `<Parameter Name="NeedSyncContact" Value="1"/>`,
    ),
    "an address in a condition": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="{{if .ContactId}}https://acme.example/{{.ContactId}}/calls{{end}}"></Request>`,
    ),
    "a contact in the body": journalBody(`{&quot;c&quot;:&quot;{{.ContactId}}&quot;}`),
  },
});
