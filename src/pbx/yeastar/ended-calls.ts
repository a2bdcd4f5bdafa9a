import type { Outbox } from "../outbox.ts";
import type { YeastarApi } from "./api.ts";
import type { Translator } from "./to-phone-event.ts";
import { pageSchema } from "./wire.ts";

/**
 * Waits until all legs of a call are written down before its summary is handed on: a menu's leg alone would look like a missed call.
 * A leg may also be written down while the call goes on elsewhere; so where a trunk is not known to have hung up, the PBX is asked.
 */
export interface EndedCalls {
  /** A leg of the call was written down. */
  add(callId: string): void;
  /** Hands on at once what waits; from then on nothing waits any more. */
  flush(): void;
}

/** A call that goes on is looked at again after so many waits. */
const WAITS_WHILE_LIVE = 5;

export function createEndedCalls(
  api: Pick<YeastarApi, "ask">,
  translator: Translator,
  outbox: Pick<Outbox, "push">,
  settleMs: number,
): EndedCalls {
  const timers = new Map<string, NodeJS.Timeout>();
  let isFlushed = false;

  function wait(callId: string, ms: number): void {
    clearTimeout(timers.get(callId));
    if (isFlushed) {
      conclude(callId);
      return;
    }
    const timer = setTimeout(() => settle(callId, timer), ms);
    timers.set(callId, timer);
  }

  async function settle(callId: string, timer: NodeJS.Timeout): Promise<void> {
    const goesOn = translator.isLive(callId) && (await isGoingOn(callId));
    // Another leg came meanwhile, or all was flushed.
    if (timers.get(callId) !== timer) return;
    timers.delete(callId);
    if (goesOn) wait(callId, settleMs * WAITS_WHILE_LIVE);
    else conclude(callId);
  }

  async function isGoingOn(callId: string): Promise<boolean> {
    try {
      const { data } = await api.ask({ path: "call/query", query: { call_id: callId } }, pageSchema);
      return (data?.length ?? 0) > 0;
    } catch {
      // Not found: it is over. And of a PBX that cannot be asked the record is the last word.
      return false;
    }
  }

  function conclude(callId: string): void {
    const summary = translator.finalSummaryOf(callId);
    translator.finish(callId);
    if (summary) outbox.push([summary]);
  }

  return {
    add: (callId) => wait(callId, settleMs),
    flush() {
      isFlushed = true;
      for (const [callId, timer] of timers) {
        clearTimeout(timer);
        // Of a call that may go on, the records tell whoever asks for them next.
        if (!translator.isLive(callId)) conclude(callId);
      }
      timers.clear();
    },
  };
}
