import type { Call, CallId, PhoneEvent } from "../domain/index.ts";
import { addFacts, NO_FACTS } from "./facts.ts";
import { factsOf } from "./stored-facts.ts";
import { toCall } from "./to-call.ts";

/**
 * Folds one phone event into its call (`undefined` = the first that is heard of it; `identity` then names it). The same events in any
 * order and any repetition give the same call; a call that has ended stays ended, though late events may correct what it shows.
 * `changed` is false when the event said nothing new; then the call is the same object.
 */
export function applyEvent(
  call: Call | undefined,
  event: PhoneEvent,
  identity: { readonly id: CallId; readonly connectionId: string },
): { readonly call: Call; readonly changed: boolean } {
  const before = call ? factsOf(call) : NO_FACTS;
  const facts = addFacts(before, event);
  if (call && facts === before) return { call, changed: false };
  const { id, connectionId } = call ?? identity;
  return { call: toCall({ id, connectionId, pbxCallId: event.pbxCallId }, facts), changed: true };
}
