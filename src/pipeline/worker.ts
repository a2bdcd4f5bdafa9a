import { SECOND } from "../base/index.ts";
import type { Delivery } from "../domain/index.ts";
import {
  claimDeliveries,
  findCallsToSettle,
  findIntegrationsWithWork,
  findNextLookupDue,
  findNextRelease,
  findNextRun,
  findNextSettle,
  findOverdueLookups,
  findWaitingEvents,
  type Operation,
  takeHold,
} from "../store/index.ts";
import { type AttemptTools, isStoreFailure, runAttempt } from "./attempt.ts";
import { giveUpWaiting, LOOKUP_PATIENCE_MS, settleCall } from "./flow.ts";
import { keepHouse } from "./housekeeping.ts";
import { FOLD_BATCH, foldWaiting } from "./inbox.ts";
import { BEAT_MS, type Membership } from "./membership.ts";
import { findPerforming } from "./performing.ts";
import type { Retention } from "./retention.ts";
import type { IntegrationRuntime, Runtimes } from "./runtime.ts";

const BATCH = 100;
const HOUSEKEEPING_MS = 30 * SECOND;
const AFTER_FAILURE_MS = SECOND;
const SOON_MS = 10;
/** Events that another node took in are left to it for so long. */
const OTHERS_EVENTS_MS = 3 * SECOND;

export interface WorkerOptions extends AttemptTools {
  readonly runtimes: Runtimes;
  readonly membership: Membership;
  /** How long an ended call waits for late events before features act on its end. */
  readonly settleMs: number;
  /** The periods that the configuration names. */
  readonly retention: Retention;
}

export interface Worker {
  /** There may be something to do. Cheap; call it after every write that could cause work. */
  wake(): void;
  /** As {@link wake}, for what can wait for a few milliseconds, so that many of them make one turn. */
  wakeSoon(): void;
  start(): void;
  /** Takes on nothing new and resolves when the running attempts have ended. */
  stop(): Promise<void>;
  /** Resolves when nothing is due: the inbox is folded, calls are settled, no delivery can run now. */
  idle(): Promise<void>;
}

