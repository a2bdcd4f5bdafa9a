import type { Env } from "../base/index.ts";
import { type Attempt, type Delivery, type Match, type Outcome, toMatchKeys } from "../domain/index.ts";
import {
  findCall,
  findCallLink,
  finishAttempt,
  listAssociations,
  type Operation,
  recordChange,
  saveCallLink,
  saveContact,
  setAttention,
} from "../store/index.ts";
import { advance, applyMatch } from "./flow.ts";
import { nextStep } from "./next-step.ts";
import { type Performed, type PerformTools, perform, type Subject } from "./perform.ts";
import type { IntegrationRuntime, Log } from "./runtime.ts";

/** Makes one attempt at a claimed delivery and saves what it brought, together with what it leads to. */
export async function runAttempt(
  delivery: Delivery,
  runtime: IntegrationRuntime,
  tools: PerformTools,
  log: Log,
): Promise<void> {
  const { store, env } = tools;
  const startedAt = env.now();
  const subject = await store.read(() => readSubject(delivery));
  let performed: Performed;
  try {
    performed = subject
      ? await perform(delivery, subject, runtime, tools)
      : { outcome: { kind: "refused", reason: "the call is no longer stored" }, exchanges: [], contacts: [] };
  } catch (error) {
    // A defect must not lose the delivery: it goes to the dead letters, where it can be replayed once mended.
    log.error("an attempt failed inside the engine", { delivery: delivery.id, error });
    performed = {
      outcome: { kind: "refused", reason: `engine error: ${messageOf(error)}` },
      exchanges: [],
      contacts: [],
    };
  }
  const attempt: Attempt = {
    deliveryId: delivery.id,
    number: delivery.attempt,
    startedAt,
    endedAt: env.now(),
    outcome: performed.outcome,
    exchanges: performed.exchanges,
  };
  await store.write(() => saveAttempt(delivery, attempt, performed, runtime, env));
}

/** Ends an attempt whose holder died in it: nobody knows how far it came. */
export function* recoverAttempt(delivery: Delivery, runtime: IntegrationRuntime, env: Env): Operation<void> {
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
  yield* saveAttempt(delivery, attempt, { outcome, exchanges: [], contacts: [] }, runtime, env);
}

function* readSubject(delivery: Delivery): Operation<Subject | undefined> {
  const stored = yield* findCall(delivery.callId);
  const link = yield* findCallLink(delivery.callId, delivery.integrationId);
  if (!stored || !link) return undefined;
  const associations = yield* listAssociations(delivery.integrationId);
  return { stored, link, user: associations.find((one) => one.extension === stored.call.extension) };
}

function* saveAttempt(
  delivery: Delivery,
  attempt: Attempt,
  performed: Performed,
  runtime: IntegrationRuntime,
  env: Env,
): Operation<void> {
  const now = env.now();
  const step = nextStep(delivery, performed.outcome, now, env.random());
  const finished = yield* finishAttempt(attempt, step);
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
  const stored = yield* findCall(delivery.callId);
  const link = yield* findCallLink(delivery.callId, delivery.integrationId);
  if (!stored || !link) return;
  if (performed.ticketId !== undefined) {
    yield* saveCallLink({
      ...link,
      ticketId: performed.ticketId,
      ticketMadeBefore: delivery.trigger === "ringing",
    });
  }
  const match = performed.match ?? failedMatch(delivery, finished, link.match);
  if (match) yield* applyMatch(stored.call, stored.settled, match, runtime, env);
  else yield* advance(stored.call, stored.settled, runtime, env);
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
