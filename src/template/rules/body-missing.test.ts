import { journal, journalBody, testRule } from "../../../test/support/rule-tester.ts";
import { bodyMissing } from "./body-missing.ts";

testRule(bodyMissing, {
  wrong: {
    "a POST that carries nothing": journal(
      `⟦<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example">⟧</Request>`,
    ),
  },
  right: {
    "a body": journalBody(`{}`),
    "a query in the address": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example?a=1"></Request>`,
    ),
    "form parameters": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters><Parameter Type="Form" Name="a" Value="1"/></Parameters></Request>`,
    ),
    "a recording": journal(
      `<Request Name="Upload" Method="POST" URLFormat="https://acme.example/files"><Parameters><Parameter Father="Deskbell" Name="RecordingUpload" Value="file"/></Parameters></Request>`,
    ),
    "a GET": journal(`<Request Name="CallJournal" Method="GET" URLFormat="https://acme.example"/>`),
  },
});
