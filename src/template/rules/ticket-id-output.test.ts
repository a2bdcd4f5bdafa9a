import { testRule } from "../../../test/support/rule-tester.ts";
import { ticketIdOutput } from "./ticket-id-output.ts";

testRule(ticketIdOutput, {
  wrong: {
    "an id that is not kept": {
      scenarios: `<Scenario Id="CreateNewTicket"><Parameters></Parameters><Requests><Request Name="CreateNewTicket" Method="POST" URLFormat="https://acme.example/t"/><Request Name="UpdateTicket" Method="PUT" URLFormat="https://acme.example/t/{{⟦.TicketId⟧}}"/></Requests></Scenario>`,
    },
  },
  right: {
    "an id that is kept": {
      scenarios: `<Scenario Id="CreateNewTicket"><Parameters></Parameters><Requests><Request Name="CreateNewTicket" Method="POST" URLFormat="https://acme.example/t"><Outputs><Output Name="TicketId" Path="id"/></Outputs></Request><Request Name="UpdateTicket" Method="PUT" URLFormat="https://acme.example/t/{{.TicketId}}"/></Requests></Scenario>`,
    },
    "tickets whose id nobody uses": {
      scenarios: `<Scenario Id="CreateNewTicket"><Parameters></Parameters><Requests><Request Name="CreateNewTicket" Method="POST" URLFormat="https://acme.example/t"/></Requests></Scenario>`,
    },
  },
});
