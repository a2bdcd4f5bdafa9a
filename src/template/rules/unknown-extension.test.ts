import { journal, testRule } from "../../../test/support/rule-tester.ts";
import { unknownExtension } from "./unknown-extension.ts";

testRule(unknownExtension, {
  wrong: {
    "a misspelt word": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters>⟦<Parameter Father="Deskbell" Name="SuccesRule" Value="ok"/>⟧</Parameters></Request>`,
    ),
  },
  right: {
    "a known word in another case": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters><Parameter Father="Deskbell" Name="successrule" Value="ok"/></Parameters></Request>`,
    ),
  },
});
