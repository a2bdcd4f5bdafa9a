import { testRule } from "../../../test/support/rule-tester.ts";
import { updateWithoutTicketId } from "./update-without-ticket-id.ts";

testRule(updateWithoutTicketId, {
  wrong: {
    "an update of no ticket": {
      scenarios: `<Scenario Id="CreateNewTicket"><Parameters></Parameters><Requests>⟦<Request Name="UpdateTicket" Method="PUT" URLFormat="https://acme.example/t"/>⟧</Requests></Scenario>`,
    },
  },
  right: {
    "an update with the id in its address": {
      scenarios: `<Scenario Id="CreateNewTicket"><Parameters></Parameters><Requests><Request Name="UpdateTicket" Method="PUT" URLFormat="https://acme.example/t/{{.TicketId}}"/></Requests></Scenario>`,
    },
    "an update with the id in its body": {
      scenarios: `<Scenario Id="CreateNewTicket"><Parameters></Parameters><Requests><Request Name="UpdateTicket" Method="PUT" URLFormat="https://acme.example/t"><Parameters><Parameter Type="Body" Name="D" Value="{&quot;id&quot;:&quot;{{.TicketId}}&quot;}"/></Parameters></Request></Requests></Scenario>`,
    },
  },
});
