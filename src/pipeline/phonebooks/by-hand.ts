import { DeskbellError, type Env } from "../../base/index.ts";
import { type Contact, DEFAULT_SETTINGS, toMatchKeys } from "../../domain/index.ts";
import {
  type ContactKey,
  findContact,
  type Operation,
  type PhonebookEntry,
  putContact,
  removeContact,
  removePhonebook,
  removeSomeContacts,
  type Store,
} from "../../store/index.ts";
import { getOrdinaryPhonebook } from "./locked.ts";

/** So many contacts are removed at a time, so that nobody waits for the removal. */
const BATCH = 500;

/** What a person writes of a contact. */
export interface ContactDraft extends Pick<Contact, "name" | "email" | "numbers"> {
  readonly company: string;
}

interface Tools {
  readonly store: Store;
  readonly env: Env;
}

/** Puts a contact into an ordinary phonebook. Throws `NOT_FOUND`, `CONFLICT`. */
export function addContactByHand(
  phonebookId: string,
  draft: ContactDraft,
  { store, env }: Tools,
): Promise<PhonebookEntry> {
  const empty: Contact = { id: env.newId(), type: "contacts", customValue: "", url: "", outputs: {}, ...NOTHING };
  return store.write(function* (): Operation<PhonebookEntry> {
    yield* getOrdinaryPhonebook(phonebookId);
    return yield* write(phonebookId, toContact(empty, draft), env.now());
  });
}

/** Changes a contact of an ordinary phonebook, which thereby becomes one that a person wrote. Throws `NOT_FOUND`, `CONFLICT`. */
export function changeContactByHand(
  phonebookId: string,
  key: ContactKey,
  draft: ContactDraft,
  { store, env }: Tools,
): Promise<PhonebookEntry> {
  return store.write(function* (): Operation<PhonebookEntry> {
    yield* getOrdinaryPhonebook(phonebookId);
    const before = yield* findContact(phonebookId, key);
    if (!before) throw missing(phonebookId, key);
    return yield* write(phonebookId, toContact(before.contact, draft), env.now());
  });
}

/** Throws `NOT_FOUND`, `CONFLICT`. */
export function removeContactByHand(
  phonebookId: string,
  key: ContactKey,
  { store }: Pick<Tools, "store">,
): Promise<void> {
  return store.write(function* (): Operation<void> {
    yield* getOrdinaryPhonebook(phonebookId);
    if (!(yield* removeContact(phonebookId, key))) throw missing(phonebookId, key);
  });
}

/** Removes all contacts of an ordinary phonebook. Gives how many. Throws `NOT_FOUND`, `CONFLICT`. */
export async function emptyPhonebook(phonebookId: string, { store }: Pick<Tools, "store">): Promise<number> {
  let removed = 0;
  for (;;) {
    const some = await store.write(function* (): Operation<number> {
      yield* getOrdinaryPhonebook(phonebookId);
      return yield* removeSomeContacts(phonebookId, BATCH);
    });
    removed += some;
    if (some < BATCH) return removed;
  }
}

/** Removes an ordinary phonebook with its contacts. Throws `NOT_FOUND`, `CONFLICT`. */
export async function deletePhonebook(phonebookId: string, { store }: Pick<Tools, "store">): Promise<void> {
  await emptyPhonebook(phonebookId, { store });
  await store.write(function* (): Operation<void> {
    yield* getOrdinaryPhonebook(phonebookId);
    yield* removePhonebook(phonebookId);
  });
}

const NOTHING = { name: "", email: "", numbers: [] } as const;

function toContact(before: Contact, { name, email, numbers, company }: ContactDraft): Contact {
  const { Company: _, ...outputs } = before.outputs;
  return { ...before, name, email, numbers, outputs: { ...outputs, ...(company !== "" && { Company: company }) } };
}

// Match keys are a number's last digits, which are the same in every region.
function* write(phonebookId: string, contact: Contact, now: number): Operation<PhonebookEntry> {
  const entry = { contact, fetchedAt: now };
  yield* putContact(phonebookId, entry, toMatchKeys(contact.numbers, DEFAULT_SETTINGS.numbers.region));
  return entry;
}

function missing(phonebookId: string, { type, id }: ContactKey): DeskbellError {
  return new DeskbellError("NOT_FOUND", `there is no contact "${type}/${id}" in phonebook "${phonebookId}"`);
}
