import { type Call, type Contact, type ContactType, isWithheld, type Match } from "../../domain/index.ts";
import { findScenario } from "../../template/index.ts";
import type { IntegrationRuntime } from "../runtime.ts";
import type { PastCall } from "./past-call.ts";

/**
 * Stands for the id that the helpdesk would give to something that it has never made. A digit, so that it fits wherever an id does.
 */
const NEW_ID = "0";

/** Who the other party is before the helpdesk is asked, if it is. A phonebook's word of then counts. */
export function firstMatch(call: Call, past: PastCall, { integration }: IntegrationRuntime): Match {
  const { contactSync } = integration.settings;
  if (call.direction === "internal") return { state: "none", reason: "the call is internal" };
  if (isWithheld(call.externalNumber)) return { state: "none", reason: "the number is withheld" };
  if (!contactSync.enabled) return { state: "none", reason: "contact synchronisation is switched off" };
  const asked = past.deliveries.some(({ feature }) => feature === "contact-sync");
  if (asked || contactSync.alwaysQuery) return { state: "pending" };
  const { match } = past.link;
  return match.state === "none" || match.state === "pending" ? { state: "pending" } : match;
}

/** What the look-up found then: before a contact was created for the number, nobody. */
export function lookedUpMatch({ link, deliveries }: PastCall): Match {
  if (deliveries.some(({ feature }) => feature === "contact-creation")) return { state: "unknown" };
  if (link.match.state !== "none" && link.match.state !== "pending") return link.match;
  return { state: "failed", reason: "nobody was looked up then, and a rehearsal asks nobody" };
}

/** Whom a creation would bring: the contact of then, else one that stands for it. */
export function createdMatch({ link, call }: PastCall, type: ContactType, name: string): Match {
  return link.match.state === "known" ? link.match : supposedMatch(call, type, name);
}

/** A contact that stands for the one that would be created for a call's number. */
export function supposedMatch(call: Call, type: ContactType, name: string): Match {
  const contact: Contact = {
    id: NEW_ID,
    type,
    name,
    email: "",
    numbers: [{ kind: "BusinessNumber", number: call.externalNumber }],
    customValue: "",
    url: "",
    outputs: {},
  };
  return { state: "known", contact, source: "created" };
}

/** The id of the ticket that would be created: that of then, else one that stands for it; `undefined` when the template reads none. */
export function createdTicket({ link }: PastCall, { template }: IntegrationRuntime): string | undefined {
  const requests = findScenario(template, "CreateNewTicket")?.requests ?? [];
  const names = requests.some(
    ({ name, outputs }) => name === "CreateNewTicket" && outputs.some((one) => one.name === "TicketId"),
  );
  return names ? (link.ticketId ?? NEW_ID) : undefined;
}

/** Who a contact that an agent created by hand is, once it was there (`at`: ms since 1970). */
export function handMadeMatch({ deliveries, link }: PastCall, at: number): Match | undefined {
  const isThere = deliveries.some(
    ({ feature, trigger, state, endedAt }) =>
      feature === "contact-creation" && trigger === "manual" && state === "done" && (endedAt ?? at) <= at,
  );
  return isThere && link.match.state === "known" ? link.match : undefined;
}
