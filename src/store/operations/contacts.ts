import type { Contact } from "../../domain/index.ts";
import { type Operation, query } from "../operation.ts";

/** A contact in an integration's phonebook, with the time it was read from the helpdesk (ms since 1970). */
export interface PhonebookEntry {
  readonly contact: Contact;
  readonly fetchedAt: number;
}

/** Writes a contact into the integration's phonebook; `keys` are the canonical forms of its numbers, by which it is found. */
export function* saveContact(
  integrationId: string,
  contact: Contact,
  keys: readonly string[],
  now: number,
): Operation<void> {
  yield* query(
    `INSERT INTO contacts (integration_id, type, contact_id, body, fetched_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (integration_id, type, contact_id) DO UPDATE SET body = excluded.body, fetched_at = excluded.fetched_at`,
    integrationId,
    contact.type,
    contact.id,
    JSON.stringify(contact),
    now,
  );
  yield* query(
    "DELETE FROM contact_numbers WHERE integration_id = ? AND type = ? AND contact_id = ?",
    integrationId,
    contact.type,
    contact.id,
  );
  for (const key of keys) {
    yield* query(
      "INSERT INTO contact_numbers (integration_id, match_key, type, contact_id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
      integrationId,
      key,
      contact.type,
      contact.id,
    );
  }
}

export function* findContactsByKey(integrationId: string, key: string): Operation<PhonebookEntry[]> {
  const rows = yield* query(
    `SELECT c.body, c.fetched_at FROM contact_numbers n
     JOIN contacts c ON c.integration_id = n.integration_id AND c.type = n.type AND c.contact_id = n.contact_id
     WHERE n.integration_id = ? AND n.match_key = ?`,
    integrationId,
    key,
  );
  return rows.map((row) => ({
    contact: JSON.parse(row.body as string) as Contact,
    fetchedAt: row.fetched_at as number,
  }));
}

export function* listContacts(integrationId: string, limit: number): Operation<PhonebookEntry[]> {
  const rows = yield* query(
    "SELECT body, fetched_at FROM contacts WHERE integration_id = ? ORDER BY fetched_at DESC LIMIT ?",
    integrationId,
    limit,
  );
  return rows.map((row) => ({
    contact: JSON.parse(row.body as string) as Contact,
    fetchedAt: row.fetched_at as number,
  }));
}
