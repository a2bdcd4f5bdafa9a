import { HOUR, MINUTE, SECOND } from "../base/index.ts";
import type { Delivery } from "../domain/index.ts";
import {
  claimDeliveries,
  findCallsToSettle,
  findExpiredLeases,
  findIntegrationsWithWork,
  findNextLookupDue,
  findNextRun,
  findNextSettle,
  findOpenCallsBefore,
  findOverdueLookups,
  findWaitingEvents,
  type InboxItem,
  markEventFailed,
} from "../store/index.ts";
import { recoverAttempt, runAttempt } from "./attempt.ts";
import { closeStaleCall, foldEvent, giveUpWaiting, settleCall } from "./flow.ts";
import type { PerformTools } from "./perform.ts";
import type { IntegrationRuntime, Log, Runtimes } from "./runtime.ts";

/** How many inbox events one turn folds; the next turn follows at once. */
const FOLD_BATCH = 200;
const BATCH = 100;
/** An attempt that has not ended after this is taken for dead. Longer than any run can take by its own time limits. */
const LEASE_MS = 5 * MINUTE;
/** A call is never open longer than this without proof. */
const STALE_CALL_MS = 4 * HOUR;
const HOUSEKEEPING_MS = 30 * SECOND;
const AFTER_FAILURE_MS = SECOND;

export interface WorkerOptions extends PerformTools {
  readonly runtimes: Runtimes;
  readonly log: Log;
  /** How long an ended call waits for late events before features act on its end. */
  readonly settleMs: number;
}

export interface Worker {
  /** There may be something to do. Cheap; call it after every write that could cause work. */
  wake(): void;
  start(): void;
  /** Takes on nothing new and resolves when the running attempts have ended. */
  stop(): Promise<void>;
  /** Resolves when nothing is due: the inbox is folded, calls are settled, no delivery can run now. */
  idle(): Promise<void>;
}

