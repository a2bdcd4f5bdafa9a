import type { ContactType } from "../../domain/index.ts";
import { type Operation, query, queryOne } from "../operation.ts";

/** Remembers who was chosen for a number that several contacts have; `number` is canonical. */
export function* savePick(
  integrationId: string,
  number: string,
  contact: { readonly type: ContactType; readonly id: string },
  now: number,
): Operation<void> {
  yield* query(
    `INSERT INTO picks (integration_id, number, type, contact_id, picked_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (integration_id, number) DO UPDATE SET type = excluded.type, contact_id = excluded.contact_id,
       picked_at = excluded.picked_at`,
    integrationId,
    number,
    contact.type,
    contact.id,
    now,
  );
}

export function* findPick(
  integrationId: string,
  number: string,
): Operation<{ readonly type: ContactType; readonly id: string } | undefined> {
  const row = yield* queryOne(
    "SELECT type, contact_id FROM picks WHERE integration_id = ? AND number = ?",
    integrationId,
    number,
  );
  return row && { type: row.type as ContactType, id: row.contact_id as string };
}
