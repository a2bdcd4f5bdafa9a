import type { Plan } from "../domain/index.ts";
import { deliver, type FeatureContext, findDelivery, isOver, skip } from "./context.ts";

/** Brings a ticket up to date at the end of the call that was created while it rang. Tickets made afterwards are complete already. */
export function planTicketUpdate(context: FeatureContext): Plan[] {
  const ticket = findDelivery(context, "auto-ticket", "ringing");
  if (!context.settled || !ticket || !isOver(ticket)) return [];
  if (ticket.state !== "done") {
    const note = ticket.note ? ` (${ticket.note})` : "";
    return [
      skip("ticket-update", "ended", "ticket-missing", `the ticket was not created${note}, so there is none to update`),
    ];
  }
  if (!context.link.ticketMadeBefore || !context.link.ticketId) {
    const reason = "the helpdesk's answer gave no TicketId, so the ticket cannot be updated";
    return [skip("ticket-update", "ended", "ticket-unnamed", reason)];
  }
  if (!context.template.hasUpdateTicket) {
    const reason = `ticket ${context.link.ticketId} keeps what was known while the phone rang: the template has no request UpdateTicket`;
    return [skip("ticket-update", "ended", "template-cannot", reason)];
  }
  return [deliver("ticket-update", "ended", { kind: "update-ticket" })];
}
