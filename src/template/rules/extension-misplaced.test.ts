import { journal, testRule } from "../../../test/support/rule-tester.ts";
import { extensionMisplaced } from "./extension-misplaced.ts";

testRule(extensionMisplaced, {
  wrong: {
    "paging on a scenario": {
      scenarios: `<Scenario Id="UserAssociation"><Parameters>⟦<Parameter Father="Deskbell" Name="PagingKind" Value="page"/>⟧</Parameters><Requests><Request Name="UserAssociation" Method="GET" URLFormat="https://acme.example"><Parameters></Parameters></Request></Requests></Scenario>`,
    },
    "paging of another request": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters>⟦<Parameter Father="Deskbell" Name="PagingKind" Value="page"/>⟧</Parameters></Request>`,
    ),
    "PKCE on a request": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters>⟦<Parameter Father="Deskbell" Name="PKCE" Value="none"/>⟧</Parameters></Request>`,
    ),
  },
  right: {
    "paging on its request": {
      scenarios: `<Scenario Id="UserAssociation"><Parameters></Parameters><Requests><Request Name="UserAssociation" Method="GET" URLFormat="https://acme.example"><Parameters><Parameter Father="Deskbell" Name="PagingKind" Value="page"/></Parameters></Request></Requests></Scenario>`,
    },
    "PKCE in AuthMethod": { auth: `<Parameter Father="Deskbell" Name="PKCE" Value="none"/>` },
    "a rule of success on any request": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters><Parameter Father="Deskbell" Name="SuccessRule" Value="ok"/></Parameters></Request>`,
    ),
  },
});
