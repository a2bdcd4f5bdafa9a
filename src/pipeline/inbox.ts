import type { Env } from "../base/index.ts";
import { findWaitingEvents, type InboxItem, markEventFailed, type Store } from "../store/index.ts";
import { isStoreFailure } from "./attempt.ts";
import { foldEvent } from "./flow.ts";
import type { IntegrationRuntime, Log, Runtimes } from "./runtime.ts";

/** How many inbox events one turn folds; the next turn follows at once. */
export const FOLD_BATCH = 100;
/** So many of them are the newest ones when more wait than one turn folds. */
const NEWEST_BATCH = 25;

export interface InboxOptions {
  readonly store: Store;
  readonly env: Env;
  readonly runtimes: Runtimes;
  readonly log: Log;
  readonly settleMs: number;
  /** Whose events are folded. */
  readonly node: string;
  /** Events of other nodes are folded once they have waited so long (ms): their node is gone, or has too much to do. Absent = at once. */
  readonly othersAfterMs: number | undefined;
  /** Something has to be tried again soon. */
  fail(message: string, error: unknown, facts?: Readonly<Record<string, unknown>>): void;
}

/** Folds what waits in the inbox. Gives how many events the last look found. */
export async function foldWaiting(options: InboxOptions): Promise<number> {
  const { store, env, runtimes, othersAfterMs, fail } = options;
  const stuck: string[] = [];
  for (;;) {
    const wanted = {
      node: options.node,
      othersBefore: othersAfterMs === undefined ? Number.MAX_SAFE_INTEGER : env.now() - othersAfterMs,
      without: stuck,
    };
    const items = await store.read(function* () {
      const oldest = yield* findWaitingEvents({ ...wanted, order: "oldest", limit: FOLD_BATCH });
      if (oldest.length < FOLD_BATCH) return oldest;
      // A phone that rings now does not wait until yesterday's calls are folded; in which order events are folded does not matter.
      const newest = yield* findWaitingEvents({ ...wanted, order: "newest", limit: NEWEST_BATCH });
      const known = new Set(oldest.map(({ id }) => id));
      return [...newest.filter(({ id }) => !known.has(id)), ...oldest].slice(0, FOLD_BATCH);
    });
    const found = stuck.length;
    const ready = new Map<string, readonly IntegrationRuntime[]>();
    for (const id of new Set(items.map((item) => item.connectionId))) {
      try {
        ready.set(id, await runtimes.ofConnection(id));
      } catch (error) {
        stuck.push(id);
        fail("the events of a connection wait, since an integration of it cannot be read", error, { connection: id });
      }
    }
    await Promise.all(items.map((item) => fold(item, ready.get(item.connectionId), options)));
    if (stuck.length === found || items.length < FOLD_BATCH) return items.length;
  }
}

// Each event is its own unit in the shared commit: one that cannot be folded is set aside and holds up nobody.
async function fold(
  item: InboxItem,
  own: readonly IntegrationRuntime[] | undefined,
  { store, env, log, settleMs }: InboxOptions,
): Promise<void> {
  if (!own) return;
  try {
    await store.write(() => foldEvent(item, own, env, settleMs));
  } catch (error) {
    if (isStoreFailure(error)) throw error;
    log.error("an event could not be folded and was set aside", {
      event: item.id,
      connection: item.connectionId,
      error,
    });
    await store.write(() => markEventFailed(item.id, error instanceof Error ? error.message : String(error)));
  }
}
