import { type Env, SECOND } from "../base/index.ts";
import { type Attempt, type Delivery, type Match, type Outcome, toMatchKeys } from "../domain/index.ts";
import { toJournalPrint, toOwner } from "../features/index.ts";
import {
  type CallLink,
  type Ending,
  eraseContact,
  findCall,
  findCallLink,
  findCallNote,
  findCallToChange,
  finishAttempt,
  type Operation,
  recordChange,
  type Store,
  saveCallLink,
  saveContact,
  setAttention,
} from "../store/index.ts";
import { findPickFor, forgetInPhonebook, SEARCH_LAG_MS } from "./first-match.ts";
import { advance, applyMatch } from "./flow.ts";
import { toHealing } from "./healing.ts";
import type { Helpdesks } from "./helpdesks.ts";
import { nextStep } from "./next-step.ts";
import { type Performed, type PerformTools, perform, type Subject } from "./perform.ts";
import type { IntegrationRuntime, Log } from "./runtime.ts";

/** A result that could not be stored is offered again so often and so long: only the store knows that the work is done. */
const STORE_AGAIN_MS: readonly number[] = [SECOND / 10, SECOND / 2, SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND];

export interface AttemptTools extends PerformTools {
  readonly helpdesks: Helpdesks;
  readonly log: Log;
}

/**
 * Makes one attempt at a claimed delivery and saves what it brought, together with what it leads to. `performing` carries it out, which is
 * with another revision of the template when the delivery was replayed so; what follows is planned by `runtime`.
 * `beforeStoring` is called when there is a result, right before it is handed to the store.
 */
export async function runAttempt(
  delivery: Delivery,
  runtime: IntegrationRuntime,
  performing: IntegrationRuntime,
  tools: AttemptTools,
  beforeStoring: () => void,
): Promise<void> {
  const { store, env, log } = tools;
  const startedAt = env.now();
  let performed: Performed;
  let subject: Subject | undefined;
  let ourFault = false;
  try {
    subject = await store.read(() => readSubject(delivery, runtime));
    performed = subject
      ? await perform(delivery, subject, performing, tools)
      : { outcome: { kind: "refused", reason: "the call is no longer stored" }, exchanges: [], contacts: [] };
  } catch (error) {
    ourFault = true;
    // A defect must not lose the delivery: it goes to the dead letters, where it can be replayed once mended.
    log.error("an attempt failed inside the engine", { delivery: delivery.id, error });
    // A store that was away for a moment is no defect: everything is read from it before something is sent.
    const outcome: Outcome = isStoreFailure(error)
      ? { kind: "unreachable", reason: `not sent: ${messageOf(error)}` }
      : { kind: "refused", reason: `engine error: ${messageOf(error)}` };
    performed = { outcome, exchanges: [], contacts: [] };
  }
  const attempt: Attempt = {
    deliveryId: delivery.id,
    number: delivery.attempt,
    startedAt,
    endedAt: env.now(),
    outcome: performed.outcome,
    exchanges: performed.exchanges,
  };
  // Before the next deliveries are claimed, so that a helpdesk that has just asked for a rest gets it.
  if (!ourFault && !performed.unasked) await noteOutcome(runtime, performed.outcome, tools);
  beforeStoring();
  await writeAgain(store, () => saveAttempt(delivery, attempt, performed, subject, runtime, performing, env));
}

// How the helpdesk is doing can be noted another time; what came of the attempt cannot.
async function noteOutcome(
  runtime: IntegrationRuntime,
  outcome: Outcome,
  { helpdesks, log }: AttemptTools,
): Promise<void> {
  try {
    await helpdesks.note(runtime, outcome);
  } catch (error) {
    log.error("how a helpdesk is doing was not noted", { integration: runtime.integration.id, error });
  }
}

/** Ends an attempt whose holder died in it: nobody knows how far it came. */
export function* recoverAttempt(
  delivery: Delivery,
  runtime: IntegrationRuntime,
  performing: IntegrationRuntime,
  env: Env,
): Operation<void> {
  const outcome: Outcome = { kind: "uncertain", reason: "the engine was stopped in the middle of the attempt" };
  const now = env.now();
  const attempt = {
    deliveryId: delivery.id,
    number: delivery.attempt,
    startedAt: now,
    endedAt: now,
    outcome,
    exchanges: [],
  };
  yield* saveAttempt(
    delivery,
    attempt,
    { outcome, exchanges: [], contacts: [], cutOff: true },
    undefined,
    runtime,
    performing,
    env,
  );
}

/** Ends an attempt that was cut off in an integration which is not there any more. */
export function* buryAttempt(delivery: Delivery, env: Env): Operation<void> {
  const now = env.now();
  const reason = "its integration is not there any more";
  const attempt: Attempt = {
    deliveryId: delivery.id,
    number: delivery.attempt,
    startedAt: now,
    endedAt: now,
    outcome: { kind: "refused", reason },
    exchanges: [],
  };
  const buried = yield* finishAttempt(attempt, { state: "dead", runAt: now, note: reason, inDoubt: delivery.inDoubt });
  if (buried) yield* recordChange(now, { kind: "delivery", delivery: buried, outputs: {} });
}

