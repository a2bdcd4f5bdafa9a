import type { Effect, EffectKind, KnownDelivery } from "./history.ts";

/** Contact, ticket, change of the ticket, journal entry: each needs the id that the former produced. */
const ORDER: readonly (readonly [kind: EffectKind, feature: string])[] = [
  ["contact", "contact-creation"],
  ["ticket", "auto-ticket"],
  ["update", "ticket-update"],
  ["journal", "call-journal"],
];

/** What is wrong with the order of one call's effects in one integration, a sentence each. */
export function findOrderFaults(effects: readonly Effect[], deliveries: readonly KnownDelivery[]): string[] {
  const isDone = (feature: string) => deliveries.some((one) => one.feature === feature && one.state === "done");
  const faults: string[] = [];
  let before: { kind: EffectKind; last: number } | undefined;
  for (const [kind, feature] of ORDER) {
    const own = effects.filter((one) => one.kind === kind);
    // Where the engine gave up before the helpdesk acted, what follows did not wait, and need not have.
    if (own.length === 0 || !isDone(feature)) continue;
    const sequences = own.map(({ sequence }) => sequence);
    const first = Math.min(...sequences);
    if (before && first < before.last) faults.push(`${kind} #${first} came before ${before.kind} #${before.last}`);
    before = { kind, last: Math.max(...sequences) };
  }
  if (!isDone("auto-ticket")) return faults;
  const ticket = effects.find(({ kind }) => kind === "ticket");
  for (const { kind, id, ticket: named } of effects) {
    const wanted = kind === "journal" ? named : kind === "update" ? id : ticket?.id;
    if (ticket && wanted !== ticket.id) faults.push(`${kind} names ticket "${wanted}" and not "${ticket.id}"`);
  }
  return faults;
}
