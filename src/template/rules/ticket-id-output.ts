import { findScenario } from "../find.ts";
import { referenceSpan } from "../go-text.ts";
import type { Rule } from "../rule.ts";

/** Tickets whose id is used and not kept. */
export const ticketIdOutput: Rule = {
  code: "ticket-id-output",
  category: "correctness",
  severity: "error",
  docs: {
    what: "TicketId is used, but no request of CreateNewTicket has an output TicketId.",
    why: "The id stays empty: the ticket is never updated and the journal never finds it.",
    wrong: '<Request Name="CreateNewTicket" …><Outputs><Output Name="Id" Path="ticket.id"/>',
    right: '<Request Name="CreateNewTicket" …><Outputs><Output Name="TicketId" Path="ticket.id"/>',
  },
  *check({ template, goTexts }) {
    const requests = findScenario(template, "CreateNewTicket")?.requests ?? [];
    if (
      requests.length === 0 ||
      requests.some(({ outputs }) => outputs.some(({ name, path }) => name === "TicketId" && path.value !== ""))
    )
      return;
    for (const goText of goTexts) {
      const reference = goText.parsed?.references.find(({ name }) => name === "TicketId");
      if (!reference) continue;
      yield {
        message: `${goText.label}: TicketId is always empty, since CreateNewTicket has no output of that name`,
        span: referenceSpan(goText, reference),
        help: 'add <Output Name="TicketId" Path="…"/> to the request that creates the ticket',
      };
    }
  },
};
