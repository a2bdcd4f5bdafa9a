import { type Call, isWithheld, type Match, toMatchKey } from "../domain/index.ts";
import { filterHits, toMatch } from "../matching/index.ts";
import { findContactsByKey, type Operation } from "../store/index.ts";
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

/** The match that the integration's phonebook gives for a number, if it has somebody. */
export function* findInPhonebook(number: string, runtime: IntegrationRuntime): Operation<Match | undefined> {
  const { numbers } = runtime.integration.settings;
  const key = toMatchKey(number, numbers.region);
  const entries = yield* findContactsByKey(runtime.integration.id, key);
  const contacts = entries.map((entry) => entry.contact);
  const { kept } = filterHits(contacts, number, numbers);
  return kept.length > 0 ? toMatch(kept, "phonebook") : undefined;
}
