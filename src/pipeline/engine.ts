import { DeskbellError, type Env } from "../base/index.ts";
import type {
  CallId,
  CallNote,
  Contact,
  Delivery,
  Exchange,
  ExtensionNumber,
  Match,
  Outcome,
  PhoneEvent,
  Popup,
} from "../domain/index.ts";
import type { PickedContact, ReviewedAssociation } from "../matching/index.ts";
import { runScenario, toContacts } from "../scenario/index.ts";
import {
  acceptEvents,
  type DeadLetterFilter,
  findCall,
  findDelivery,
  hastenDeliveries,
  listDeadLetters,
  readSetUpSignal,
  reopenDelivery,
  type Store,
  signal,
} from "../store/index.ts";
import { associateByHand } from "./associations.ts";
import { cancelAndAdvance, changeState, openPopup, pickContact, pickFound, writeNote } from "./by-hand.ts";
import { type ContactWish, planCreation } from "./contact-order.ts";
import { createHelpdesks, WORK_SIGNAL } from "./helpdesks.ts";
import { createHolders } from "./holders.ts";
import type { Retention } from "./housekeeping.ts";
import { createLookUpMemory } from "./look-up-memory.ts";
import type { Membership } from "./membership.ts";
import { listNodeStatus, type NodeStatus } from "./nodes.ts";
import { type Erased, eraseNumber, exportNumber, type NumberRecord } from "./privacy.ts";
import { withTyped } from "./run-write.ts";
import type { IntegrationRuntime, Log, Runtimes } from "./runtime.ts";
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
  readonly retention?: Retention;
  /** Milliseconds; default 1,500. */
  readonly settleMs?: number;
  /** How old a list of helpdesk users may become before it is read again (ms); absent = it is read when somebody asks. */
  readonly userListMs?: number;
}

/** The running product: takes phone events, and does for each call what the integrations want. */
export interface Engine {
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
  /** By hand; `null` takes that back. Throws `INPUT_INVALID` for a user whom the helpdesk's list does not have. */
  associate(
    integrationId: string,
    extension: ExtensionNumber,
    userId: string | null,
  ): Promise<readonly ReviewedAssociation[]>;
  /** By click of the agent. */
  openPopup(callId: string, integrationId: string, extension: ExtensionNumber): Promise<Popup>;
  /**
   * By hand of the agent, during or after the call; also once more, with other values, where it failed. Throws `NOT_FOUND`, and `CONFLICT` while
   * another order is under way, and for a caller who is not unknown.
   */
  createContact(callId: string, integrationId: string, wish: ContactWish): Promise<Delivery>;
  /**
   * By hand of the agent: which of several contacts the other party is. Remembered for the number. Throws `NOT_FOUND` for a call or contact
   * that is not there, `CONFLICT` when there is no choice.
   */
  pickContact(callId: string, integrationId: string, picked: PickedContact): Promise<Match>;
  /**
   * The same for a caller who is not known: the contact is one that a search for `text` finds. The helpdesk is asked once more, so that nobody can
   * pass a contact off that it does not have.
   */
  pickFound(callId: string, integrationId: string, picked: PickedContact, text: string): Promise<Match>;
  /**
   * By hand of the agent, in place of what was written before. A ticket and journal entry that are there already are revised where the template
   * has a request for that. Throws `NOT_FOUND`.
   */
  writeNote(callId: string, note: Pick<CallNote, "text" | "tags">): Promise<CallNote>;
  /** Everything that is stored about a number, however it was written. */
  exportNumber(number: string): Promise<NumberRecord>;
  /** Removes everything that is stored about a number; what the helpdesk has stays there. */
  eraseNumber(number: string): Promise<Erased>;
  /** Why a call became what it became, by our id or the PBX's. Throws `NOT_FOUND`. */
  traceCall(id: string): Promise<CallTrace>;
  searchContacts(
    integrationId: string,
    text: string,
  ): Promise<{ contacts: Contact[]; exchanges: readonly Exchange[]; outcome: Outcome }>;
  /**
   * Makes a dead, cancelled or held delivery due again, by another revision of its integration's template and with other values in place of
   * variables if they are given. Throws `NOT_FOUND` for a delivery or revision that is not there, `CONFLICT` for a delivery in another state
   * and for values of a look-up.
   */
  replayDelivery(id: string, templateRevision?: number, values?: Readonly<Record<string, string>>): Promise<Delivery>;
  cancelDelivery(id: string): Promise<Delivery>;
  /**
   * The same for all dead letters, or all that a rehearsal held back, that the filter fits, the oldest `limit` of them, each for itself. A delivery that another hand has
   * taken up meanwhile, and one whose template has no such revision, is left as it is and named with the reason.
   */
  replayDeliveries(filter: DeadLetterFilter, templateRevision?: number): Promise<BulkResult>;
  cancelDeliveries(filter: DeadLetterFilter): Promise<BulkResult>;
  /** The PBXs that the engine talks to by itself. */
  readonly telephones: Telephones;
  /** The nodes that work on the store, and which PBX connections each holds. */
  listNodes(): Promise<NodeStatus[]>;
}

/** What became of many deliveries; ids, and sentences for people. */
export interface BulkResult {
  readonly changed: readonly string[];
  readonly left: readonly { readonly id: string; readonly reason: string }[];
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

