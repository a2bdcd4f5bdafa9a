import type { PhoneEvent } from "../../domain/index.ts";
import type { YeastarApi } from "./api.ts";
import type { Outbox } from "./outbox.ts";
import type { Translator } from "./to-phone-event.ts";
import { pageSchema } from "./wire.ts";

/**
 * Waits until all legs of a call are written down before its summary is handed on: a menu's leg alone would look like a missed call.
 * A leg may also be written down while the call goes on elsewhere; so where a trunk is not known to have hung up, the PBX is asked.
 */
export interface EndedCalls {
  /** A leg of the call was written down. */
  add(callId: string): void;
  /** Hands on at once what waits. */
  flush(): void;
}

/** A call that goes on is looked at again after so many waits. */
const WAITS_WHILE_LIVE = 5;

export function createEndedCalls(
  api: YeastarApi,
  translator: Translator,
  outbox: Outbox,
  settleMs: number,
): EndedCalls {
  const timers = new Map<string, NodeJS.Timeout>();

  function wait(callId: string, ms: number): void {
    clearTimeout(timers.get(callId));
    timers.set(
      callId,
      setTimeout(() => outbox.run(() => settle(callId)), ms),
    );
  }

  async function settle(callId: string): Promise<readonly PhoneEvent[]> {
    // More legs came while this waited for its turn, or it was flushed.
    if (!timers.has(callId)) return [];
    if (translator.isLive(callId) && (await isGoingOn(callId))) {
      wait(callId, settleMs * WAITS_WHILE_LIVE);
      return [];
    }
    timers.delete(callId);
    return conclude(callId);
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

  function conclude(callId: string): readonly PhoneEvent[] {
    const summary = translator.finalSummaryOf(callId);
    translator.finish(callId);
    return summary ? [summary] : [];
  }

  return {
    add: (callId) => wait(callId, settleMs),
    flush() {
      for (const [callId, timer] of timers) {
        clearTimeout(timer);
        if (!translator.isLive(callId)) outbox.push(conclude(callId));
      }
      timers.clear();
    },
  };
}
