import { journal, testRule } from "../../../test/support/rule-tester.ts";
import { parameterType } from "./parameter-type.ts";

testRule(parameterType, {
  wrong: {
    "a parameter without type": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters>⟦<Parameter Name="Data" Value="{}"/>⟧</Parameters></Request>`,
    ),
    "a type that is not known": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters>⟦<Parameter Name="Data" Type="Bodi" Value="{}"/>⟧</Parameters></Request>`,
    ),
  },
  right: {
    "types in any case": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters><Parameter Name="Data" Type="BODY" Value="{}"/><Parameter Name="a" Type="query" Value="1"/></Parameters></Request>`,
    ),
    "words of Deskbell's own": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters><Parameter Father="Deskbell" Name="SuccessRule" Value="ok"/></Parameters></Request>`,
    ),
  },
});
