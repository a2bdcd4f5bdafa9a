/**
 * The order of everything, as one sentence: an event is folded into its call, the call is matched to a contact,
 * the features plan what ought to happen, and the plan is saved with the call in one transaction.
 * What a delivery then brings home (a contact, a ticket) is saved the same way, and the features are asked again.
 */
import type { Env } from "../base/index.ts";
import { applyEvent, closeStale, closeUnheard } from "../calls/index.ts";
import { type Call, type Match, type PhoneEvent, toCallId } from "../domain/index.ts";
import { askAgainAt, planFeatures } from "../features/index.ts";
import {
  type CallLink,
  findCallByPbxId,
  findCallLink,
  findCallToChange,
  type InboxItem,
  lockCall,
  markEventFolded,
  type Operation,
  recordChange,
  type StoredCall,
  saveCall,
  saveCallLink,
  withoutFacts,
} from "../store/index.ts";
import { applyPlan } from "./apply-plan.ts";
import { isBefore, listDecided, readFeatureContext } from "./feature-context.ts";
import { findFirstMatch } from "./first-match.ts";
import { refreshPopups } from "./popups.ts";
import type { IntegrationRuntime } from "./runtime.ts";

/** How long a pop-up waits for the look-up before it shows the number alone. */
export const LOOKUP_PATIENCE_MS = 3000;

/** Folds one event of the inbox into its call and plans what follows in each integration of its connection. */
export function* foldEvent(
  item: InboxItem,
  runtimes: readonly IntegrationRuntime[],
  env: Env,
  settleMs: number,
): Operation<void> {
  yield* lockCall({ connectionId: item.connectionId, pbxCallId: item.event.pbxCallId });
  const before = yield* findCallByPbxId(item.connectionId, item.event.pbxCallId);
  const { call, changed } = applyEvent(before?.call, item.event, {
    id: before?.call.id ?? toCallId(env.newId()),
    connectionId: item.connectionId,
  });
  // Another node may have folded it meanwhile.
  if (!(yield* markEventFolded(item.id, call.id))) return;
  if (!changed && before) return;
  yield* saveAndAdvance(before, call, runtimes, env, settleWithin(item.event, runtimes, settleMs));
}

/** How long after this event an ended call may wait for more. A PBX that writes records leaves it to them how the call ended. */
function settleWithin(event: PhoneEvent, runtimes: readonly IntegrationRuntime[], settleMs: number): SettleTime {
  if (event.kind === "summary") return { ms: settleMs, isLast: true };
  if (event.kind === "ended" && event.disposition !== undefined) return { ms: settleMs };
  return { ms: Math.max(settleMs, ...runtimes.map(({ recordAfterMs = 0 }) => recordAfterMs)) };
}

/** `isLast`: hardly anything comes after this, so an earlier, longer wait ends with it. */
interface SettleTime {
  readonly ms: number;
  readonly isLast?: true;
}

/** Ends a call that was never told to have ended. */
export function* closeStaleCall(
  callId: string,
  runtimes: readonly IntegrationRuntime[],
  env: Env,
  settleMs: number,
): Operation<void> {
  const before = yield* findCallToChange(callId);
  if (!before) return;
  const call = closeStale(before.call, env.now());
  // A long call of which there is recent news stays open, as it is.
  if (call !== before.call) yield* saveAndAdvance(before, call, runtimes, env, { ms: settleMs });
}

/** Ends a call that the PBX does not have any more, and whose end nobody told. */
export function* closeUnheardCall(
  callId: string,
  runtimes: readonly IntegrationRuntime[],
  env: Env,
  settleMs: number,
): Operation<void> {
  const before = yield* findCallToChange(callId);
  if (before && before.call.state !== "ended") {
    yield* saveAndAdvance(before, closeUnheard(before.call, env.now()), runtimes, env, { ms: settleMs });
  }
}

/** Declares an ended call complete: features that wait for the end are asked now. */
export function* settleCall(callId: string, runtimes: readonly IntegrationRuntime[], env: Env): Operation<void> {
  const stored = yield* findCallToChange(callId);
  if (!stored || stored.settled) return;
  yield* saveCall(stored.call, true, undefined);
  for (const runtime of runtimes) yield* advance(stored.call, true, runtime, env);
}

/**
 * Asks the features what ought to exist for a call in one integration, and saves it. Asking again changes nothing. `known` is the link as
 * it is stored, where the caller has just read or written it.
 */
