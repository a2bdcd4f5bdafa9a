import { journal, testRule } from "../../../test/support/rule-tester.ts";
import { unknownFunction } from "./unknown-function.ts";

testRule(unknownFunction, {
  wrong: {
    "a function that nobody has": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/{{⟦Base64⟧ .Subject}}"></Request>`,
    ),
    "a misspelt function": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/{{.Subject | ⟦UrlEncod⟧}}"></Request>`,
    ),
  },
  right: {
    "the functions of the vendor, of Go, and raw": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/{{UrlEncode .Subject}}{{ToMillis .StartTimeUnix}}{{len .Subject}}{{raw .Subject}}"></Request>`,
    ),
  },
});
