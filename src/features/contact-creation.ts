import { MINUTE } from "../base/index.ts";
import type { Plan } from "../domain/index.ts";
import {
  deliver,
  type FeatureContext,
  findDecided,
  findDelivery,
  isOver,
  type Party,
  shownNumber,
  skip,
} from "./context.ts";

/** Creates a contact for a number that the helpdesk does not know. By hand of the agent it is ordered elsewhere. */
export function planContactCreation(context: FeatureContext): Plan[] {
  const { call, match, settings, template } = context;
  const { method, type, inbound, outbound } = settings.contactCreation;
  const number = shownNumber(call);
  const left = (code: string, reason: string): Plan[] => [skip("contact-creation", "ringing", code, reason)];
  const decided = findDecided(context, "contact-creation");
  if (decided) return [decided];
  if (match.state !== "unknown") return context.settled ? planWithoutNeed(context, left) : [];
  if (method === "manual") {
    // During the call the agent may still order it.
    if (!context.settled || findDelivery(context, "contact-creation")) return [];
    return left("by-hand", `${number} is unknown, and contacts are created by hand only (contactCreation.method)`);
  }
  if (method === "off") {
    return left("switched-off", `${number} is unknown, and contact creation is switched off (contactCreation.method)`);
  }
  if (!(call.direction === "inbound" ? inbound : outbound)) {
    const reason = `${number} is unknown, and contacts are not created for ${call.direction} calls (contactCreation.${call.direction})`;
    return left("direction-off", reason);
  }
  if (!template.supports.createContact) {
    return left("template-cannot", `${number} is unknown, and the template cannot create contacts`);
  }
  if (findDelivery(context, "contact-creation", "manual")) return [];
  return [deliver("contact-creation", "ringing", { kind: "create-contact", type })];
}

// Nobody is to be created; unless somebody was already, and is known for that.
function planWithoutNeed(context: FeatureContext, left: (code: string, reason: string) => Plan[]): Plan[] {
  const { call, match, settings } = context;
  const number = shownNumber(call);
  if (findDelivery(context, "contact-creation")) return [];
  switch (match.state) {
    case "known":
    case "ambiguous":
      return left("contact-known", `no contact is created: the helpdesk has somebody with ${number} already`);
    case "none":
      return left("no-lookup", `no contact is created: ${match.reason}`);
    case "failed":
      if (settings.contactCreation.method === "off") {
        return left("switched-off", "contact creation is switched off (contactCreation.method)");
      }
      return left(
        "lookup-failed",
        `whether the helpdesk knows ${number} could not be found out (${match.reason}), so no contact is created`,
      );
    default:
      return [];
  }
}

/** Whom a ticket or journal entry can belong to, once look-up and creation have come to an end. */
export function toParty(context: FeatureContext): Party {
  const { call, match } = context;
  const number = shownNumber(call);
  switch (match.state) {
    case "known":
      return { state: "contact" };
    case "pending":
      return { state: "open" };
    case "unknown":
      if (isCreating(context)) return { state: "open" };
      // A rehearsal goes on as if the contact had been created: that is what would happen.
      if (context.deliveries.some((one) => one.feature === "contact-creation" && one.state === "held")) {
        return { state: "contact" };
      }
      return { state: "nobody", code: "contact-unknown", reason: `nobody in the helpdesk has ${number}` };
    case "ambiguous":
      if (isChoiceOpen(context)) return { state: "open" };
      return {
        state: "nobody",
        code: "contact-ambiguous",
        reason: `${match.contacts.length} contacts have ${number}, and none of them was chosen`,
      };
    case "failed":
      return { state: "nobody", code: "lookup-failed", reason: `the look-up of ${number} failed: ${match.reason}` };
    case "none":
      return { state: "nobody", code: "no-lookup", reason: match.reason };
  }
}

/** Until when the agent may still choose which of several contacts it is (ms since 1970); the call must have ended. */
export function choiceUntil({ call, settings, match }: FeatureContext): number | undefined {
  const { severalContacts, askMinutes } = settings.matching;
  if (match.state !== "ambiguous" || severalContacts !== "ask" || call.endedAt === undefined) return undefined;
  return call.endedAt + askMinutes * MINUTE;
}

function isChoiceOpen(context: FeatureContext): boolean {
  if (context.settings.matching.severalContacts !== "ask") return false;
  const until = choiceUntil(context);
  return until === undefined || context.now < until;
}

function isCreating(context: FeatureContext): boolean {
  const deliveries = context.deliveries.filter((one) => one.feature === "contact-creation");
  if (deliveries.some((one) => !isOver(one))) return true;
  const isPlanned = planContactCreation(context).some((plan) => plan.kind === "delivery");
  return isPlanned && !findDelivery(context, "contact-creation", "ringing");
}
