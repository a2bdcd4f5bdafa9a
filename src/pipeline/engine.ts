import { DeskbellError, type Env } from "../base/index.ts";
import {
  type CallId,
  type Contact,
  type ContactType,
  type Delivery,
  type Exchange,
  type ExtensionNumber,
  type Match,
  type Outcome,
  type PhoneEvent,
  type Popup,
  toCanonical,
  type UserAssociation,
} from "../domain/index.ts";
import type { PickedContact } from "../matching/index.ts";
import { runScenario, toContacts } from "../scenario/index.ts";
import {
  acceptEvents,
  addDelivery,
  addPopup,
  cancelDelivery,
  type DeadLetterFilter,
  findCall,
  findCallLink,
  findCallToChange,
  findDelivery,
  hastenDeliveries,
  listDeadLetters,
  listDeliveriesOfCall,
  listPopupsOfCall,
  type Operation,
  readSetUpSignal,
  recordChange,
  reopenDelivery,
  type Store,
  savePick,
  signal,
} from "../store/index.ts";
import { toPopupContact } from "./apply-plan.ts";
import { advance, applyMatch } from "./flow.ts";
import { createHelpdesks, WORK_SIGNAL } from "./helpdesks.ts";
import { createHolders, type HoldListener } from "./holders.ts";
import type { Retention } from "./housekeeping.ts";
import { createLookUpMemory } from "./look-up-memory.ts";
import type { Membership } from "./membership.ts";
import { listNodeStatus, type NodeStatus } from "./nodes.ts";
import { type Erased, eraseNumber, exportNumber, type NumberRecord } from "./privacy.ts";
import type { IntegrationRuntime, Log, Runtimes } from "./runtime.ts";
import { type CallTrace, readTrace } from "./trace.ts";
import { associateByHand, refreshUsers, type UserRefresh } from "./users.ts";
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
  /** Whoever talks to the PBXs on its own: told which of them are this node's. */
  readonly holdListener?: HoldListener;
  readonly retention?: Retention;
  /** Milliseconds; default 1,500. */
  readonly settleMs?: number;
}

/** What the agent wants of a new contact; what is left out is as the settings say. */
export interface ContactWish {
  readonly type?: ContactType;
  readonly name?: string;
  /** Values of variables of CreateNewContact, such as `BusinessNumber` or `Email`. */
  readonly values?: Readonly<Record<string, string>>;
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
  /** By hand; `null` parts the extension from its user. */
  associate(integrationId: string, extension: ExtensionNumber, userId: string | null): Promise<UserAssociation[]>;
  /** By click of the agent. */
  openPopup(callId: string, integrationId: string, extension: ExtensionNumber): Promise<Popup>;
  /** By hand of the agent, during or after the call. */
  createContact(callId: string, integrationId: string, wish: ContactWish): Promise<Delivery>;
  /**
   * By hand of the agent: which of several contacts the other party is. Remembered for the number. Throws `NOT_FOUND` for a call or contact
   * that is not there, `CONFLICT` when there is no choice.
   */
  pickContact(callId: string, integrationId: string, picked: PickedContact): Promise<Match>;
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
   * Makes a dead or cancelled delivery due again, by another revision of its integration's template if one is named. Throws `NOT_FOUND`
   * for a delivery or revision that is not there, `CONFLICT` for a delivery in another state.
   */
  replayDelivery(id: string, templateRevision?: number): Promise<Delivery>;
  cancelDelivery(id: string): Promise<Delivery>;
  /**
   * The same for all dead letters, or all that a rehearsal held back, that the filter fits, the oldest `limit` of them, each for itself. A delivery that another hand has
   * taken up meanwhile, and one whose template has no such revision, is left as it is and named with the reason.
   */
  replayDeliveries(filter: DeadLetterFilter, templateRevision?: number): Promise<BulkResult>;
  cancelDeliveries(filter: DeadLetterFilter): Promise<BulkResult>;
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
  const { holdListener: listener } = options;
  const holders = createHolders({ store, env, log, node: membership.id, ...(listener && { listener }) });
  const stopListening = store.onSignal((text) => {
    // Another node may have found a helpdesk failing, or back.
    if (text === undefined || text === WORK_SIGNAL) helpdesks.forget();
    const setUp = text === undefined ? undefined : readSetUpSignal(text);
    if (setUp?.kind === "integration") runtimes.forget(setUp.id);
    // Which integrations have the connection is not worth finding out: setting up is rare, and building them is quick.
    else if (text === undefined || setUp) runtimes.forgetAll();
    worker.wake();
  });
  // What another node has planned may be for this one to do.
  const stopFollowing = store.shared ? store.onChanges(() => worker.wakeSoon()) : () => undefined;

