import { SECOND } from "../base/index.ts";
import type { Plan } from "../domain/index.ts";
import { isTicketOpen } from "./auto-ticket.ts";
import { toParty } from "./contact-creation.ts";
import { deliver, type FeatureContext, findDecided, skip } from "./context.ts";
import { isJournalOutdated } from "./journal-update.ts";

/** Until when the entry waits for the recording (ms since 1970); `undefined` when it does not. */
export function recordingUntil({ call, settings }: FeatureContext): number | undefined {
  const { enabled, recordingLink, waitForRecordingSeconds } = settings.callJournal;
  if (!enabled || !recordingLink || waitForRecordingSeconds === 0) return undefined;
  if (call.disposition !== "answered" || call.recording !== undefined || call.endedAt === undefined) return undefined;
  return call.endedAt + waitForRecordingSeconds * SECOND;
}

/** Writes one journal entry for each external call of the chosen directions and outcomes, after the contact and the ticket that it refers to. */
export function planCallJournal(context: FeatureContext): Plan[] {
  const { call, settings, template, settled } = context;
  if (!settled) return [];
  const decided = findDecided(context, "call-journal");
  if (decided) return [decided];
  if (!settings.callJournal.enabled) {
    return [skip("call-journal", "ended", "switched-off", "the call journal is switched off (callJournal.enabled)")];
  }
  if (!template.supports.callJournal) {
    return [skip("call-journal", "ended", "template-cannot", "the template cannot write a call journal")];
  }
  const { inbound, outbound, outcomes } = settings.callJournal;
  if (!(call.direction === "inbound" ? inbound : outbound)) {
    const reason = `${call.direction} calls are not written down (callJournal.${call.direction})`;
    return [skip("call-journal", "ended", "direction-off", reason)];
  }
  const outcome = call.disposition === "answered" ? "answered" : "no-answer";
  if (!outcomes.includes(outcome)) {
    const reason = `calls that ended as ${outcome} are not written down (callJournal.outcomes)`;
    return [skip("call-journal", "ended", "outcome-off", reason)];
  }
  const until = recordingUntil(context);
  if (until !== undefined && context.now < until) return [];
  const party = toParty(context);
  if (party.state === "open" || isTicketOpen(context)) return [];
  if (party.state === "nobody" && template.needsContact.journal) {
    const reason = `no journal entry: the template's journal needs a contact (NeedSyncContact), and ${party.reason}`;
    return [skip("call-journal", "ended", party.code, reason)];
  }
  const plan = deliver("call-journal", "ended", { kind: "write-journal" });
  // The template had nothing to send, as many have without a recording; now there is news.
  const isLeftOut = context.link.journal?.written === false && isJournalOutdated(context);
  return [isLeftOut ? { ...plan, again: true } : plan];
}
