import { findScenario } from "../find.ts";
import type { Rule } from "../rule.ts";

/** Updates of no ticket in particular. */
export const updateWithoutTicketId: Rule = {
  code: "update-without-ticket-id",
  category: "correctness",
  severity: "error",
  docs: {
    what: "The request UpdateTicket names the ticket neither in its address nor in its body.",
    why: "The helpdesk cannot know which ticket is meant.",
    wrong: '<Request Name="UpdateTicket" Method="PATCH" URLFormat="https://acme.example/tickets">',
    right: '<Request Name="UpdateTicket" Method="PATCH" URLFormat="https://acme.example/tickets/{{.TicketId}}">',
  },
  *check({ template, goTexts }) {
    for (const request of findScenario(template, "CreateNewTicket")?.requests ?? []) {
      if (request.name !== "UpdateTicket") continue;
      const own = goTexts.filter((goText) => goText.request === request);
      if (own.some(({ parsed, error }) => error || parsed?.references.some(({ name }) => name === "TicketId")))
        continue;
      const message = "CreateNewTicket/UpdateTicket does not use TicketId";
      yield { message, span: request.span, help: "put {{.TicketId}} into its address" };
    }
  },
};
