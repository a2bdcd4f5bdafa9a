import { DAY, MINUTE, SECOND } from "../../base/index.ts";
import type { PhoneEvent } from "../../domain/index.ts";
import type { Session } from "../../pbx/index.ts";
import type { ConnectionState } from "./connection-state.ts";
import type { RunnerTools } from "./runner.ts";

/** Records are written when a call ends, and by a clock that may be off: so much before is looked at again. Repetitions are harmless. */
const OVERLAP_MS = 2 * MINUTE;
/** What is older than this is not fetched: nobody wants a ticket for it. */
const OLDEST_MS = 7 * DAY;
/** A call that the PBX does not have any more is closed when it is missing twice, so much apart: its end may be on its way. */
const SUSPICION_MS = 30 * SECOND;
/** A shorter time without the PBX is not worth a word. */
const GAP_MS = 10 * SECOND;

export interface CaughtUp {
  readonly coveredUntil: number;
  readonly gap?: NonNullable<ConnectionState["gap"]>;
  /** When it ought to be looked again, if before the usual time (ms). */
  readonly again?: number;
}

/** Finds out what happened while nobody listened, or what was not told though somebody did. */
export function createCatchUp({
  env,
  listOpenCalls,
  closeCall,
}: Pick<RunnerTools, "env" | "listOpenCalls" | "closeCall">) {
  /** Calls that the PBX did not have any more, by its id, with the time at which that was seen first. */
  const missing = new Map<string, number>();

  async function look(
    session: Session,
    coveredUntil: number | undefined,
    emit: (events: readonly PhoneEvent[]) => Promise<void>,
    isFirst: boolean,
  ): Promise<CaughtUp> {
    const now = env.now();
    // A connection that is new begins now: the past of the PBX is not ours.
    const from = coveredUntil === undefined ? now : Math.max(coveredUntil - OVERLAP_MS, now - OLDEST_MS);
    // The PBX counts by its own clock.
    const difference = session.health().clockDifferenceMs ?? 0;
    const { events, liveCallIds } = await session.reconcile({ from: from + difference, to: now + difference });
    const open = liveCallIds && (await listOpenCalls());
    await emit(events);
    const alive = new Set(liveCallIds);
    const absent = liveCallIds ? (open ?? []).filter(({ pbxCallId }) => !alive.has(pbxCallId)) : [];
    if (liveCallIds) await closeMissing(absent, now, now + difference);
    // After a gap also what is absent and was heard of a moment ago is looked at again soon; else its end is likely to be on its way.
    const isDoubtful = missing.size > 0 || (isFirst && absent.length > 0);
    const wasAway = isFirst && coveredUntil !== undefined && now - coveredUntil > GAP_MS;
    return {
      coveredUntil: now,
      ...(wasAway && { gap: { from: coveredUntil, to: now, events: events.length } }),
      ...(isDoubtful && { again: SUSPICION_MS }),
    };
  }

  async function closeMissing(
    absent: Awaited<ReturnType<typeof listOpenCalls>>,
    now: number,
    pbxNow: number,
  ): Promise<void> {
    const gone = absent.filter(({ lastAt }) => pbxNow - lastAt > SUSPICION_MS);
    const ids = new Set(gone.map(({ pbxCallId }) => pbxCallId));
    for (const id of missing.keys()) if (!ids.has(id)) missing.delete(id);
    for (const id of ids) {
      const since = missing.get(id);
      if (since === undefined) missing.set(id, now);
      else if (now - since >= SUSPICION_MS) {
        await closeCall(id);
        missing.delete(id);
      }
    }
  }

  return { look };
}
