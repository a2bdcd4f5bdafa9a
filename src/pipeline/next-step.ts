import { assertNever, DAY, HOUR, MINUTE, SECOND } from "../base/index.ts";
import { type Delivery, makesNew, type Outcome } from "../domain/index.ts";
import type { Ending } from "../store/index.ts";
import { type Healing, isRepeatable } from "./healing.ts";

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

/**
 * A delivery is not given up before this time, however many attempts there were: the shortest that the schedule can take. A helpdesk
 * that says "in a second" eleven times has not been away for three days.
 */
const LEAST_PATIENCE_MS = 0.8 * RETRY_WAITS_MS.reduce((sum, wait) => sum + wait, 0);

/** What becomes of a delivery after an attempt. */
export interface NextStep extends Ending {
  readonly state: "waiting" | "done" | "dead";
}

/** Decides by the outcome of attempt number `delivery.attempt`. Every outcome leads to waiting, done or dead. */
export function nextStep(
  delivery: Delivery,
  outcome: Outcome,
  now: number,
  random: number,
  healing: Healing,
): NextStep {
  const inDoubt = (delivery.inDoubt || mayHaveHappened(outcome)) && makesNew(delivery.action);
  const done = (note: string): NextStep => ({ state: "done", runAt: now, note, inDoubt: false });
  const dead = (note: string): NextStep => ({ state: "dead", runAt: now, note: doubtful(note, inDoubt), inDoubt });
  const wait = (reason: string): NextStep => waitOrDie(delivery, now, random, reason, inDoubt);
  switch (outcome.kind) {
    case "delivered":
      return done("delivered");
    case "nothing-found":
      return done("nobody found");
    case "skipped":
      return done(`nothing sent: ${outcome.reason}`);
    case "rejected":
    case "refused":
      return dead(outcome.reason);
    case "unauthorised":
      if (outcome.status !== undefined) return dead(outcome.reason);
      return wait(`the helpdesk wants its permission given again: ${outcome.reason}`);
    case "unreachable":
      return wait(outcome.reason);
    case "throttled": {
      const step = wait(`the helpdesk asks to slow down (${outcome.status})`);
      if (step.state === "dead" || outcome.retryAfterMs === undefined) return step;
      return { ...step, runAt: now + Math.min(outcome.retryAfterMs, MAX_RETRY_AFTER_MS) };
    }
    case "uncertain":
      return isRepeatable(healing) ? wait(outcome.reason) : dead(outcome.reason);
    default:
      return assertNever(outcome, "outcome");
  }
}

// An answer of 5xx may come from a gateway behind which the work was done all the same.
function mayHaveHappened(outcome: Outcome): boolean {
  return outcome.kind === "uncertain" || (outcome.kind === "unreachable" && outcome.status !== undefined);
}

function doubtful(note: string, inDoubt: boolean): string {
  return inDoubt
    ? `uncertain: ${note}; it may have been carried out, so look in the helpdesk before replaying it`
    : note;
}

function waitOrDie(
  { attempt, attemptsBefore, openedAt }: Delivery,
  now: number,
  random: number,
  reason: string,
  inDoubt: boolean,
): NextStep {
  const made = attempt - attemptsBefore;
  const waited = now - openedAt;
  if (made > RETRY_WAITS_MS.length && waited >= LEAST_PATIENCE_MS) {
    return {
      state: "dead",
      runAt: now,
      note: doubtful(`given up after ${made} attempts: ${reason}`, inDoubt),
      inDoubt,
    };
  }
  const wait = RETRY_WAITS_MS[made - 1] ?? waitByAge(waited);
  // ±20 %, so that a helpdesk that comes back is not met by all at once.
  return { state: "waiting", runAt: now + Math.round(wait * (0.8 + 0.4 * random)), note: reason, inDoubt };
}

/** More attempts than the schedule has, in less time: the wait that one of this age would have come to. */
function waitByAge(waited: number): number {
  let offset = 0;
  for (const wait of RETRY_WAITS_MS) {
    offset += wait;
    if (offset >= waited) return wait;
  }
  return DAY;
}