export function* advance(
  call: Call,
  settled: boolean,
  runtime: IntegrationRuntime,
  env: Env,
  known?: CallLink,
): Operation<void> {
  const now = env.now();
  let link = known ?? (yield* findCallLink(call.id, runtime.integration.id));
  // An integration has no part in calls that were over before it was set up, or while it was switched off.
  if (!link && settled && isBefore(call, runtime.integration)) return;
  if (!link || (link.match.state === "none" && !(yield* isLeftAlone(call, settled, runtime)))) {
    link = yield* startLink(call, link, runtime, now);
  }
  const context = yield* readFeatureContext(call, settled, link, runtime, now);
  for (const plan of planFeatures(context)) yield* applyPlan(plan, call, link, runtime, env);
  yield* refreshPopups(context.popups, call, link, runtime.integration.settings.numbers, now);
  const again = askAgainAt(context);
  if (again !== undefined && link.lookupDueAt !== again) yield* saveCallLink({ ...link, lookupDueAt: again });
}

/** Saves who the other party is, tells the live view, and plans what waited for it. The call's lock is the caller's to take. */
export function* applyMatch(
  call: Call,
  settled: boolean,
  match: Match,
  runtime: IntegrationRuntime,
  env: Env,
): Operation<void> {
  const before = yield* findCallLink(call.id, runtime.integration.id);
  if (!before) return;
  const link = withMatch(before, match);
  yield* saveCallLink(link);
  yield* recordChange(env.now(), { kind: "match", callId: call.id, integrationId: runtime.integration.id, match });
  yield* advance(call, settled, runtime, env, link);
}

/** The look-up has used up the pop-up's patience: plan again, now with the number alone; unless the integration is gone. */
export function* giveUpWaiting(
  { callId, integrationId }: CallLink,
  runtime: IntegrationRuntime | undefined,
  env: Env,
): Operation<void> {
  const stored = yield* findCallToChange(callId);
  const link = yield* findCallLink(callId, integrationId);
  if (link?.lookupDueAt === undefined) return;
  const { lookupDueAt: _, ...rest } = link;
  yield* saveCallLink(rest);
  if (stored && runtime) yield* advance(stored.call, stored.settled, runtime, env);
}

function* saveAndAdvance(
  before: StoredCall | undefined,
  call: Call,
  runtimes: readonly IntegrationRuntime[],
  env: Env,
  { ms, isLast }: SettleTime,
): Operation<void> {
  const settled = before?.settled ?? false;
  // Set once, at the first end that is seen: late events do not push it on, so every call settles.
  const own = env.now() + ms;
  const first = before?.settleAt ?? own;
  const settleAt = isLast ? Math.min(first, own) : first;
  yield* saveCall(call, settled, call.state === "ended" && !settled ? settleAt : undefined);
  yield* recordChange(env.now(), { kind: "call", call: withoutFacts(call) });
  for (const runtime of runtimes) yield* advance(call, settled, runtime, env);
}

function* isLeftAlone(call: Call, settled: boolean, runtime: IntegrationRuntime): Operation<boolean> {
  if (!settled) return false;
  const decided = yield* listDecided(call, runtime);
  return decided.some(({ feature, code }) => feature === "contact-sync" && code === "switched-off");
}

// A call that had nobody to look up (no number yet, or taken for internal) may have got a number since, so "none" is asked again.
function* startLink(
  call: Call,
  before: CallLink | undefined,
  runtime: IntegrationRuntime,
  now: number,
): Operation<CallLink> {
  const match = yield* findFirstMatch(call, runtime);
  if (before && match.state === "none") return before;
  const start: CallLink = before ?? {
    callId: call.id,
    integrationId: runtime.integration.id,
    match,
    ticketMadeBefore: false,
  };
  const link: CallLink =
    match.state === "pending" ? { ...start, match, lookupDueAt: now + LOOKUP_PATIENCE_MS } : withMatch(start, match);
  yield* saveCallLink(link);
  yield* recordChange(now, { kind: "match", callId: call.id, integrationId: runtime.integration.id, match });
  return link;
}

function withMatch(link: CallLink, match: Match): CallLink {
  const { contactId: _, lookupDueAt: __, ...rest } = link;
  return { ...rest, match, ...(match.state === "known" && { contactId: match.contact.id }) };
}
