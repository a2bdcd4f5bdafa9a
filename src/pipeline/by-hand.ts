import { DeskbellError, type Env } from "../base/index.ts";
import {
  type Call,
  type CallId,
  type CallNote,
  type Contact,
  type Delivery,
  type ExtensionNumber,
  type Match,
  type Popup,
  toCanonical,
} from "../domain/index.ts";
import type { PickedContact } from "../matching/index.ts";
import {
  addPopup,
  type CallLink,
  cancelDelivery,
  findCall,
  findCallLink,
  findCallToChange,
  findDelivery,
  findIntegration,
  listDeliveriesOfCall,
  listPopupsOfCall,
  type Operation,
  recordChange,
  saveCallNote,
  savePick,
} from "../store/index.ts";
import { findScenario } from "../template/index.ts";
import { applyPlan, readPopupContact } from "./apply-plan.ts";
import { advance, applyMatch } from "./flow.ts";
import type { IntegrationRuntime } from "./runtime.ts";

/** Writes down what the agent says about a call; its ticket and journal entry carry it, or are revised. Throws `NOT_FOUND`. */
export function* writeNote(
  callId: CallId,
  note: Pick<CallNote, "text" | "tags">,
  runtimes: readonly IntegrationRuntime[],
  env: Env,
): Operation<CallNote> {
  const stored = yield* findCallToChange(callId);
  if (!stored) throw new DeskbellError("NOT_FOUND", `there is no call "${callId}"`);
  const written: CallNote = { callId, text: note.text, tags: note.tags, writtenAt: env.now() };
  yield* saveCallNote(written);
  const { call, settled } = stored;
  for (const runtime of runtimes) {
    yield* advance(call, settled, runtime, env);
    const link = yield* findCallLink(callId, runtime.integration.id);
    if (link && settled) yield* updateTicketByHand(call, link, runtime, env);
  }
  return written;
}

// A ticket that is there already hears of the note too, where the template can tell it. Before the end its own update does that.
function* updateTicketByHand(call: Call, link: CallLink, runtime: IntegrationRuntime, env: Env): Operation<void> {
  const requests = findScenario(runtime.template, "CreateNewTicket")?.requests ?? [];
  if (link.ticketId === undefined || !requests.some(({ name }) => name === "UpdateTicket")) return;
  const action = { kind: "update-ticket" as const };
  const plan = { kind: "delivery" as const, feature: "ticket-update" as const, trigger: "manual" as const };
  yield* applyPlan({ ...plan, action, lane: 2, again: true }, call, link, runtime, env);
}

/** Opens the page of a call on one screen, once. Throws `NOT_FOUND`. */
export function* openPopup(
  callId: CallId,
  integrationId: string,
  extension: ExtensionNumber,
  env: Env,
): Operation<Popup> {
  const stored = yield* findCall(callId);
  const link = yield* findCallLink(callId, integrationId);
  const integration = yield* findIntegration(integrationId);
  if (!stored || !link || !integration) {
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
    ...(yield* readPopupContact(stored.call, link, integration.settings.numbers)),
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

/** Takes one of several contacts for the other party, and remembers it for the number. Throws `NOT_FOUND`, `CONFLICT`. */
export function* pickContact(
  callId: CallId,
  picked: PickedContact,
  runtime: IntegrationRuntime,
  env: Env,
): Operation<Match> {
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

/**
 * Takes a contact that the agent has found by a search for the other party of a call whose caller is not known. A contact that waits to be created
 * for the call is not created any more. Throws `NOT_FOUND`, `CONFLICT`.
 */
export function* pickFound(callId: CallId, contact: Contact, runtime: IntegrationRuntime, env: Env): Operation<Match> {
  const { id } = runtime.integration;
  const stored = yield* findCallToChange(callId);
  const link = yield* findCallLink(callId, id);
  if (!stored || !link) {
    throw new DeskbellError("NOT_FOUND", `there is no call "${callId}" in integration "${id}"`);
  }
  if (link.match.state === "known" || link.match.state === "pending") {
    const cure = link.match.state === "known" ? "choose among those who have its number" : "wait for the look-up";
    throw new DeskbellError("CONFLICT", `this call's match is "${link.match.state}": ${cure}`);
  }
  for (const one of yield* listDeliveriesOfCall(callId, id)) {
    if (one.feature !== "contact-creation" || one.state !== "waiting") continue;
    const cancelled = yield* cancelDelivery(one.id, env.now());
    if (cancelled) yield* recordChange(env.now(), { kind: "delivery", delivery: cancelled, outputs: {} });
  }
  const match: Match = { state: "known", contact, source: "picked" };
  yield* applyMatch(stored.call, stored.settled, match, runtime, env);
  return match;
}

function toCandidates(match: Match): readonly Contact[] {
  if (match.state === "ambiguous") return match.contacts;
  return match.state === "known" ? [match.contact, ...(match.others ?? [])] : [];
}

/** Cancels a delivery; what waited for it need not wait any longer. Throws `NOT_FOUND`, `CONFLICT`. */
export function* cancelAndAdvance(id: string, runtime: IntegrationRuntime | undefined, env: Env): Operation<Delivery> {
  const found = yield* findDelivery(id);
  const stored = found && (yield* findCallToChange(found.callId));
  const delivery = yield* changeState(id, "cancelled", () => cancelDelivery(id, env.now()), env);
  if (stored && runtime) yield* advance(stored.call, stored.settled, runtime, env);
  return delivery;
}

/** Changes a delivery and tells the live view. Throws `NOT_FOUND`, or `CONFLICT` when its state does not allow it; `word` names the change. */
export function* changeState(
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
