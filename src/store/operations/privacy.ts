import type { Call, ContactType } from "../../domain/index.ts";
import { type Operation, query } from "../operation.ts";
import { type ContactKey, removeContact } from "./contacts.ts";
import { findPhonebookOf } from "./phonebooks.ts";

/** A page of all calls by id, for looking through everything. */
export function* listCallsById(afterId: string, limit: number): Operation<Call[]> {
  const rows = yield* query("SELECT body FROM calls WHERE id > ? ORDER BY id LIMIT ?", afterId, limit);
  return rows.map((row) => JSON.parse(row.body as string) as Call);
}

/** Removes a call with all that is known of it: events, matches, deliveries, attempts, skips, pop-ups and its items of the live feed. */
export function* eraseCall(callId: string): Operation<void> {
  // Call ids are made by us and hold nothing that LIKE would read as a sign of its own.
  yield* query("DELETE FROM changes WHERE body LIKE ?", `%"${callId}"%`);
  yield* eraseCallRows(callId);
}

/** Removes calls that began before `startedBefore`, with all that is known of them. Gives how many. */
export function* purgeCalls(startedBefore: number, limit: number): Operation<number> {
  const rows = yield* query(
    "SELECT id FROM calls WHERE started_at < ? AND state = 'ended' ORDER BY started_at LIMIT ?",
    startedBefore,
    limit,
  );
  for (const row of rows) yield* eraseCallRows(row.id as string);
  return rows.length;
}

function* eraseCallRows(callId: string): Operation<void> {
  yield* query("DELETE FROM attempts WHERE delivery_id IN (SELECT id FROM deliveries WHERE call_id = ?)", callId);
  for (const table of [
    "deliveries",
    "skips",
    "popups",
    "call_links",
    "events",
    "call_notes",
    "recording_links",
    "recording_plays",
  ]) {
    yield* query(`DELETE FROM ${table} WHERE call_id = ?`, callId);
  }
  yield* query("DELETE FROM calls WHERE id = ?", callId);
}

/** Removes what was sent and what came back of attempts that ended before `endedBefore`; their outcomes stay. Gives how many. */
export function* purgeExchanges(endedBefore: number, limit: number): Operation<number> {
  const rows = yield* query(
    "SELECT delivery_id, number FROM attempts WHERE exchanges <> '[]' AND ended_at < ? ORDER BY ended_at LIMIT ?",
    endedBefore,
    limit,
  );
  for (const row of rows) {
    yield* query(
      "UPDATE attempts SET exchanges = '[]' WHERE delivery_id = ? AND number = ?",
      row.delivery_id as string,
      row.number as number,
    );
  }
  return rows.length;
}

/** Removes contacts from the phonebooks that were last read from a helpdesk before `fetchedBefore`. Gives how many. */
export function* purgeContacts(fetchedBefore: number, limit: number): Operation<number> {
  const rows = yield* query(
    `SELECT phonebook_id, type, contact_id FROM contacts WHERE integration_id IS NOT NULL AND fetched_at < ?
     ORDER BY fetched_at LIMIT ?`,
    fetchedBefore,
    limit,
  );
  for (const row of rows) {
    yield* removeContact(row.phonebook_id as string, { type: row.type as ContactType, id: row.contact_id as string });
  }
  return rows.length;
}

/** Removes one contact from an integration's phonebook, with the choices that name it. */
export function* eraseContact(integrationId: string, key: ContactKey): Operation<void> {
  const phonebook = yield* findPhonebookOf(integrationId);
  if (phonebook) yield* removeContact(phonebook.id, key);
  yield* erasePicks(integrationId, key);
}

/** Forgets that a contact was chosen for a number that several have. */
export function* erasePicks(integrationId: string, { type, id }: ContactKey): Operation<void> {
  yield* query("DELETE FROM picks WHERE integration_id = ? AND type = ? AND contact_id = ?", integrationId, type, id);
}
