import type { RecordingAnswer } from "../../api/index.ts";
import { DAY, type Env, HOUR, MINUTE, SECOND } from "../../base/index.ts";
import type { Call } from "../../domain/index.ts";
import type { Log } from "../../pipeline/index.ts";
import { listCalls, type Store } from "../../store/index.ts";

export interface PrefetchOptions {
  readonly store: Store;
  readonly env: Env;
  readonly log: Log;
  readonly prefetch: (call: Call) => Promise<RecordingAnswer>;
  /** Whether it is this node that talks to the PBX: the others fetch what somebody listens to there. */
  readonly isOurs: (connectionId: string) => Promise<boolean>;
  readonly everyMs?: number;
}

const EVERY_MS = 5 * SECOND;
const MOST_CALLS = 200;
/** Waits between tries: a PBX takes its time to finish a file. */
const WAITS_MS: readonly number[] = [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR];

interface Try {
  readonly count: number;
  /** Infinity = never again. */
  readonly nextAt: number;
}

/**
 * Fetches the recordings of the calls of the last day, so that they are here when the PBX has deleted them. What was to be fetched when the
 * process ended is looked for again at the next start. Gives back the function that ends it.
 */
export function startPrefetch(options: PrefetchOptions): () => Promise<void> {
  const { store, env, log, everyMs = EVERY_MS } = options;
  const tries = new Map<string, Try>();
  let looking: Promise<void> | undefined;
  const stopped = new AbortController();

  async function look(): Promise<void> {
    const from = env.now() - DAY;
    const calls = await store.read(() => listCalls({ limit: MOST_CALLS, from }));
    const due = calls.filter(isDue);
    const known = new Set(calls.map(({ id }) => id as string));
    for (const id of tries.keys()) if (!known.has(id)) tries.delete(id);
    const lanes = new Map<string, Call[]>();
    for (const call of due.reverse()) lanes.set(call.connectionId, [...(lanes.get(call.connectionId) ?? []), call]);
    await Promise.all([...lanes].map(([connectionId, own]) => fetchAll(connectionId, own)));
  }

  function isDue({ id, endedAt, recording }: Call): boolean {
    return endedAt !== undefined && recording?.file !== undefined && (tries.get(id)?.nextAt ?? 0) <= env.now();
  }

  async function fetchAll(connectionId: string, calls: readonly Call[]): Promise<void> {
    if (!(await options.isOurs(connectionId))) return;
    for (const call of calls) {
      if (stopped.signal.aborted) return;
      const { state } = await options.prefetch(call);
      const count = (tries.get(call.id)?.count ?? 0) + 1;
      const wait = state === "later" ? (WAITS_MS[count - 1] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
      tries.set(call.id, { count, nextAt: env.now() + wait });
    }
  }

  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: unknown) => log.error("recordings could not be fetched ahead", { error }))
      .finally(() => {
        looking = undefined;
      });
  }, everyMs);
  return async () => {
    clearInterval(timer);
    stopped.abort();
    await looking;
  };
}
