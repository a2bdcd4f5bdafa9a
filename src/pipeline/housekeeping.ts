import { DAY, type Env, HOUR } from "../base/index.ts";
import type { Call, Delivery } from "../domain/index.ts";
import {
  addSearchTexts,
  findExpiredLeases,
  findHeldDeliveries,
  findOpenCallsBefore,
  giveBackDelivery,
  type Operation,
  purgeCalls,
  purgeChanges,
  purgeConnectionNotices,
  purgeContacts,
  purgeDeadLetters,
  purgeExchanges,
  purgeHolds,
  type Store,
} from "../store/index.ts";
import { buryAttempt, recoverAttempt } from "./attempt.ts";
import { closeStaleCall } from "./flow.ts";
import type { Helpdesks } from "./helpdesks.ts";
import { findPerforming } from "./performing.ts";
import { findRetention, type Retention } from "./retention.ts";
import type { Log, Runtimes } from "./runtime.ts";

/** A call is never open longer than this without proof. */
const STALE_CALL_MS = 4 * HOUR;
/** Dead letters are kept for so long. */
export const DEAD_LETTERS_MS = 30 * DAY;
/** Who was away for longer begins with the newest change. */
const CHANGES_MS = 7 * DAY;
const HOLDS_MS = DAY;
/** Alerts and states of phones are news for so long. */
const NOTICES_MS = 30 * DAY;
const BATCH = 100;
/** So many rows are removed at a time, so that nobody waits for the removal. */
const PURGE_BATCH = 500;
const PURGE_BATCHES = 20;

export interface HousekeepingOptions {
  /** The periods that the configuration names; the others are as people have set them. */
  readonly retention: Retention;
  readonly store: Store;
  readonly env: Env;
  readonly runtimes: Runtimes;
  readonly helpdesks: Helpdesks;
  readonly log: Log;
  readonly settleMs: number;
  /** Deliveries that this process is attempting. */
  readonly inHand: ReadonlySet<string>;
  /** Deliveries that this process has attempted and whose result it could not store. */
  readonly unsaved: Set<string>;
  readonly node: string;
  /** Does `work` for each item; what fails is tried again. */
  forEach<T>(items: readonly T[], what: string, work: (item: T) => Promise<void>): Promise<number>;
}

/** Takes up what somebody left lying: attempts that were cut off, calls that never ended, records whose time is over. */
export async function keepHouse(options: HousekeepingOptions): Promise<void> {
  const { store, env, forEach } = options;
  const now = env.now();
  // Where nobody else can have the store, whatever runs and is not ours was cut off, however long its lease.
  const leasesUntil = store.shared ? now : Number.MAX_SAFE_INTEGER;
  for (;;) {
    const expired = await store.read(() => findExpiredLeases(leasesUntil, BATCH + options.inHand.size));
    const cutOff = expired.filter(({ id }) => !options.inHand.has(id));
    const recovered = await forEach(cutOff, "taking up an attempt that was cut off", (one) => recover(one, options));
    // Those that could not be taken up are tried again at the next housekeeping, and must not keep this one from ending.
    if (cutOff.length < BATCH || recovered < cutOff.length) break;
  }
  if (store.shared) {
    const held = await store.read(() => findHeldDeliveries(options.node));
    const idle = held.filter(({ id }) => !options.inHand.has(id));
    await forEach(idle, "letting go of a delivery that is not under way", async (delivery) => {
      const { id, attempt } = delivery;
      if (options.inHand.has(id)) return;
      // Claimed without our hearing of it; unless it was attempted, and only its result is missing.
      if (options.unsaved.has(id)) await recover(delivery, options);
      else await store.write(() => giveBackDelivery(id, attempt, now));
      options.unsaved.delete(id);
    });
  }
  await closeStaleCalls(options, now);
  await inBatches(() => purgeDeadLetters(now - DEAD_LETTERS_MS, PURGE_BATCH), store);
  const { callDays, exchangeDays, contactDays } = await store.read(() => findRetention(options.retention));
  // The feed tells of calls: it does not remember them for longer than they are kept.
  const changesMs = Math.min(CHANGES_MS, callDays === undefined ? CHANGES_MS : callDays * DAY);
  await inBatches(() => purgeChanges(now - changesMs, PURGE_BATCH), store);
  if (callDays !== undefined) await inBatches(() => purgeCalls(now - callDays * DAY, PURGE_BATCH), store);
  if (exchangeDays !== undefined) await inBatches(() => purgeExchanges(now - exchangeDays * DAY, PURGE_BATCH), store);
  if (contactDays !== undefined) await inBatches(() => purgeContacts(now - contactDays * DAY, PURGE_BATCH), store);
  await inBatches(() => purgeConnectionNotices(now - NOTICES_MS, PURGE_BATCH), store);
  await inBatches(() => addSearchTexts(PURGE_BATCH), store);
  await store.write(() => purgeHolds(now - HOLDS_MS));
}

// Page by page, since long calls of which there is news stay open, and must not hide those behind them.
async function closeStaleCalls({ store, runtimes, env, settleMs, forEach }: HousekeepingOptions, now: number) {
  let last: Call | undefined;
  do {
    const open = await store.read(() => findOpenCallsBefore(now - STALE_CALL_MS, BATCH, last));
    await forEach(open, "closing a call that was never told to have ended", async ({ call }) => {
      const own = await runtimes.ofConnection(call.connectionId);
      await store.write(() => closeStaleCall(call.id, own, env, settleMs));
    });
    last = open.length < BATCH ? undefined : open.at(-1)?.call;
  } while (last);
}

/** Removes or mends batch by batch, each in a transaction of its own; what is left after some of them has its turn the next time. */
async function inBatches(doSome: () => Operation<number>, store: Store): Promise<void> {
  for (let batch = 0; batch < PURGE_BATCHES; batch++) {
    if ((await store.write(doSome)) < PURGE_BATCH) return;
  }
}

async function recover(delivery: Delivery, { store, env, runtimes, log }: HousekeepingOptions): Promise<void> {
  const runtime = await runtimes.get(delivery.integrationId);
  if (!runtime) {
    await store.write(() => buryAttempt(delivery, env));
    return;
  }
  log.warn("an attempt was cut off and is taken up again", { delivery: delivery.id, feature: delivery.feature });
  const performing = await findPerforming(delivery, runtime, runtimes);
  await store.write(() => recoverAttempt(delivery, runtime, performing, env));
}
