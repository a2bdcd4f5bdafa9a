import type { Plan } from "../domain/index.ts";
import { isTicketOpen } from "./auto-ticket.ts";
import { toParty } from "./contact-creation.ts";
import { deliver, type FeatureContext, skip } from "./context.ts";

/** Writes one journal entry for every external call, answered or missed, after the contact and the ticket that it refers to. */
export function planCallJournal(context: FeatureContext): Plan[] {
  const { settings, template, settled } = context;
  if (!settled) return [];
  if (!settings.callJournal.enabled) {
    return [skip("call-journal", "ended", "switched-off", "the call journal is switched off (callJournal.enabled)")];
  }
  if (!template.supports.callJournal) {
    return [skip("call-journal", "ended", "template-cannot", "the template cannot write a call journal")];
  }
  const party = toParty(context);
  if (party.state === "open" || isTicketOpen(context)) return [];
  if (party.state === "nobody" && template.needsContact.journal) {
    const reason = `no journal entry: the template's journal needs a contact (NeedSyncContact), and ${party.reason}`;
    return [skip("call-journal", "ended", party.code, reason)];
  }
  return [deliver("call-journal", "ended", { kind: "write-journal" })];
}
