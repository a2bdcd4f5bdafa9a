import type { Plan } from "../domain/index.ts";
import { isTicketOpen } from "./auto-ticket.ts";
import { planCallJournal } from "./call-journal.ts";
import { deliver, type FeatureContext, findDecided, findDelivery, isOver, skip } from "./context.ts";

/**
 * Hands the recording to the helpdesk, once, where the template has a request for it: after the journal entry and the ticket, which it may
 * refer to. A template without such a request is no news, and neither is a call of which no recording is known so far.
 */
export function planRecordingUpload(context: FeatureContext): Plan[] {
  const { call, settled, settings, template, hasAudio } = context;
  const { recordingUpload } = template;
  if (!settled || !recordingUpload || !call.recording) return [];
  const decided = findDecided(context, "recording-upload");
  if (decided) return [decided];
  const leave = (code: string, reason: string) => [skip("recording-upload", "ended", code, reason)];
  if (!settings.callJournal.recordingLink) {
    return leave("switched-off", "recordings are not handed on (callJournal.recordingLink)");
  }
  if (!hasAudio) {
    return leave("no-audio", "the PBX tells of a recording that cannot be fetched from here");
  }
  if (isJournalOpen(context) || isTicketOpen(context)) return [];
  if (recordingUpload.needsJournalId && !hasJournalId(context)) {
    return leave("no-journal", "the recording belongs to a journal entry (JournalId), and there is none with an id");
  }
  if (recordingUpload.needsTicketId && !hasTicketId(context)) {
    return leave("no-ticket", "the recording belongs to a ticket (TicketId), and there is none with an id");
  }
  return [deliver("recording-upload", "ended", { kind: "upload-recording" })];
}

function isJournalOpen(context: FeatureContext): boolean {
  const plans = planCallJournal(context);
  const entry = findDelivery(context, "call-journal");
  return entry ? !isOver(entry) : plans.length === 0 || plans.some(({ kind }) => kind === "delivery");
}

// In a rehearsal, of past calls too, nothing gives an id: what is held, or is taken as done, counts as if it had.
function hasJournalId(context: FeatureContext): boolean {
  const { journal } = context.link;
  if (journal) return journal.id !== undefined;
  const entry = findDelivery(context, "call-journal");
  return entry?.state === "held" || entry?.state === "done";
}

function hasTicketId(context: FeatureContext): boolean {
  const isHeld = context.deliveries.some(({ feature, state }) => feature === "auto-ticket" && state === "held");
  return context.link.ticketId !== undefined || isHeld;
}