  async function getRuntime(integrationId: string): Promise<IntegrationRuntime> {
    const runtime = await runtimes.get(integrationId);
    if (!runtime) throw new DeskbellError("NOT_FOUND", `there is no integration "${integrationId}"`);
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
    },
    async stop() {
      stopListening();
      stopFollowing();
      await holders.stop();
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
    async associate(integrationId, extension, userId) {
      await getRuntime(integrationId);
      return store.write(() => associateByHand(integrationId, extension, userId));
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
    async replayDelivery(id, templateRevision) {
      if (templateRevision !== undefined) await checkRevision(id, templateRevision);
      const reopen = () => reopenDelivery(id, env.now(), templateRevision);
      const delivery = await store.write(() => changeState(id, "replayed", reopen, env));
      worker.wake();
      return delivery;
    },
    replayDeliveries: (filter, templateRevision) =>
      changeDeadLetters(filter, (id) => engine.replayDelivery(id, templateRevision)),
    cancelDeliveries: (filter) => changeDeadLetters(filter, (id) => engine.cancelDelivery(id)),
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

function* openPopup(callId: CallId, integrationId: string, extension: ExtensionNumber, env: Env): Operation<Popup> {
  const stored = yield* findCall(callId);
  const link = yield* findCallLink(callId, integrationId);
  if (!stored || !link) {
    throw new DeskbellError("NOT_FOUND", `there is no call "${callId}" in integration "${integrationId}"`);
  }
  const popup: Popup = {
    id: env.newId(),
    integrationId,
    callId,
    extension,
    trigger: "manual",
    state: "shown",
    number: stored.call.externalNumber,
    createdAt: env.now(),
    ...toPopupContact(stored.call, link),
  };
  if (yield* addPopup(popup)) {
    yield* recordChange(env.now(), { kind: "popup", popup });
    return popup;
  }
  const before = yield* listPopupsOfCall(callId);
  const same = before.find(
    (one) => one.trigger === "manual" && one.extension === extension && one.integrationId === integrationId,
  );
  return same ?? popup;
}

function* pickContact(callId: CallId, picked: PickedContact, runtime: IntegrationRuntime, env: Env): Operation<Match> {
  const { id, settings } = runtime.integration;
  const stored = yield* findCallToChange(callId);
  const link = yield* findCallLink(callId, id);
  if (!stored || !link) {
    throw new DeskbellError("NOT_FOUND", `there is no call "${callId}" in integration "${id}"`);
  }
  const candidates = toCandidates(link.match);
  if (candidates.length < 2) {
    throw new DeskbellError("CONFLICT", `there is no choice: this call's match is "${link.match.state}"`);
  }
  const contact = candidates.find((one) => one.type === picked.type && one.id === picked.id);
  if (!contact) {
    const names = candidates.map((one) => `${one.type} ${one.id}`).join(", ");
    throw new DeskbellError(
      "NOT_FOUND",
      `${picked.type} ${picked.id} does not have this call's number; choose of ${names}`,
    );
  }
  yield* savePick(id, toCanonical(stored.call.externalNumber, settings.numbers.region), contact, env.now());
  const others = candidates.filter((one) => one !== contact);
  const match: Match = { state: "known", contact, source: "picked", others };
  yield* applyMatch(stored.call, stored.settled, match, runtime, env);
  return match;
}

function toCandidates(match: Match): readonly Contact[] {
  if (match.state === "ambiguous") return match.contacts;
  return match.state === "known" ? [match.contact, ...(match.others ?? [])] : [];
}

function* planCreation(
  callId: CallId,
  integrationId: string,
  { type, name, values }: ContactWish & { readonly type: ContactType },
  env: Env,
): Operation<Delivery> {
  const link = yield* findCallLink(callId, integrationId);
  if (!link) throw new DeskbellError("NOT_FOUND", `there is no call "${callId}" in integration "${integrationId}"`);
  if (link.match.state !== "unknown") {
    throw new DeskbellError(
      "CONFLICT",
      `a contact is created only for an unknown caller; this call's match is "${link.match.state}"`,
    );
  }
  const action = {
    kind: "create-contact" as const,
    type,
    ...(name !== undefined && { name }),
    ...(values && { values }),
  };
  const planned = {
    kind: "delivery" as const,
    feature: "contact-creation" as const,
    trigger: "manual" as const,
    action,
  };
  const delivery = yield* addDelivery(env.newId(), integrationId, callId, { ...planned, lane: 2 }, env.now());
  if (!delivery) {
    const before = (yield* listDeliveriesOfCall(callId, integrationId)).find(
      (one) => one.feature === planned.feature && one.trigger === planned.trigger,
    );
    throw new DeskbellError(
      "CONFLICT",
      `the contact of this call has been ordered already: delivery "${before?.id}" is ${before?.state}; replay it if it failed`,
    );
  }
  yield* recordChange(env.now(), { kind: "delivery", delivery, outputs: {} });
  return delivery;
}

// What waited for the delivery need not wait any longer.
function* cancelAndAdvance(id: string, runtime: IntegrationRuntime | undefined, env: Env): Operation<Delivery> {
  const found = yield* findDelivery(id);
  const stored = found && (yield* findCallToChange(found.callId));
  const delivery = yield* changeState(id, "cancelled", () => cancelDelivery(id, env.now()), env);
  if (stored && runtime) yield* advance(stored.call, stored.settled, runtime, env);
  return delivery;
}

function* changeState(
  id: string,
  word: string,
  change: () => Operation<Delivery | undefined>,
  env: Env,
): Operation<Delivery> {
  const delivery = yield* change();
  if (delivery) {
    yield* recordChange(env.now(), { kind: "delivery", delivery, outputs: {} });
    return delivery;
  }
  const found = yield* findDelivery(id);
  if (!found) throw new DeskbellError("NOT_FOUND", `there is no delivery "${id}"`);
  throw new DeskbellError("CONFLICT", `delivery "${id}" is ${found.state}, so it cannot be ${word}`);
}
