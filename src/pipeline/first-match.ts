import { type Call, isWithheld, type Match, toCanonical, toMatchKey } from "../domain/index.ts";
import { filterHits, type PickedContact, toMatch } from "../matching/index.ts";
import { findContactsByKey, findPick, type Operation } from "../store/index.ts";
import type { IntegrationRuntime } from "./runtime.ts";

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

/** The match that the integration's phonebook gives for a number, if it has somebody. */
export function* findInPhonebook(number: string, runtime: IntegrationRuntime): Operation<Match | undefined> {
  const { id, settings } = runtime.integration;
  const { numbers, matching } = settings;
  const key = toMatchKey(number, numbers.region);
  const entries = yield* findContactsByKey(id, key);
  const contacts = entries.map((entry) => entry.contact);
  const { kept } = filterHits(contacts, number, numbers);
  if (kept.length === 0) return undefined;
  const picked = yield* findPickFor(number, runtime);
  const match = toMatch(kept, "phonebook", matching.severalContacts, picked);
  if (match.state !== "known") return match;
  const { contact } = match;
  const entry = entries.find((one) => one.contact.type === contact.type && one.contact.id === contact.id);
  return entry ? { ...match, fetchedAt: entry.fetchedAt } : match;
}
