import { journal, testRule } from "../../../test/support/rule-tester.ts";
import { httpUrl } from "./http-url.ts";

testRule(httpUrl, {
  wrong: {
    "an address of a request": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="⟦http://⟧acme.example/calls"></Request>`,
    ),
    "an address of AuthMethod": { auth: `<Parameter Name="TokenEndPoint" Value="⟦http://⟧acme.example/token"/>` },
  },
  right: {
    "https, and a helpdesk on the same machine": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/?next=x"></Request>`,
    ),
    "a helpdesk on the same machine": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="http://127.0.0.1:8080/calls"></Request>`,
    ),
  },
});
