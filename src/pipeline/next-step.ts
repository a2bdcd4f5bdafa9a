import { assertNever, DAY, HOUR, MINUTE, SECOND } from "../base/index.ts";
import type { Delivery, DeliveryAction, Outcome } from "../domain/index.ts";

/** The waits before attempt 2, 3, …; after the last the delivery is dead. Sums to 72 hours of trying. */
export const RETRY_WAITS_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  1 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
  24 * HOUR,
];

/** A helpdesk may ask to wait this long at most. */
export const MAX_RETRY_AFTER_MS = DAY;

/** What becomes of a delivery after an attempt. */
export interface NextStep {
  readonly state: "waiting" | "done" | "dead";
  readonly runAt: number;
  /** A sentence for people. */
  readonly note: string;
}

/** Decides by the outcome of attempt number `delivery.attempt`. Every outcome leads to waiting, done or dead. */
export function nextStep(delivery: Delivery, outcome: Outcome, now: number, random: number): NextStep {
  switch (outcome.kind) {
    case "delivered":
      return { state: "done", runAt: now, note: "delivered" };
    case "nothing-found":
      return { state: "done", runAt: now, note: "nobody found" };
    case "skipped":
      return { state: "done", runAt: now, note: `nothing sent: ${outcome.reason}` };
    case "rejected":
    case "refused":
      return { state: "dead", runAt: now, note: outcome.reason };
    case "unauthorised":
      if (outcome.status !== undefined) return { state: "dead", runAt: now, note: outcome.reason };
      return waitOrDie(delivery, now, random, `the helpdesk wants its permission given again: ${outcome.reason}`);
    case "unreachable":
      return waitOrDie(delivery, now, random, outcome.reason);
    case "throttled": {
      const note = `the helpdesk asks to slow down (${outcome.status})`;
      const step = waitOrDie(delivery, now, random, note);
      if (step.state === "dead" || outcome.retryAfterMs === undefined) return step;
      return { ...step, runAt: now + Math.min(outcome.retryAfterMs, MAX_RETRY_AFTER_MS) };
    }
    case "uncertain":
      return isRepeatable(delivery.action)
        ? waitOrDie(delivery, now, random, outcome.reason)
        : { state: "dead", runAt: now, note: `uncertain: ${outcome.reason}; look in the helpdesk before replaying it` };
    default:
      return assertNever(outcome, "outcome");
  }
}

/** Whether doing the action a second time cannot double anything: look-ups, updates, and contact creation, which searches first. */
function isRepeatable(action: DeliveryAction): boolean {
  return action.kind === "sync-contact" || action.kind === "update-ticket" || action.kind === "create-contact";
}

function waitOrDie(delivery: Delivery, now: number, random: number, reason: string): NextStep {
  const wait = RETRY_WAITS_MS[delivery.attempt - 1];
  if (wait === undefined)
    return { state: "dead", runAt: now, note: `given up after ${delivery.attempt} attempts: ${reason}` };
  // ±20 %, so that a helpdesk that comes back is not met by all at once.
  return { state: "waiting", runAt: now + Math.round(wait * (0.8 + 0.4 * random)), note: reason };
}
