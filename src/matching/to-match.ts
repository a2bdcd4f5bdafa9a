import type { Contact, Match } from "../domain/index.ts";

/** What to make of several contacts with one number: take the first in order, or leave it open. */
export type MatchPolicy = "first" | "ambiguous";

/**
 * The answer to "who is this?" from contacts that were found and checked, in the order of the contact types and rows. A contact that
 * was found twice counts once. By default the first of several is taken and the others are listed with it.
 */
export function toMatch(
  contacts: readonly Contact[],
  source: "phonebook" | "helpdesk" | "created",
  policy: MatchPolicy = "first",
): Match {
  const [contact, ...others] = withoutRepeats(contacts);
  if (!contact) return { state: "unknown" };
  if (others.length === 0) return { state: "known", contact, source };
  if (policy === "ambiguous") return { state: "ambiguous", contacts: [contact, ...others] };
  return { state: "known", contact, source, others };
}

function withoutRepeats(contacts: readonly Contact[]): Contact[] {
  const seen = new Map<string, Contact>();
  for (const contact of contacts) {
    const key = `${contact.type} ${contact.id}`;
    if (!seen.has(key)) seen.set(key, contact);
  }
  return [...seen.values()];
}
