import type { Contact, ContactType, Match, MatchPolicy } from "../domain/index.ts";

/** Names a contact. */
export interface PickedContact {
  readonly type: ContactType;
  readonly id: string;
}

/**
 * The answer to "who is this?" from contacts that were found and checked, in the order of the contact types and rows. A contact that
 * was found twice counts once. Of several the policy chooses one, with which the others are listed, or leaves it open; `picked` is who was
 * chosen for this number the last time.
 */
export function toMatch(
  contacts: readonly Contact[],
  source: Extract<Match, { state: "known" }>["source"],
  policy: MatchPolicy,
  picked?: PickedContact,
): Match {
  const found = withoutRepeats(contacts);
  const [only, ...more] = found;
  if (!only) return { state: "unknown" };
  if (more.length === 0) return { state: "known", contact: only, source };
  const contact = choose(found, policy, picked);
  if (!contact) return { state: "ambiguous", contacts: found };
  return { state: "known", contact, source, others: found.filter((one) => one !== contact) };
}

function choose(
  contacts: readonly Contact[],
  policy: MatchPolicy,
  picked: PickedContact | undefined,
): Contact | undefined {
  switch (policy) {
    case "first":
      return contacts[0];
    case "last-picked":
      return contacts.find((one) => one.type === picked?.type && one.id === picked.id);
    case "company":
      return contacts.find((one) => one.type === "accounts");
    case "ask":
    case "none":
      return undefined;
  }
}

function withoutRepeats(contacts: readonly Contact[]): Contact[] {
  const seen = new Map<string, Contact>();
  for (const contact of contacts) {
    const key = `${contact.type} ${contact.id}`;
    if (!seen.has(key)) seen.set(key, contact);
  }
  return [...seen.values()];
}