// The attempt's number fences it, so writing it once more than needed changes nothing.
async function writeAgain(store: Store, operation: () => Operation<void>): Promise<void> {
  for (const wait of STORE_AGAIN_MS) {
    try {
      return await store.write(operation);
    } catch (error) {
      if (!isStoreFailure(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return store.write(operation);
}

export function isStoreFailure(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "STORE_FAILED";
}

function* readSubject(delivery: Delivery, runtime: IntegrationRuntime): Operation<Subject | undefined> {
  const stored = yield* findCall(delivery.callId);
  const link = yield* findCallLink(delivery.callId, delivery.integrationId);
  if (!stored || !link) return undefined;
  const owner = toOwner(stored.call);
  const user = owner === undefined ? undefined : runtime.associations.get(owner);
  return {
    stored,
    link,
    user,
    picked: yield* findPickFor(stored.call.externalNumber, runtime),
    note: yield* findCallNote(stored.call.id),
  };
}

function* saveAttempt(
  delivery: Delivery,
  attempt: Attempt,
  performed: Performed,
  subject: Subject | undefined,
  runtime: IntegrationRuntime,
  performing: IntegrationRuntime,
  env: Env,
): Operation<void> {
  const now = env.now();
  // Locked before anything is written, since what follows changes the call.
  const stored = yield* findCallToChange(delivery.callId);
  const step = nextStep(delivery, performed.outcome, now, env.random(), toHealing(delivery.action, performing));
  // The helpdesk has no part in it when our own process ends, so it is not made to wait, unless this happens again and again.
  const atOnce =
    performed.cutOff === true && step.state === "waiting" && delivery.attempt - delivery.attemptsBefore <= 2;
  const ending = performed.held ? toHeldBack(step) : atOnce ? { ...step, runAt: now } : step;
  const finished = yield* finishAttempt(attempt, withUserNote(ending, performed, delivery, subject, runtime));
  if (!finished) return;
  const settings = runtime.integration.settings;
  for (const contact of performed.contacts) {
    const keys = toMatchKeys(contact.numbers, settings.numbers.region);
    yield* saveContact(delivery.integrationId, contact, keys, now);
  }
  const contactId = performed.match?.state === "known" ? performed.match.contact.id : undefined;
  yield* recordChange(now, {
    kind: "delivery",
    delivery: finished,
    outputs: {
      ...(contactId !== undefined && { contactId }),
      ...(performed.ticketId !== undefined && { ticketId: performed.ticketId }),
    },
  });
  yield* noteAttention(delivery.integrationId, performed.outcome, now);
  const before = yield* findCallLink(delivery.callId, delivery.integrationId);
  if (!stored || !before) return;
  const link = withEffects(before, delivery, performed, subject, runtime);
  if (link !== before) yield* saveCallLink(link);
  const isRefresh = delivery.feature === "contact-sync" && delivery.trigger === "ended";
  if (isRefresh) yield* dropVanished(delivery.integrationId, link.match, performed);
  else if (delivery.feature === "contact-sync" && performed.match?.state === "unknown")
    yield* forgetInPhonebook(stored.call.externalNumber, runtime, attempt.startedAt - SEARCH_LAG_MS);
  // Who called was told long ago; that somebody is gone from the helpdesk since does not make an unknown caller of him.
  const match = isRefresh ? undefined : (performed.match ?? failedMatch(delivery, finished, link.match));
  if (match) yield* applyMatch(stored.call, stored.settled, match, runtime, env);
  else yield* advance(stored.call, stored.settled, runtime, env, link);
}

// Whoever asks later why nobody has the ticket is told here.
function withUserNote(
  ending: Ending,
  { outcome }: Performed,
  { feature }: Delivery,
  subject: Subject | undefined,
  { vanishedUsers }: IntegrationRuntime,
): Ending {
  const extension = subject && toOwner(subject.stored.call);
  const userId = extension && vanishedUsers?.get(extension);
  if (userId === undefined || outcome.kind !== "delivered" || feature.startsWith("contact-")) return ending;
  const words = `without a user: the helpdesk does not list ${userId} of extension ${extension} any more`;
  return { ...ending, note: `${ending.note}, ${words}` };
}

function withEffects(
  before: CallLink,
  { trigger }: Delivery,
  { ticketId, journal }: Performed,
  subject: Subject | undefined,
  { integration }: IntegrationRuntime,
): CallLink {
  if (ticketId !== undefined) return { ...before, ticketId, ticketMadeBefore: trigger === "ringing" };
  if (!journal || !subject) return before;
  // What was known when it was sent, not what is known now: the difference is what a revision is for.
  const { stored, link, note } = subject;
  const print = toJournalPrint(stored.call, link.match, link.ticketId, note, integration.settings);
  return { ...before, journal: { ...journal, print } };
}

// The helpdesk was asked again and does not know the contact any more: the phonebook forgets it.
function* dropVanished(integrationId: string, before: Match, { match, contacts }: Performed): Operation<void> {
  if (before.state !== "known" || match === undefined) return;
  const { contact } = before;
  const isThere = contacts.some((one) => one.type === contact.type && one.id === contact.id);
  if (!isThere) yield* eraseContact(integrationId, contact);
}

function toHeldBack({ inDoubt, runAt }: Ending): Ending {
  return { state: "held", runAt, inDoubt, note: "held back: the integration is rehearsing (helpdesk.dryRun)" };
}

// Once the look-up itself is given up, the features that waited for it must hear so.
function failedMatch(delivery: Delivery, finished: Delivery, match: Match): Match | undefined {
  if (delivery.feature !== "contact-sync" || finished.state !== "dead" || match.state !== "pending") return undefined;
  return { state: "failed", reason: finished.note ?? "the look-up was given up" };
}

// Any answer that was let in clears the mark: whatever was wrong with the permission is right again.
function* noteAttention(integrationId: string, outcome: Outcome, now: number): Operation<void> {
  const attention = outcome.kind === "unauthorised" ? `Connect again: ${outcome.reason}` : null;
  if (attention === null && outcome.kind !== "delivered" && outcome.kind !== "nothing-found") return;
  if (yield* setAttention(integrationId, attention)) {
    yield* recordChange(now, { kind: "integration", integrationId, attention });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