/** The loop that folds events, settles calls and attempts deliveries, sleeping until the next of them is due. */
export function createWorker(options: WorkerOptions): Worker {
  const { store, env, runtimes, helpdesks, membership, log } = options;
  const running = new Map<string, Set<Promise<void>>>();
  /** Deliveries that this process is attempting: however long they take, nobody else has to take them up. */
  const inHand = new Set<string>();
  /** Integrations for which a claim is under way: however many attempts end meanwhile, one claim is made for them. */
  const claiming = new Map<string, Promise<void>>();
  const unsaved = new Set<string>();
  const aboutToClaim = new Set<string>();
  const idleWaiters: (() => void)[] = [];
  const housekeepingMs = store.shared ? BEAT_MS : HOUSEKEEPING_MS;
  let state: "new" | "running" | "stopped" = "new";
  let turning: Promise<void> | undefined;
  let again = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let housekeptAt = 0;
  /** Something could not be done for a reason that may pass: it is tried again soon. */
  let failed = false;

  const inbox = {
    ...options,
    node: membership.id,
    othersAfterMs: store.shared ? OTHERS_EVENTS_MS : undefined,
    fail,
  };

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

  function wakeSoon(): void {
    soon ??= setTimeout(() => {
      soon = undefined;
      wake();
    }, SOON_MS);
  }

  function fail(message: string, error: unknown, facts: Readonly<Record<string, unknown>> = {}): void {
    failed = true;
    log.error(message, { ...facts, error });
  }

  async function turn(): Promise<void> {
    const folded = await foldWaiting(inbox);
    const settled = await settleDue();
    await giveUpOverdue();
    await keepHouseInTime();
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

  async function settleDue(): Promise<number> {
    const due = await store.read(() => findCallsToSettle(env.now(), BATCH));
    const counts = await Promise.all(
      due.map((one) =>
        forEach([one], "acting on the end of a call", async ({ id, connectionId }) => {
          const own = await runtimes.ofConnection(connectionId);
          await store.write(() => settleCall(id, own, env));
        }),
      ),
    );
    return counts.reduce((sum, one) => sum + one, 0);
  }

  async function giveUpOverdue(): Promise<void> {
    const links = await store.read(() => findOverdueLookups(env.now(), BATCH));
    await forEach(links, "opening a pop-up without a contact", async (link) => {
      const runtime = await runtimes.get(link.integrationId);
      await store.write(() => giveUpWaiting(link, runtime, env));
    });
  }

  async function keepHouseInTime(): Promise<void> {
    const now = env.now();
    if (now - housekeptAt < housekeepingMs) return;
    housekeptAt = now;
    await keepHouse({ ...options, inHand, unsaved, node: membership.id, forEach });
    await forEach([...running.keys()], "reading how a helpdesk is doing", async (id) => {
      const runtime = await runtimes.get(id);
      if (runtime) await helpdesks.refresh(runtime);
    });
  }

  async function attemptDue(): Promise<void> {
    if (state !== "running") return;
    const ids = await store.read(() => findIntegrationsWithWork(env.now()));
    await Promise.all(ids.map((id) => forEach([id], "attempting what is due in an integration", attemptDueIn)));
  }

  async function attemptDueIn(id: string): Promise<void> {
    const runtime = await runtimes.get(id);
    if (!runtime?.integration.enabled) return;
    let own = running.get(id);
    if (!own) {
      own = new Set();
      running.set(id, own);
      await helpdesks.refresh(runtime);
    }
    if (own.size >= runtime.template.maxConcurrentRequests) return;
    await claimAndStart(runtime, own);
  }

  function claimAndStart(runtime: IntegrationRuntime, own: Set<Promise<void>>): Promise<void> {
    const { id } = runtime.integration;
    const underWay = claiming.get(id);
    if (underWay) return underWay;
    const claimed = claimNow(runtime).then((deliveries) => {
      for (const delivery of deliveries) start(delivery, runtime, own);
    });
    const done = claimed.finally(() => claiming.delete(id));
    claiming.set(id, done);
    return done;
  }

  // All attempts that end in one turn of the event loop free their places first; then one claim, in the commit of their results, fills
  // them. Whoever asks before handing its result to the store comes before the store's own turn.
  function claimAtTurnsEnd(runtime: IntegrationRuntime, own: Set<Promise<void>>): void {
    const { id } = runtime.integration;
    if (aboutToClaim.has(id)) return;
    aboutToClaim.add(id);
    setImmediate(() => {
      aboutToClaim.delete(id);
      if (state === "running") claimAndStart(runtime, own).catch(() => wakeSoon());
    });
  }

  async function claimNow(runtime: IntegrationRuntime): Promise<Delivery[]> {
    let taken: readonly string[] = [];
    try {
      return await store.write(function* () {
        for (const id of taken) inHand.delete(id);
        const claimed = yield* claim(runtime);
        taken = claimed.map(({ id }) => id);
        // Before the commit, so that at no moment they seem to be nobody's.
        for (const id of taken) inHand.add(id);
        return claimed;
      });
    } catch (error) {
      // Claimed all the same, where only the answer was lost: then they are given back at the next housekeeping.
      for (const id of taken) inHand.delete(id);
      throw error;
    }
  }

  function* claim(runtime: IntegrationRuntime): Operation<Delivery[]> {
    if (store.shared && helpdesks.isRated(runtime)) {
      const hold = `rate ${runtime.integration.id}`;
      if (!(yield* takeHold(hold, membership.id, env.now(), membership.holdUntil()))) return [];
    }
    return yield* claimDeliveries({
      integrationId: runtime.integration.id,
      cap: runtime.template.maxConcurrentRequests,
      holder: membership.id,
      now: env.now(),
      leaseUntil: membership.holdUntil(),
    });
  }

  function start(delivery: Delivery, runtime: IntegrationRuntime, own: Set<Promise<void>>): void {
    const attempt = attemptOne(delivery, runtime, own).finally(() => {
      inHand.delete(delivery.id);
      own.delete(attempt);
      if (own.size === 0) wake();
      else wakeSoon();
    });
    own.add(attempt);
  }

  async function attemptOne(delivery: Delivery, runtime: IntegrationRuntime, own: Set<Promise<void>>): Promise<void> {
    try {
      const performing = await findPerforming(delivery, runtime, runtimes);
      await runAttempt(delivery, runtime, performing, options, () => claimAtTurnsEnd(runtime, own));
    } catch (error) {
      unsaved.add(delivery.id);
      log.error("an attempt's result was not stored", { delivery: delivery.id, error });
    }
  }

  async function sleep(turnBegan: number): Promise<void> {
    if (state !== "running" || again) return;
    if (failed) {
      timer = setTimeout(wake, AFTER_FAILURE_MS);
      return;
    }
    const [nextRun, nextRelease, nextSettle, nextLookup, waiting] = await store.read(function* () {
      return [
        yield* findNextRun(turnBegan),
        yield* findNextRelease(turnBegan),
        yield* findNextSettle(),
        yield* findNextLookupDue(),
        yield* findWaitingEvents({
          node: membership.id,
          othersBefore: Number.MAX_SAFE_INTEGER,
          without: [],
          order: "oldest",
          limit: 1,
        }),
      ] as const;
    });
    const busy = waiting.length > 0 || countRunning() > 0 || nextSettle !== undefined || isSoon(nextLookup);
    if (!busy && !again) for (const resolve of idleWaiters.splice(0)) resolve();
    const now = env.now();
    const others = store.shared && waiting.length > 0 ? now + OTHERS_EVENTS_MS : Infinity;
    const next = Math.min(
      nextRun ?? Infinity,
      nextRelease ?? Infinity,
      nextSettle ?? Infinity,
      nextLookup ?? Infinity,
      others,
      now + housekeepingMs,
    );
    timer = setTimeout(wake, Math.max(1, next - now));
  }

  // A choice that an agent may make within a quarter of an hour keeps nobody waiting.
  function isSoon(at: number | undefined): boolean {
    return at !== undefined && at - env.now() <= LOOKUP_PATIENCE_MS;
  }

  return {
    wake,
    wakeSoon,
    start() {
      state = "running";
      wake();
    },
    async stop() {
      state = "stopped";
      clearTimeout(timer);
      clearTimeout(soon);
      await turning;
      // What was claimed is carried out: left lying, nobody would know how far it had come.
      while (claiming.size > 0 || countRunning() > 0) {
        await Promise.allSettled([...claiming.values(), ...[...running.values()].flatMap((own) => [...own])]);
      }
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
