import { journal, testRule } from "../../../test/support/rule-tester.ts";
import { extensionValue } from "./extension-value.ts";

testRule(extensionValue, {
  wrong: {
    "a value that is not understood": {
      scenarios: `<Scenario Id="UserAssociation"><Parameters></Parameters><Requests><Request Name="UserAssociation" Method="GET" URLFormat="https://acme.example"><Parameters><Parameter Father="Deskbell" Name="PagingKind" Value="⟦pages⟧"/></Parameters></Request></Requests></Scenario>`,
    },
    "a size that is no number": {
      scenarios: `<Scenario Id="UserAssociation"><Parameters></Parameters><Requests><Request Name="UserAssociation" Method="GET" URLFormat="https://acme.example"><Parameters><Parameter Father="Deskbell" Name="PagingSize" Value="⟦many⟧"/></Parameters></Request></Requests></Scenario>`,
    },
    "a cursor without its path": {
      scenarios: `<Scenario Id="UserAssociation"><Parameters></Parameters><Requests>⟦<Request Name="UserAssociation" Method="GET" URLFormat="https://acme.example">⟧<Parameters><Parameter Father="Deskbell" Name="PagingKind" Value="cursor"/></Parameters></Request></Requests></Scenario>`,
    },
    "statuses that are none": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters><Parameter Father="Deskbell" Name="SuccessStatus" Value="⟦200, ok⟧"/></Parameters></Request>`,
    ),
    "a word without value": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters>⟦<Parameter Father="Deskbell" Name="RefusalText"/>⟧</Parameters></Request>`,
    ),
  },
  right: {
    "good values": {
      scenarios: `<Scenario Id="UserAssociation"><Parameters></Parameters><Requests><Request Name="UserAssociation" Method="GET" URLFormat="https://acme.example"><Parameters><Parameter Father="Deskbell" Name="PagingKind" Value="Cursor"/><Parameter Father="Deskbell" Name="PagingCursorPath" Value="meta.next"/><Parameter Father="Deskbell" Name="PagingSize" Value="100"/></Parameters></Request></Requests></Scenario>`,
    },
    statuses: journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters><Parameter Father="Deskbell" Name="SuccessStatus" Value="200, 2xx 400-404"/><Parameter Father="Deskbell" Name="IdempotencyHeader" Value=""/></Parameters></Request>`,
    ),
  },
});
