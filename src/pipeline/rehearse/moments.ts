import type { Call } from "../../domain/index.ts";
import { LOOKUP_PATIENCE_MS } from "../flow.ts";
import { callAt, type PastCall } from "./past-call.ts";

/** A time at which the features are asked, and what was known of the call then. */
export interface Moment {
  /** Milliseconds since 1970, by our clock. */
  readonly at: number;
  readonly call: Call;
  readonly settled: boolean;
}

/** When the look-up of the past brought its result: a time, at once where there was none, never where it is still out. */
export function lookUpEnd({ deliveries }: PastCall): number | undefined {
  const lookUp = deliveries.find(({ feature }) => feature === "contact-sync");
  if (!lookUp) return Number.NEGATIVE_INFINITY;
  return lookUp.endedAt ?? lookUp.attempts.at(-1)?.endedAt;
}

/**
 * The times at which a past call changed or was taken up, in order: what was heard before what came of it. The last is `now`, when every
 * time for choosing may be over.
 */
export function toMoments(past: PastCall, now: number): Moment[] {
  const first = past.views[0]?.at ?? past.call.startedAt;
  const settledAt = findSettled(past);
  const lookUp = lookUpEnd(past);
  const byHand = past.deliveries.filter(({ trigger }) => trigger === "manual");
  const times = [
    first + LOOKUP_PATIENCE_MS,
    ...(lookUp !== undefined && Number.isFinite(lookUp) ? [lookUp] : []),
    ...byHand.flatMap(({ createdAt, endedAt }) => [createdAt, endedAt ?? createdAt]),
    settledAt,
    Math.max(now, settledAt),
  ];
  return [...past.views, ...times.map((at) => ({ at, call: callAt(past, at) }))]
    .sort((a, b) => a.at - b.at)
    .map(({ at, call }) => {
      const settled = at >= settledAt;
      // A call whose end was never told was ended by us, which no event says.
      return { at, settled, call: settled && call.state !== "ended" ? past.call : call };
    });
}

// What waits for the end is decided when the call settles; without any such decision right after the last event is as good.
function findSettled({ call, deliveries, skips, views }: PastCall): number {
  const decided = [
    ...deliveries.filter(({ trigger }) => trigger === "ended").map(({ createdAt }) => createdAt),
    ...skips.filter(({ trigger, feature }) => trigger === "ended" && feature !== "popup").map(({ at }) => at),
  ];
  if (decided.length > 0) return Math.min(...decided);
  const end = views.findLast((view) => view.call.state === "ended")?.at ?? call.endedAt ?? call.startedAt;
  return end + 1;
}
