import { type Env, SECOND } from "../base/index.ts";
import { listConnections, listHolds, readSetUpSignal, releaseHold, type Store, takeHold } from "../store/index.ts";
import { BEAT_MS, HOLD_MS } from "./membership.ts";
import type { Log } from "./runtime.ts";

/** So much earlier than all others a holder takes its hold for over: each clock may be 5 s off the database's, and two of them 10 s apart. */
export const MARGIN_MS = 10 * SECOND;
const AFTER_FAILURE_MS = SECOND;
/** Where there is one node only, its holds never run out. */
const FOR_EVER = Number.MAX_SAFE_INTEGER;
const PREFIX = "pbx ";

/** Told when this node may and may no longer talk to a PBX. Must not throw. */
export interface HoldListener {
  /** `fence` is greater than that of every holder before. */
  gained(connectionId: string, fence: number): void;
  /** At a graceful stop what it gives back is waited for before the hold is given to another. */
  lost(connectionId: string): Promise<void> | void;
}

/** Keeps, for every PBX connection, exactly one node that may talk to the PBX. */
export interface Holders {
  /** Resolves when this node holds what was free. */
  start(): Promise<void>;
  /** Gives everything back. */
  stop(): Promise<void>;
  /** The fence by which this node holds the connection at this moment; `undefined` = it does not. Ask it before acting on the PBX. */
  fenceOf(connectionId: string): number | undefined;
}

export interface HoldersOptions {
  readonly store: Store;
  readonly env: Env;
  readonly log: Log;
  /** The id of this node. */
  readonly node: string;
  readonly listener?: HoldListener;
}

/** The connection that a hold is for; `undefined` when it is for something else. */
export function heldConnection(holdName: string): string | undefined {
  return holdName.startsWith(PREFIX) ? holdName.slice(PREFIX.length) : undefined;
}

export function createHolders({ store, env, log, node, listener }: HoldersOptions): Holders {
  const held = new Map<string, { readonly fence: number; readonly until: number }>();
  let running = false;
  let turning: Promise<void> | undefined;
  let again = false;
  let nextTurn: NodeJS.Timeout | undefined;
  let nextEnd: NodeJS.Timeout | undefined;
  let stopListening = () => {};

  /** Takes what is free and prolongs what is held. */
  async function turn(): Promise<void> {
    endInTime();
    // From before the write, however long that takes: so it ends here not later than in the store.
    const now = store.shared ? env.now() : FOR_EVER;
    const until = store.shared ? now + HOLD_MS : FOR_EVER;
    const taken = await store.write(function* () {
      const others = new Set((yield* listHolds(now)).filter((hold) => hold.node !== node).map(({ name }) => name));
      const fences = new Map<string, number>();
      for (const { id } of yield* listConnections()) {
        const known = store.shared ? undefined : held.get(id);
        // Asking for what another has would keep that one waiting.
        if (others.has(PREFIX + id)) continue;
        const fence = known?.fence ?? (yield* takeHold(PREFIX + id, node, now, until))?.fence;
        if (fence !== undefined) fences.set(id, fence);
      }
      return fences;
    });
    if (!running) return;
    for (const [id, { fence }] of held) if (taken.get(id) !== fence) drop(id);
    const ownUntil = store.shared ? until - MARGIN_MS : FOR_EVER;
    for (const [id, fence] of taken) {
      const isNew = !held.has(id);
      held.set(id, { fence, until: ownUntil });
      if (isNew) listener?.gained(id, fence);
    }
    endInTime();
  }

  function endInTime(): void {
    clearTimeout(nextEnd);
    const now = env.now();
    const ended = [...held].filter(([, { until }]) => until <= now).map(([id]) => id);
    if (ended.length > 0) {
      log.warn("this node could not say in time that it is there; another may talk to the PBX", { connections: ended });
      for (const id of ended) drop(id);
    }
    const next = Math.min(...[...held.values()].map(({ until }) => until));
    if (next < FOR_EVER) nextEnd = setTimeout(endInTime, next - now);
  }

  function drop(id: string): Promise<void> | void {
    held.delete(id);
    return listener?.lost(id);
  }

  function wake(): void {
    clearTimeout(nextTurn);
    if (turning) {
      again = true;
      return;
    }
    turning = turn()
      .then(
        () => (store.shared ? BEAT_MS : undefined),
        (error: unknown) => {
          log.error("the holds of PBX connections could not be renewed; it is tried again", { error });
          return AFTER_FAILURE_MS;
        },
      )
      .then((wait) => {
        turning = undefined;
        if (!running) return;
        if (again) {
          again = false;
          wake();
        } else if (wait !== undefined) nextTurn = setTimeout(wake, wait);
      });
  }

  return {
    async start() {
      running = true;
      stopListening = store.onSignal((text) => {
        if (text === undefined || readSetUpSignal(text)?.kind === "connection") wake();
      });
      wake();
      await turning;
    },
    async stop() {
      running = false;
      stopListening();
      clearTimeout(nextTurn);
      await turning;
      clearTimeout(nextEnd);
      const ids = [...held.keys()];
      if (ids.length === 0) return;
      await Promise.all(ids.map(drop));
      const release = store.write(function* () {
        for (const id of ids) yield* releaseHold(PREFIX + id, node, env.now());
      });
      await release.catch((error: unknown) => log.warn("holds were not given back; they run out", { error }));
    },
    fenceOf(connectionId) {
      const hold = held.get(connectionId);
      return hold && hold.until > env.now() ? hold.fence : undefined;
    },
  };
}
