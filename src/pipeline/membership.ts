import { type Env, MINUTE, SECOND } from "../base/index.ts";
import { beat, forgetNodes, leave, listNodes, type Node, releaseHold, type Store, takeHold } from "../store/index.ts";
import { createKeyedLock } from "./lock.ts";
import type { Log } from "./runtime.ts";

/** How often a node says that it is there. */
export const BEAT_MS = 5 * SECOND;
/** What a node holds is another's after this, if the node is not heard of. */
export const HOLD_MS = 20 * SECOND;
/** A node that is not heard of is counted for so long. */
export const COUNTED_MS = 15 * SECOND;
const FORGOTTEN_MS = 60 * MINUTE;
const POLL_MS = 100;

/** This process as one of those that work on the store. */
export interface Membership {
  readonly id: string;
  readonly self: Omit<Node, "seenAt">;
  start(): Promise<void>;
  /** Leaves the others what it holds. */
  stop(): Promise<void>;
  /** How many nodes there are, this one included. */
  count(): number;
  /** Until when what is taken now is held. */
  holdUntil(): number;
  /** Whether what this node holds is still its own: it was heard of in time. */
  isCurrent(): boolean;
  /** Runs tasks of one name one at a time, in this process and over all nodes; the others wait. */
  exclusive<T>(name: string, task: () => Promise<T>): Promise<T>;
}

export interface MembershipOptions {
  readonly store: Store;
  readonly env: Env;
  readonly log: Log;
  /** For people: the host and the process. */
  readonly name: string;
  readonly version: string;
}

export function createMembership({ store, env, log, name, version }: MembershipOptions): Membership {
  const id = env.newId();
  const self = { id, name, version, startedAt: env.now() };
  let others: readonly Node[] = [];
  let heldUntil = 0;
  let timer: NodeJS.Timeout | undefined;
  let beating = Promise.resolve();
  const inTurn = createKeyedLock();
  /** Holds of tasks that are over which the store may not know to be free. */
  const unreleased = new Set<string>();

  async function beatOnce(): Promise<void> {
    const now = env.now();
    const seen = await store.write(function* () {
      yield* beat({ ...self, seenAt: now }, now + HOLD_MS);
      yield* forgetNodes(now - FORGOTTEN_MS);
      return yield* listNodes(now - COUNTED_MS);
    });
    heldUntil = now + HOLD_MS;
    others = seen.filter((one) => one.id !== id);
    // In turn with the tasks, so that none has its hold taken away under its hands; the next beat does not wait for them.
    for (const hold of unreleased) void inTurn(hold, async () => unreleased.has(hold) && release(hold));
  }

  async function release(hold: string): Promise<void> {
    try {
      await store.write(() => releaseHold(hold, id, env.now()));
      unreleased.delete(hold);
    } catch (error) {
      unreleased.add(hold);
      log.warn("a hold could not be set free; it is tried again", { hold, error });
    }
  }

  function schedule(): void {
    timer = setTimeout(() => {
      beating = beatOnce().then(schedule, (error: unknown) => {
        log.error("this node could not say that it is there; it is tried again", { error });
        schedule();
      });
    }, BEAT_MS);
  }

  async function runHolding<T>(name: string, task: () => Promise<T>): Promise<T> {
    const take = () => store.write(() => takeHold(name, id, env.now(), env.now() + HOLD_MS));
    try {
      while (!(await take())) await new Promise((resolve) => setTimeout(resolve, POLL_MS * (0.5 + Math.random())));
    } catch (error) {
      // Taken all the same, where only the answer was lost; each beat would prolong it.
      unreleased.add(name);
      throw error;
    }
    unreleased.delete(name);
    try {
      return await task();
    } finally {
      // What the task brought counts, whether or not the store can be told that it is over.
      await release(name);
    }
  }

  return {
    id,
    self,
    async start() {
      // Nobody else can have the store: there is nobody to be told.
      if (!store.shared) return;
      await beatOnce();
      schedule();
    },
    async stop() {
      if (!store.shared || timer === undefined) return;
      clearTimeout(timer);
      await beating;
      clearTimeout(timer);
      await store.write(() => leave(id, env.now()));
    },
    count: () => others.length + 1,
    holdUntil: () => env.now() + HOLD_MS,
    isCurrent: () => !store.shared || env.now() < heldUntil,
    exclusive: (name, task) => inTurn(name, () => (store.shared ? runHolding(name, task) : task())),
  };
}
