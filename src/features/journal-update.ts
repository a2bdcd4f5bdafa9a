import type { Call, CallNote, FeatureSettings, Match, Plan } from "../domain/index.ts";
import { deliver, type FeatureContext, findDelivery, skip } from "./context.ts";

/** What became of the journal entry of a call. */
export interface JournalState {
  /** False = nothing was sent, since the template left the address empty, such as for a call without recording. */
  readonly written: boolean;
  /** The helpdesk's id of the entry, where it gave one. */
  readonly id?: string;
  /** What the entry tells: {@link toJournalPrint} at the time it was written or revised. */
  readonly print: string;
}

/** All that a journal entry tells of a call and that may still change after it was written, as one text to compare. */
export function toJournalPrint(
  call: Call,
  match: Match,
  ticketId: string | undefined,
  note: CallNote | undefined,
  settings: FeatureSettings,
): string {
  const { disposition, extension, talkSeconds, recording } = call;
  const contact = match.state === "known" ? `${match.contact.type} ${match.contact.id}` : "";
  const audio = settings.callJournal.recordingLink ? [recording?.url ?? "", recording?.file ?? ""] : [];
  return JSON.stringify([
    disposition ?? "",
    extension ?? "",
    Math.round(talkSeconds),
    contact,
    ticketId ?? "",
    note ? [note.text, ...note.tags] : [],
    ...audio,
  ]);
}

/** Whether something that the entry tells has changed since it was written, or left out. */
export function isJournalOutdated({ call, match, link, note, settings }: FeatureContext): boolean {
  if (!link.journal) return false;
  return link.journal.print !== toJournalPrint(call, match, link.ticketId, note, settings);
}

/** Revises the journal entry in place when the recording, the note or anything else that it tells has come later. */
export function planJournalUpdate(context: FeatureContext): Plan[] {
  const { settled, link, template } = context;
  const entry = findDelivery(context, "call-journal");
  if (!settled || entry?.state !== "done" || !link.journal?.written || !isJournalOutdated(context)) return [];
  const { journalUpdate } = template;
  if (!journalUpdate) {
    const reason =
      "the entry keeps what was known when it was written: the template has no request that revises it (Updates)";
    return [skip("journal-update", "ended", "template-cannot", reason)];
  }
  if (journalUpdate.needsId && !link.journal.id) {
    const reason = "the helpdesk's answer gave no JournalId, so the entry cannot be revised";
    return [skip("journal-update", "ended", "journal-unnamed", reason)];
  }
  return [{ ...deliver("journal-update", "ended", { kind: "update-journal" }), again: true }];
}
