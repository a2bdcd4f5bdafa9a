import type { Plan } from "../domain/index.ts";
import { planAutoTicket } from "./auto-ticket.ts";
import { planCallJournal } from "./call-journal.ts";
import { planContactCreation } from "./contact-creation.ts";
import { planContactSync, toSettledMatch } from "./contact-sync.ts";
import { type FeatureContext, skip } from "./context.ts";
import { planJournalUpdate } from "./journal-update.ts";
import { planPopups } from "./popup.ts";
import { planRecordingUpload } from "./recording-upload.ts";
import { planTicketUpdate } from "./ticket-update.ts";

/**
 * Which deliveries, pop-ups and skips ought to exist, given what is known now. Asked again after every change of the call or its match:
 * what is not certain yet is left out, and what exists already is planned again and ignored by its key. In the order of a call's end:
 * contact, ticket, journal, recording, since each needs the id that the former produced.
 */
export function planFeatures(given: FeatureContext): Plan[] {
  if (given.call.direction === "internal") {
    // Until the end a later event may still correct the direction.
    const reason = "the call is internal: it triggers nothing";
    return given.settled ? [skip("contact-sync", "ringing", "internal-call", reason)] : [];
  }
  const context = { ...given, match: toSettledMatch(given) };
  return [
    ...planContactSync(given),
    ...planContactCreation(context),
    ...planPopups(context),
    ...planAutoTicket(context),
    ...planTicketUpdate(context),
    ...planCallJournal(context),
    ...planJournalUpdate(context),
    ...planRecordingUpload(context),
  ];
}
