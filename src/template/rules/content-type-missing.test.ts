import { journal, journalBody, testRule } from "../../../test/support/rule-tester.ts";
import { contentTypeMissing } from "./content-type-missing.ts";

testRule(contentTypeMissing, {
  wrong: {
    "a body that does not say what it is": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters>⟦<Parameter Name="Data" Type="Body" Value="{}"/>⟧</Parameters></Request>`,
    ),
  },
  right: {
    "a header of the request": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters><Parameter Name="Data" Type="Body" Value="{}"/><Parameter Name="content-type" Type="Header" Value="application/json"/></Parameters></Request>`,
    ),
    "a header of all requests": {
      ...journalBody("{}"),
      auth: `<Parameter Father="PopulateTemplateString" Type="Header" Name="Content-Type" Value="application/json"/>`,
    },
  },
});
