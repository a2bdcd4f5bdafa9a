import { HOUR } from "../base/index.ts";
import type { Call } from "../domain/index.ts";
import { factsOf } from "./stored-facts.ts";
import { toCall } from "./to-call.ts";

/** A call without news for so long is not believed to go on. */
const STALE_AFTER_MS = 4 * HOUR;

/**
 * Ends a call of which nothing has been heard for four hours: ended at the last news, marked incomplete. `now` is ms since 1970.
 * Gives the same object when the call has ended or had news since. Should the true end be told later, it corrects the call.
 */
export function closeStale(call: Call, now: number): Call {
  const facts = factsOf(call);
  if (call.state === "ended" || now - facts.lastAt < STALE_AFTER_MS) return call;
  return closeUnheard(call, now);
}

/** The same for a call that the PBX does not have any more: however long ago the last news was. */
export function closeUnheard(call: Call, now: number): Call {
  if (call.state === "ended") return call;
  const { id, connectionId, pbxCallId } = call;
  return toCall({ id, connectionId, pbxCallId }, { ...factsOf(call), closedAt: now });
}

/** When the PBX told something of the call last (ms since 1970, its clock). */
export function lastNewsAt(call: Call): number {
  return factsOf(call).lastAt;
}
