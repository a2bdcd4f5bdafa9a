import { type Contact, type ContactType, toSearchText } from "../../domain/index.ts";
import { type Operation, query, queryOne, type Row } from "../operation.ts";
import { findPhonebookOf, lockPhonebookOf } from "./phonebooks.ts";

/** A contact in a phonebook. */
export interface PhonebookEntry {
  readonly contact: Contact;
  /** The integration that read it from its helpdesk; absent = a person wrote it. */
  readonly integrationId?: string;
  /** When it was read or written (ms since 1970). */
  readonly fetchedAt: number;
}

/** Names a contact within its phonebook. */
export type ContactKey = Pick<Contact, "type" | "id">;

/**
 * Writes a contact that was read from the helpdesk into the integration's phonebook, if it has one; `keys` are the match keys of its
 * numbers, by which it is found.
 */
export function* saveContact(
  integrationId: string,
  contact: Contact,
  keys: readonly string[],
  now: number,
): Operation<void> {
  yield* lockPhonebookOf(integrationId);
  const phonebook = yield* findPhonebookOf(integrationId);
  if (phonebook) yield* putContact(phonebook.id, { contact, integrationId, fetchedAt: now }, keys);
}

/** Writes a contact into a phonebook, over the one with its type and id. */
export function* putContact(
  phonebookId: string,
  { contact, integrationId, fetchedAt }: PhonebookEntry,
  keys: readonly string[],
): Operation<void> {
  yield* query(
    `INSERT INTO contacts (phonebook_id, type, contact_id, integration_id, body, sought, fetched_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (phonebook_id, type, contact_id) DO UPDATE SET integration_id = excluded.integration_id, body = excluded.body,
       sought = excluded.sought, fetched_at = excluded.fetched_at`,
    phonebookId,
    contact.type,
    contact.id,
    integrationId ?? null,
    JSON.stringify(contact),
    toSearchText(contact),
    fetchedAt,
  );
  yield* query(
    "DELETE FROM contact_numbers WHERE phonebook_id = ? AND type = ? AND contact_id = ?",
    phonebookId,
    contact.type,
    contact.id,
  );
  for (const key of keys) {
    yield* query(
      "INSERT INTO contact_numbers (phonebook_id, match_key, type, contact_id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
      phonebookId,
      key,
      contact.type,
      contact.id,
    );
  }
}

export function* findContact(phonebookId: string, { type, id }: ContactKey): Operation<PhonebookEntry | undefined> {
  const row = yield* queryOne(
    "SELECT body, integration_id, fetched_at FROM contacts WHERE phonebook_id = ? AND type = ? AND contact_id = ?",
    phonebookId,
    type,
    id,
  );
  return row && toEntry(row);
}

/** Whose number may be meant, in the integration's phonebook. */
export function* findContactsByKey(integrationId: string, key: string): Operation<PhonebookEntry[]> {
  return yield* findByKey("p.integration_id = ?", [integrationId], key);
}

/** The same in one phonebook. */
export function* findContactsIn(phonebookId: string, key: string): Operation<PhonebookEntry[]> {
  return yield* findByKey("p.id = ?", [phonebookId], key);
}

/** The same in the ordinary phonebooks that belong to a PBX connection, or to all, the oldest phonebook first. */
export function* findCompanyContacts(connectionId: string, key: string): Operation<PhonebookEntry[]> {
  const where = "p.integration_id IS NULL AND (p.connection_id = ? OR p.connection_id IS NULL)";
  return yield* findByKey(where, [connectionId], key, "ORDER BY p.created_at, p.id");
}

function* findByKey(where: string, values: readonly string[], key: string, order = ""): Operation<PhonebookEntry[]> {
  const rows = yield* query(
    `SELECT c.body, c.integration_id, c.fetched_at FROM phonebooks p
     JOIN contact_numbers n ON n.phonebook_id = p.id AND n.match_key = ?
     JOIN contacts c ON c.phonebook_id = n.phonebook_id AND c.type = n.type AND c.contact_id = n.contact_id
     WHERE ${where} ${order}`,
    key,
    ...values,
  );
  return rows.map(toEntry);
}

/** The integration's contacts, the newest first. */
export function* listContacts(integrationId: string, limit: number): Operation<PhonebookEntry[]> {
  const rows = yield* query(
    `SELECT c.body, c.integration_id, c.fetched_at FROM phonebooks p JOIN contacts c ON c.phonebook_id = p.id
     WHERE p.integration_id = ? ORDER BY c.fetched_at DESC LIMIT ?`,
    integrationId,
    limit,
  );
  return rows.map(toEntry);
}

/** How far somebody has come who goes through a phonebook in the order in which its contacts were read. */
export interface ContactMark extends ContactKey {
  readonly fetchedAt: number;
}

/** The contacts of a phonebook that were read from the helpdesk after the mark, the oldest first. */
export function* listContactsSince(
  phonebookId: string,
  since: ContactMark | undefined,
  limit: number,
): Operation<PhonebookEntry[]> {
  const { fetchedAt, type, id } = since ?? { fetchedAt: -1, type: "", id: "" };
  const rows = yield* query(
    `SELECT body, integration_id, fetched_at FROM contacts WHERE phonebook_id = ? AND integration_id IS NOT NULL AND fetched_at >= ?
       AND (fetched_at > ? OR type > ? OR (type = ? AND contact_id > ?))
     ORDER BY fetched_at, type, contact_id LIMIT ?`,
    phonebookId,
    fetchedAt,
    fetchedAt,
    type,
    type,
    id,
    limit,
  );
  return rows.map(toEntry);
}

export function* countContacts(phonebookId: string): Operation<number> {
  const row = yield* queryOne("SELECT COUNT(*) AS count FROM contacts WHERE phonebook_id = ?", phonebookId);
  return Number(row?.count);
}

export function* removeContact(phonebookId: string, { type, id }: ContactKey): Operation<boolean> {
  const rows = yield* query(
    "DELETE FROM contacts WHERE phonebook_id = ? AND type = ? AND contact_id = ? RETURNING contact_id",
    phonebookId,
    type,
    id,
  );
  return rows.length > 0;
}

/** Removes `limit` of a phonebook's contacts. Gives how many. */
export function* removeSomeContacts(phonebookId: string, limit: number): Operation<number> {
  const rows = yield* query(
    "SELECT type, contact_id FROM contacts WHERE phonebook_id = ? ORDER BY type, contact_id LIMIT ?",
    phonebookId,
    limit,
  );
  for (const row of rows) {
    yield* removeContact(phonebookId, { type: row.type as ContactType, id: row.contact_id as string });
  }
  return rows.length;
}

function toEntry(row: Row): PhonebookEntry {
  return {
    contact: JSON.parse(row.body as string) as Contact,
    ...(row.integration_id !== null && { integrationId: row.integration_id as string }),
    fetchedAt: row.fetched_at as number,
  };
}
