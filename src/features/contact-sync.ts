import { DAY, HOUR, MINUTE } from "../base/index.ts";
import { isWithheld, type Match, type Plan } from "../domain/index.ts";
import { deliver, type FeatureContext, findDecided, findDelivery, isOver, shownNumber, skip } from "./context.ts";

/** Looks the other party up in the helpdesk at the first sign of an external call, unless the phonebook knows it already. */
export function planContactSync(context: FeatureContext): Plan[] {
  const { call, settings, template } = context;
  if (isWithheld(call.externalNumber)) {
    // The number may still be told by a later event, so nothing is said before the end.
    if (!context.settled) return [];
    return [
      skip("contact-sync", "ringing", "number-withheld", "the other party's number is withheld: nobody to look up"),
    ];
  }
  if (!settings.contactSync.enabled) {
    return [
      skip("contact-sync", "ringing", "switched-off", "contact synchronisation is switched off (contactSync.enabled)"),
    ];
  }
  const decided = findDecided(context, "contact-sync");
  if (decided) return [decided];
  if (context.match.state !== "pending") return [...planRefresh(context), ...sayNotAsked(context)];
  const obstacle = findObstacle(context);
  if (obstacle) return [skip("contact-sync", "ringing", template.hasSearch ? "no-types" : "template-cannot", obstacle)];
  return [deliver("contact-sync", "ringing", { kind: "sync-contact", types: settings.contactSync.types }, 1)];
}

// After the call, so that nobody waits for it, and before its ticket and journal entry.
function planRefresh({ match, settings, settled, template, now, deliveries }: FeatureContext): Plan[] {
  const { refreshHours, types } = settings.contactSync;
  if (!settled || match.state !== "known" || match.source !== "phonebook" || match.fetchedAt === undefined) return [];
  if (refreshHours === 0 || !template.hasSearch || types.length === 0) return [];
  const isPlanned = deliveries.some((one) => one.feature === "contact-sync" && one.trigger === "ended");
  if (!isPlanned && now - match.fetchedAt < refreshHours * HOUR) return [];
  return [deliver("contact-sync", "ended", { kind: "sync-contact", types })];
}

// Whoever was looked up, created or chosen has a delivery that tells of it; who is left was in the phonebook, or nobody to look up.
function sayNotAsked(context: FeatureContext): Plan[] {
  const { call, match, settled } = context;
  if (!settled || findDelivery(context, "contact-sync", "ringing")) return [];
  if (match.state === "none") {
    return [skip("contact-sync", "ringing", "no-lookup", `the helpdesk is not asked: ${match.reason}`)];
  }
  const fetchedAt = match.state === "known" ? match.fetchedAt : undefined;
  const age = fetchedAt === undefined ? "" : `, as read ${toAge(call.startedAt - fetchedAt)} before the call`;
  const reason = `the helpdesk is not asked: the phonebook has ${shownNumber(call)}${age} (contactSync.alwaysQuery)`;
  return [skip("contact-sync", "ringing", "in-phonebook", reason)];
}

function toAge(ms: number): string {
  const [unit, word] = ms >= 2 * DAY ? [DAY, "days"] : ms >= 2 * HOUR ? [HOUR, "hours"] : [MINUTE, "minutes"];
  const count = Math.floor(ms / unit);
  return count < 2 ? "a minute" : `${count} ${word}`;
}

/** The match as features may rely on it: one that nobody is going to find any more is not `pending`. */
export function toSettledMatch(context: FeatureContext): Match {
  if (context.match.state !== "pending") return context.match;
  const obstacle = findObstacle(context);
  if (obstacle) return { state: "none", reason: obstacle };
  if (!context.settings.contactSync.enabled)
    return { state: "none", reason: "contact synchronisation is switched off" };
  const lookUp = findDelivery(context, "contact-sync");
  if (lookUp && isOver(lookUp)) {
    return { state: "failed", reason: lookUp.note ?? `the look-up was ${lookUp.state} without an answer` };
  }
  return context.match;
}

function findObstacle({ settings, template }: FeatureContext): string | undefined {
  if (!template.hasSearch) return "the template has no request in SyncContactAuto, so nobody can be looked up";
  if (settings.contactSync.types.length === 0)
    return "no contact type is chosen (contactSync.types), so nobody can be looked up";
  return undefined;
}
