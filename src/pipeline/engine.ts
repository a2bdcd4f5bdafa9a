import { DeskbellError, type Env } from "../base/index.ts";
import type { PhoneEvent } from "../domain/index.ts";
import { acceptEvents, hastenDeliveries, readSetUpSignal, type Store, signal } from "../store/index.ts";
import { type CallsByHand, createCallsByHand } from "./calls-by-hand.ts";
import { createDeliveriesByHand, type DeliveriesByHand } from "./deliveries-by-hand.ts";
import { createHelpdesks, WORK_SIGNAL } from "./helpdesks.ts";
import { createHolders } from "./holders.ts";
import { createLookUpMemory } from "./look-up-memory.ts";
import type { Membership } from "./membership.ts";
import { listNodeStatus, type NodeStatus } from "./nodes.ts";
import { type Erased, eraseNumber, exportNumber, type NumberRecord } from "./privacy.ts";
import type { Retention } from "./retention.ts";
import { getRuntime, type Log, type Runtimes } from "./runtime.ts";
import { createTelephones, type Telephones, type TelephonesOptions } from "./telephones/telephones.ts";
import { type CallTrace, readTrace } from "./trace.ts";
import { createUserRefresher } from "./user-refresher.ts";
import { refreshUsers, type UserRefresh } from "./users.ts";
import { createWorker } from "./worker.ts";

/** How long after its end a call waits for late events before features act on the end. */
const SETTLE_MS = 1500;

export interface EngineOptions {
  readonly store: Store;
  readonly env: Env;
  readonly runtimes: Runtimes;
  readonly log: Log;
  /** This process among those that work on the store; the engine starts and stops it. */
  readonly membership: Membership;
  /** How the PBXs are spoken to, where the engine does that by itself. */
  readonly pbx?: Pick<TelephonesOptions, "connectorOf" | "sharedSecretOf">;
  /** The periods that the configuration names; the others are as people have set them. */
  readonly retention?: Retention;
  /** Milliseconds; default 1,500. */
  readonly settleMs?: number;
  /** How old a list of helpdesk users may become before it is read again (ms); absent = it is read when somebody asks. */
  readonly userListMs?: number;
}

/** The running product: takes phone events, and does for each call what the integrations want. */
export interface Engine extends CallsByHand, DeliveriesByHand {
  /** Writes events down; once resolved they are durable and will be worked on, whatever happens to the process. */
  acceptEvents(connectionId: string, events: readonly PhoneEvent[]): Promise<{ accepted: number; repeated: number }>;
  /** Resolves when the other nodes know of this one. */
  start(): Promise<void>;
  /** Takes on nothing new and resolves when running attempts have ended. */
  stop(): Promise<void>;
  /** Resolves when nothing is due now. */
  idle(): Promise<void>;
  /** An integration's set-up changed: use it from now on. */
  integrationChanged(integrationId: string): void;
  refreshUsers(integrationId: string): Promise<UserRefresh>;
  /** The same in the background, after an integration was connected; what fails is logged, and tried again later. */
  refreshUsersSoon(integrationId: string): void;
  /** Everything that is stored about a number, however it was written. */
  exportNumber(number: string): Promise<NumberRecord>;
  /** Removes everything that is stored about a number; what the helpdesk has stays there. */
  eraseNumber(number: string): Promise<Erased>;
  /** Why a call became what it became, by our id or the PBX's. Throws `NOT_FOUND`. */
  traceCall(id: string): Promise<CallTrace>;
  /** The PBXs that the engine talks to by itself. */
  readonly telephones: Telephones;
  /** The nodes that work on the store, and which PBX connections each holds. */
  listNodes(): Promise<NodeStatus[]>;
}

export function createEngine(options: EngineOptions): Engine {
  const { store, env, runtimes, log, membership } = options;
  const helpdesks = createHelpdesks(store, env, log, membership.count);
  const lookUps = createLookUpMemory(env);
  const settleMs = options.settleMs ?? SETTLE_MS;
  const worker = createWorker({
    store,
    env,
    runtimes,
    log,
    lock: membership.exclusive,
    lookUps,
    isWanted: membership.isCurrent,
    retention: options.retention ?? {},
    helpdesks,
    membership,
    settleMs,
  });
  const users = createUserRefresher({
    store,
    env,
    runtimes,
    log,
    exclusive: membership.exclusive,
    maxAgeMs: options.userListMs ?? Number.POSITIVE_INFINITY,
  });
  const telephones = createTelephones({
    connectorOf: () => undefined,
    sharedSecretOf: () => ({ read: async () => undefined, write: async () => {} }),
    ...options.pbx,
    store,
    env,
    log,
    runtimes,
    settleMs,
    node: membership.self.name,
    accept: (connectionId, events) => engine.acceptEvents(connectionId, events),
    fenceOf: (connectionId) => holders.fenceOf(connectionId),
    wake: () => worker.wake(),
  });
  const holders = createHolders({ store, env, log, node: membership.id, listener: telephones });
  const stopListening = store.onSignal((text) => {
    // Another node may have found a helpdesk failing, or back.
    if (text === undefined || text === WORK_SIGNAL) helpdesks.forget();
    const setUp = text === undefined ? undefined : readSetUpSignal(text);
    if (setUp?.kind === "integration") runtimes.forget(setUp.id);
    if (text === undefined || setUp?.kind === "connection") telephones.changed(setUp?.id);
    // Which integrations have the connection is not worth finding out: setting up is rare, and building them is quick.
    if (text === undefined || setUp?.kind === "connection") runtimes.forgetAll();
    worker.wake();
  });
  // What another node has planned may be for this one to do.
  const stopFollowing = store.shared ? store.onChanges(() => worker.wakeSoon()) : () => undefined;

  const byHand = { store, env, runtimes, wake: () => worker.wake() };
  const engine: Engine = {
    ...createCallsByHand(byHand),
    ...createDeliveriesByHand(byHand),
    async acceptEvents(connectionId, events) {
      const counts = await store.write(() => acceptEvents(connectionId, events, env.now(), membership.id));
      worker.wake();
      return counts;
    },
    async start() {
      await membership.start();
      await holders.start();
      worker.start();
      if (options.userListMs !== undefined) users.start();
    },
    async stop() {
      stopListening();
      stopFollowing();
      await holders.stop();
      await users.stop();
      await worker.stop();
      await membership.stop();
    },
    idle: () => worker.idle(),
    integrationChanged(integrationId) {
      runtimes.forget(integrationId);
      // Whatever was wrong may be mended, so what waits for its next try need not wait any longer.
      const wake = store.write(function* () {
        yield* hastenDeliveries(integrationId, env.now());
        yield* signal(WORK_SIGNAL);
      });
      wake.catch((error: unknown) => log.error("deliveries were not made due", { integration: integrationId, error }));
    },
    async refreshUsers(integrationId) {
      return refreshUsers(await getRuntime(runtimes, integrationId), store, env);
    },
    refreshUsersSoon: users.refreshSoon,
    exportNumber: (number) => exportNumber(number, store, runtimes),
    eraseNumber: (number) => eraseNumber(number, store),
    async traceCall(id) {
      const trace = await readTrace(id, store, runtimes);
      if (!trace) throw new DeskbellError("NOT_FOUND", `there is no call "${id}"`);
      return trace;
    },
    telephones,
    listNodes: () => listNodeStatus(store, env, membership),
  };
  return engine;
}