  async function getRuntime(integrationId: string): Promise<IntegrationRuntime> {
    const runtime = await runtimes.get(integrationId);
    if (!runtime)
      throw new DeskbellError("NOT_FOUND", `there is no integration "${integrationId}", or it is disconnected`);
    return runtime;
  }

  async function checkRevision(deliveryId: string, revision: number): Promise<void> {
    const delivery = await store.read(() => findDelivery(deliveryId));
    if (!delivery) throw new DeskbellError("NOT_FOUND", `there is no delivery "${deliveryId}"`);
    if (await runtimes.getRevision(delivery.integrationId, revision)) return;
    throw new DeskbellError(
      "NOT_FOUND",
      `the template of integration "${delivery.integrationId}" has no revision ${revision}`,
    );
  }

  async function changeDeadLetters(
    filter: DeadLetterFilter,
    change: (id: string) => Promise<Delivery>,
  ): Promise<BulkResult> {
    const found = await store.read(() => listDeadLetters(filter));
    const changed: string[] = [];
    const left: { id: string; reason: string }[] = [];
    // One after another: what belongs to one call keeps its order, and the first that the store refuses ends it.
    for (const { id } of found) {
      try {
        await change(id);
        changed.push(id);
      } catch (error) {
        if (!(error instanceof DeskbellError) || error.code === "STORE_FAILED") throw error;
        left.push({ id, reason: error.message });
      }
    }
    return { changed, left };
  }

  const engine: Engine = {
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
      return refreshUsers(await getRuntime(integrationId), store, env);
    },
    refreshUsersSoon: users.refreshSoon,
    async associate(integrationId, extension, userId) {
      const { integration } = await getRuntime(integrationId);
      return store.write(() => associateByHand(integration, extension, userId));
    },
    openPopup: (callId, integrationId, extension) =>
      store.write(() => openPopup(callId as CallId, integrationId, extension, env)),
    async createContact(callId, integrationId, wish) {
      const { settings } = (await getRuntime(integrationId)).integration;
      const type = wish.type ?? settings.contactCreation.type;
      const delivery = await store.write(() => planCreation(callId as CallId, integrationId, { ...wish, type }, env));
      worker.wake();
      return delivery;
    },
    async pickContact(callId, integrationId, picked) {
      const runtime = await getRuntime(integrationId);
      const match = await store.write(() => pickContact(callId as CallId, picked, runtime, env));
      worker.wake();
      return match;
    },
    async writeNote(callId, note) {
      const stored = await store.read(() => findCall(callId));
      const touched = stored ? await runtimes.ofConnection(stored.call.connectionId) : [];
      const written = await store.write(() => writeNote(callId as CallId, note, touched, env));
      worker.wake();
      return written;
    },
    async pickFound(callId, integrationId, picked, text) {
      const runtime = await getRuntime(integrationId);
      const { contacts } = await engine.searchContacts(integrationId, text);
      const contact = contacts.find((one) => one.type === picked.type && one.id === picked.id);
      if (!contact) {
        throw new DeskbellError("NOT_FOUND", `a search for "${text}" does not find ${picked.type} ${picked.id}`);
      }
      const match = await store.write(() => pickFound(callId as CallId, contact, runtime, env));
      worker.wake();
      return match;
    },
    exportNumber: (number) => exportNumber(number, store, runtimes),
    eraseNumber: (number) => eraseNumber(number, store),
    async traceCall(id) {
      const trace = await readTrace(id, store, runtimes);
      if (!trace) throw new DeskbellError("NOT_FOUND", `there is no call "${id}"`);
      return trace;
    },
    async searchContacts(integrationId, text) {
      const runtime = await getRuntime(integrationId);
      const run = await runScenario({
        compiled: runtime.compiled,
        scenarioId: "SearchContact",
        variables: { SearchValue: text },
        fields: runtime.fields,
        connection: runtime.connection,
        mode: "send",
        env,
      });
      return { contacts: toContacts(run, runtime.compiled), exchanges: run.exchanges, outcome: run.outcome };
    },
    async replayDelivery(id, templateRevision, values) {
      if (templateRevision !== undefined) await checkRevision(id, templateRevision);
      const reopen = function* () {
        const found = values && (yield* findDelivery(id));
        const action = found && withTyped(found.action, values);
        return yield* reopenDelivery(id, env.now(), templateRevision, action);
      };
      const delivery = await store.write(() => changeState(id, "replayed", reopen, env));
      worker.wake();
      return delivery;
    },
    replayDeliveries: (filter, templateRevision) =>
      changeDeadLetters(filter, (id) => engine.replayDelivery(id, templateRevision)),
    cancelDeliveries: (filter) => changeDeadLetters(filter, (id) => engine.cancelDelivery(id)),
    telephones,
    listNodes: () => listNodeStatus(store, env, membership),
    async cancelDelivery(id) {
      const found = await store.read(() => findDelivery(id));
      const runtime = found && (await runtimes.get(found.integrationId));
      const delivery = await store.write(() => cancelAndAdvance(id, runtime, env));
      worker.wake();
      return delivery;
    },
  };
  return engine;
}