/** The loop that folds events, settles calls and attempts deliveries, sleeping until the next of them is due. */
export function createWorker(options: WorkerOptions): Worker {
  const { store, env, runtimes, log, settleMs } = options;
  const running = new Map<string, Set<Promise<void>>>();
  /** Deliveries that this process is attempting: however long they take, nobody else has to take them up. */
  const inHand = new Set<string>();
  const idleWaiters: (() => void)[] = [];
  let state: "new" | "running" | "stopped" = "new";
  let turning: Promise<void> | undefined;
  let again = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let housekeptAt = 0;
  /** Something could not be done for a reason that may pass: it is tried again soon. */
  let failed = false;
  let recovered = false;

  const countRunning = () => [...running.values()].reduce((sum, one) => sum + one.size, 0);

  function wake(): void {
    if (state !== "running") return;
    if (turning) {
      again = true;
      return;
    }
    clearTimeout(timer);
    failed = false;
    // Counted from the beginning of the turn, so that what becomes due while it lasts is not passed over.
    const began = env.now();
    turning = turn()
      .then(() => sleep(began))
      .catch((error: unknown) => {
        fail("the worker's turn failed; it is tried again", error);
        if (state === "running") timer = setTimeout(wake, AFTER_FAILURE_MS);
      })
      .finally(() => {
        turning = undefined;
        if (again) {
          again = false;
          wake();
        }
      });
  }

  function fail(message: string, error: unknown, facts: Readonly<Record<string, unknown>> = {}): void {
    failed = true;
    log.error(message, { ...facts, error });
  }

  async function turn(): Promise<void> {
    const folded = await foldWaiting();
    const settled = await settleDue();
    await giveUpOverdue();
    await keepHouse();
    await attemptDue();
    if (folded === FOLD_BATCH || settled === BATCH) again = true;
  }

  /**
   * Does `work` for each item. An integration whose template or secrets cannot be read holds up its own calls only; a store that
   * does not take writes ends the turn. Gives the number of items that are done.
   */
  async function forEach<T>(items: readonly T[], what: string, work: (item: T) => Promise<void>): Promise<number> {
    let done = 0;
    for (const item of items) {
      try {
        await work(item);
        done++;
      } catch (error) {
        if (isStoreFailure(error)) throw error;
        fail(`${what} failed; it is tried again`, error);
      }
    }
    return done;
  }

  async function foldWaiting(): Promise<number> {
    const stuck: string[] = [];
    for (;;) {
      const items = await store.read(() => findWaitingEvents(FOLD_BATCH, stuck));
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
      await Promise.all(items.map((item) => fold(item, ready.get(item.connectionId))));
      if (stuck.length === found || items.length < FOLD_BATCH) return items.length;
    }
  }

  // Each event is its own unit in the shared commit: one that cannot be folded is set aside and holds up nobody.
  async function fold(item: InboxItem, own: readonly IntegrationRuntime[] | undefined): Promise<void> {
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

  async function settleDue(): Promise<number> {
    const ids = await store.read(() => findCallsToSettle(env.now(), BATCH));
    return forEach(ids, "acting on the end of a call", async ({ id, connectionId }) => {
      const own = await runtimes.ofConnection(connectionId);
      await store.write(() => settleCall(id, own, env));
    });
  }

  async function giveUpOverdue(): Promise<void> {
    const links = await store.read(() => findOverdueLookups(env.now(), BATCH));
    await forEach(links, "opening a pop-up without a contact", async (link) => {
      const runtime = await runtimes.get(link.integrationId);
      await store.write(() => giveUpWaiting(link, runtime, env));
    });
  }

  async function keepHouse(): Promise<void> {
    const now = env.now();
    if (now - housekeptAt < HOUSEKEEPING_MS) return;
    housekeptAt = now;
    // At the start nobody else holds this store, so whatever is running was cut off, however long its lease.
    const leasesUntil = recovered ? now : Number.MAX_SAFE_INTEGER;
    recovered = true;
    const cutOff = (await store.read(() => findExpiredLeases(leasesUntil))).filter(({ id }) => !inHand.has(id));
    await forEach(cutOff, "taking up an attempt that was cut off", recover);
    const open = await store.read(() => findOpenCallsBefore(now - STALE_CALL_MS, BATCH));
    await forEach(open, "closing a call that was never told to have ended", async (stored) => {
      const own = await runtimes.ofConnection(stored.call.connectionId);
      await store.write(() => closeStaleCall(stored, own, env, settleMs));
    });
  }

  async function recover(delivery: Delivery): Promise<void> {
    const runtime = await runtimes.get(delivery.integrationId);
    if (!runtime) return;
    log.warn("an attempt was cut off and is taken up again", { delivery: delivery.id, feature: delivery.feature });
    await store.write(() => recoverAttempt(delivery, runtime, env));
  }

  async function attemptDue(): Promise<void> {
    if (state !== "running") return;
    const ids = await store.read(() => findIntegrationsWithWork(env.now()));
    await forEach(ids, "attempting what is due in an integration", attemptDueIn);
  }

  async function attemptDueIn(id: string): Promise<void> {
    const runtime = await runtimes.get(id);
    if (!runtime?.integration.enabled) return;
    const own = running.get(id) ?? new Set();
    running.set(id, own);
    const free = runtime.template.maxConcurrentRequests - own.size;
    if (free <= 0) return;
    const now = env.now();
    for (const delivery of await store.write(() => claimDeliveries(id, free, now, now + LEASE_MS))) {
      const attempt = runAttempt(delivery, runtime, options, log)
        .catch((error: unknown) => log.error("an attempt's result was not stored", { delivery: delivery.id, error }))
        .finally(() => {
          inHand.delete(delivery.id);
          own.delete(attempt);
          wake();
        });
      inHand.add(delivery.id);
      own.add(attempt);
    }
  }

  async function sleep(turnBegan: number): Promise<void> {
    if (state !== "running" || again) return;
    if (failed) {
      timer = setTimeout(wake, AFTER_FAILURE_MS);
      return;
    }
    const [waiting, nextRun, nextSettle, nextLookup] = await Promise.all([
      store.read(() => findWaitingEvents(1)),
      store.read(() => findNextRun(turnBegan)),
      store.read(findNextSettle),
      store.read(findNextLookupDue),
    ]);
    const busy = waiting.length > 0 || countRunning() > 0 || nextSettle !== undefined || nextLookup !== undefined;
    if (!busy && !again) for (const resolve of idleWaiters.splice(0)) resolve();
    const now = env.now();
    const next = Math.min(nextRun ?? Infinity, nextSettle ?? Infinity, nextLookup ?? Infinity, now + HOUSEKEEPING_MS);
    timer = setTimeout(wake, Math.max(1, next - now));
  }

  return {
    wake,
    start() {
      state = "running";
      wake();
    },
    async stop() {
      state = "stopped";
      clearTimeout(timer);
      await turning;
      await Promise.all([...running.values()].flatMap((own) => [...own]));
      for (const resolve of idleWaiters.splice(0)) resolve();
    },
    idle() {
      return new Promise((resolve) => {
        idleWaiters.push(resolve);
        wake();
      });
    },
  };
}

function isStoreFailure(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "STORE_FAILED";
}
