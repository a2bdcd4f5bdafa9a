import type { Effect, EffectKind, IntegrationName } from "./history.ts";

/** What the helpdesk is asked to do; all texts as they came. */
export interface Wish {
  readonly kind: EffectKind;
  readonly call: string;
  readonly number: string;
  /** `update`: the ticket to change. `journal`: the ticket that it belongs to. */
  readonly ticket: string;
  readonly key?: string;
}

/** The helpdesk's own truth about one integration's records. */
export interface Ledger {
  /** The ids of contacts with exactly this number. */
  findContacts(number: string): string[];
  /** The ids of the call's tickets or journal entries. */
  findOfCall(kind: "ticket" | "journal", call: string): string[];
  /** Does what is wished and gives the id; with a key that was seen before it does nothing and gives the earlier id. */
  carryOut(wish: Wish): string;
  /** Contacts that are there before the run. */
  addContact(number: string): void;
}

/** `effects` gets everything that becomes true, over all ledgers, in order. */
export function createLedger(integration: IntegrationName, heedsKeys: boolean, effects: Effect[]): Ledger {
  const contacts = new Map<string, string[]>();
  const ofCalls = new Map<string, string[]>();
  const answered = new Map<string, string>();
  let ids = 0;
  const newId = (kind: string) => `${integration}-${kind}-${++ids}`;
  const addContact = (number: string) => {
    const id = newId("contact");
    contacts.set(number, [...(contacts.get(number) ?? []), id]);
    return id;
  };
  return {
    findContacts: (number) => contacts.get(number) ?? [],
    addContact,
    findOfCall: (kind, call) => ofCalls.get(`${kind} ${call}`) ?? [],
    carryOut({ kind, call, number, ticket, key }) {
      const earlier = heedsKeys && key !== undefined ? answered.get(key) : undefined;
      if (earlier !== undefined) return earlier;
      const id = kind === "contact" ? addContact(number) : kind === "update" ? ticket : newId(kind);
      if (kind === "ticket" || kind === "journal") {
        ofCalls.set(`${kind} ${call}`, [...(ofCalls.get(`${kind} ${call}`) ?? []), id]);
      }
      effects.push({
        sequence: effects.length + 1,
        at: Date.now(),
        integration,
        kind,
        call,
        number,
        id,
        ...(kind === "journal" && { ticket }),
        ...(key !== undefined && { key }),
      });
      if (key !== undefined) answered.set(key, id);
      return id;
    },
  };
}
