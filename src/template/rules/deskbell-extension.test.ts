import { journal, testRule } from "../../../test/support/rule-tester.ts";
import { deskbellExtension } from "./deskbell-extension.ts";

testRule(deskbellExtension, {
  wrong: {
    "a word of Deskbell's own": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters>⟦<Parameter Father="Deskbell" Name="SuccessRule" Value="ok"/>⟧</Parameters></Request>`,
    ),
  },
  right: {
    "parameters of the vendor": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters><Parameter Type="Header" Name="X" Value="1"/></Parameters></Request>`,
    ),
  },
});
