import type { Call, Plan, TicketOutcome } from "../domain/index.ts";
import { toParty } from "./contact-creation.ts";
import { deliver, type FeatureContext, findDecided, findDelivery, isOver, skip } from "./context.ts";

/** Creates one ticket for a call: while it rings, or when it has ended in one of the chosen ways. */
export function planAutoTicket(context: FeatureContext): Plan[] {
  const { settings, template, settled } = context;
  // One ticket for a call, also when the settings have changed since it was ordered.
  const ordered = findDelivery(context, "auto-ticket");
  if (ordered) return [deliver("auto-ticket", ordered.trigger, { kind: "create-ticket" })];
  const decided = findDecided(context, "auto-ticket");
  if (decided) return [decided];
  if (settings.autoTicket.when === "off") {
    const reason = "automatic tickets are switched off (autoTicket.when)";
    return settled ? [skip("auto-ticket", "ended", "switched-off", reason)] : [];
  }
  if (!template.supports.createTicket) {
    return settled ? [skip("auto-ticket", "ended", "template-cannot", "the template cannot create tickets")] : [];
  }
  return settings.autoTicket.when === "before" ? planBefore(context) : planAfter(context);
}

/** Whether the journal has to wait, since a ticket may still come whose id it needs. */
export function isTicketOpen(context: FeatureContext): boolean {
  const plans = planAutoTicket(context);
  if (plans.length === 0) return true;
  return plans.some((plan) => {
    if (plan.kind !== "delivery") return false;
    const delivery = findDelivery(context, "auto-ticket", plan.trigger);
    return !delivery || !isOver(delivery);
  });
}

function planBefore(context: FeatureContext): Plan[] {
  const { call, settings, settled } = context;
  const { inbound, outbound } = settings.autoTicket;
  if (!(call.direction === "inbound" ? inbound : outbound)) {
    const reason = `tickets are not created for ${call.direction} calls (autoTicket.${call.direction})`;
    return settled ? [skip("auto-ticket", "ringing", "direction-off", reason)] : [];
  }
  // A number that the first event left out is usually told by the next, and one that comes out of order by a late one.
  const maySayMore = call.state === "ringing" || (call.state === "ended" && !settled);
  if (call.externalNumber === "" && maySayMore) return [];
  return planForParty(context, "ringing");
}

function planAfter(context: FeatureContext): Plan[] {
  const { call, settings, settled } = context;
  if (!settled) return [];
  const outcome = toOutcome(call);
  if (!settings.autoTicket.outcomes.includes(outcome)) {
    const reason = `the call ended as ${outcome}, for which no ticket is wanted (autoTicket.outcomes)`;
    return [skip("auto-ticket", "ended", "outcome-off", reason)];
  }
  const { minRingSeconds } = settings.autoTicket;
  if (outcome === "inbound-no-answer" && call.ringSeconds < minRingSeconds) {
    const reason = `the call rang for ${call.ringSeconds} s only, and a missed call opens a ticket from ${minRingSeconds} s on (autoTicket.minRingSeconds)`;
    return [skip("auto-ticket", "ended", "rang-briefly", reason)];
  }
  return planForParty(context, "ended");
}

function planForParty(context: FeatureContext, trigger: "ringing" | "ended"): Plan[] {
  const { settings, template, settled } = context;
  const party = toParty(context);
  if (party.state === "open") return [];
  if (party.state === "contact") return [deliver("auto-ticket", trigger, { kind: "create-ticket" })];
  const demand = template.needsContact.ticket
    ? "the template's tickets need a contact (NeedSyncContact)"
    : settings.autoTicket.contactsOnly && "tickets are only for calls with contacts (autoTicket.contactsOnly)";
  // Whoever had to be a contact when the call was over still has to be one.
  const left = context.decided?.find(({ feature }) => feature === "auto-ticket");
  if (!demand) return [left ?? deliver("auto-ticket", trigger, { kind: "create-ticket" })];
  // During the call the agent may still create the contact by hand.
  return settled ? [skip("auto-ticket", trigger, party.code, `no ticket: ${demand}, and ${party.reason}`)] : [];
}

function toOutcome(call: Call): TicketOutcome {
  const direction = call.direction === "outbound" ? "outbound" : "inbound";
  return `${direction}-${call.disposition === "answered" ? "answered" : "no-answer"}`;
}
