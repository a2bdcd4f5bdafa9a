import { MINUTE } from "../base/index.ts";
import { type Call, isWithheld, type Match, toCanonical, toMatchKey } from "../domain/index.ts";
import { filterHits, type PickedContact, toMatch } from "../matching/index.ts";
import { eraseContact, findContactsByKey, findPick, type Operation, type PhonebookEntry } from "../store/index.ts";
import type { IntegrationRuntime } from "./runtime.ts";

/** So long a helpdesk's own search may not find yet what was made in it. */
export const SEARCH_LAG_MS = 5 * MINUTE;

/** Who the other party is as far as is known without asking the helpdesk: by the phonebook, or `pending` when it must be asked. */
export function* findFirstMatch(call: Call, runtime: IntegrationRuntime): Operation<Match> {
  const { contactSync } = runtime.integration.settings;
  if (call.direction === "internal") return { state: "none", reason: "the call is internal" };
  if (isWithheld(call.externalNumber)) return { state: "none", reason: "the number is withheld" };
  if (!contactSync.enabled) return { state: "none", reason: "contact synchronisation is switched off" };
  if (contactSync.alwaysQuery) return { state: "pending" };
  return (yield* findInPhonebook(call.externalNumber, runtime)) ?? { state: "pending" };
}

/** Who was chosen for a number the last time, where that counts. */
export function* findPickFor(
  number: string,
  { integration }: IntegrationRuntime,
): Operation<PickedContact | undefined> {
  const { numbers, matching } = integration.settings;
  if (matching.severalContacts !== "last-picked") return undefined;
  return yield* findPick(integration.id, toCanonical(number, numbers.region));
}

/** The match that the integration's phonebook gives for a number, if it has somebody who was read at `since` or later (ms since 1970). */
export function* findInPhonebook(number: string, runtime: IntegrationRuntime, since = 0): Operation<Match | undefined> {
  const { matching } = runtime.integration.settings;
  const found = yield* listInPhonebook(number, runtime);
  const entries = found.filter(({ fetchedAt }) => fetchedAt >= since);
  const kept = entries.map(({ contact }) => contact);
  if (kept.length === 0) return undefined;
  const picked = yield* findPickFor(number, runtime);
  const match = toMatch(kept, "phonebook", matching.severalContacts, picked);
  if (match.state !== "known") return match;
  const { contact } = match;
  const entry = entries.find((one) => one.contact.type === contact.type && one.contact.id === contact.id);
  return entry ? { ...match, fetchedAt: entry.fetchedAt } : match;
}

/** The helpdesk knows nobody by a number: whoever was read before then (ms since 1970) is taken out of the integration's phonebook. */
export function* forgetInPhonebook(number: string, runtime: IntegrationRuntime, before: number): Operation<void> {
  for (const { contact, fetchedAt } of yield* listInPhonebook(number, runtime)) {
    if (fetchedAt < before) yield* eraseContact(runtime.integration.id, contact);
  }
}

function* listInPhonebook(number: string, { integration }: IntegrationRuntime): Operation<PhonebookEntry[]> {
  const { numbers } = integration.settings;
  const entries = yield* findContactsByKey(integration.id, toMatchKey(number, numbers.region));
  const { kept } = filterHits(
    entries.map(({ contact }) => contact),
    number,
    numbers,
  );
  return entries.filter(({ contact }) => kept.includes(contact));
}
