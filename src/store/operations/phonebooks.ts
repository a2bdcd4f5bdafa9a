import type { Phonebook } from "../../domain/index.ts";
import { lock, type Operation, query, queryOne, type Row } from "../operation.ts";

export function* addPhonebook({ id, name, connectionId, madeFor, createdAt }: Phonebook): Operation<void> {
  yield* query(
    "INSERT INTO phonebooks (id, name, connection_id, made_for, created_at) VALUES (?, ?, ?, ?, ?)",
    id,
    name,
    connectionId ?? null,
    madeFor ?? null,
    createdAt,
  );
}

/** Sets name and connection; whose it is stays. */
export function* changePhonebook({ id, name, connectionId }: Phonebook): Operation<void> {
  yield* query("UPDATE phonebooks SET name = ?, connection_id = ? WHERE id = ?", name, connectionId ?? null, id);
}

/** Removes a phonebook with whatever is still in it. */
export function* removePhonebook(id: string): Operation<void> {
  yield* query("DELETE FROM phonebooks WHERE id = ?", id);
}

export function* findPhonebook(id: string): Operation<Phonebook | undefined> {
  const row = yield* queryOne("SELECT * FROM phonebooks WHERE id = ?", id);
  return row && toPhonebook(row);
}

export function* listPhonebooks(): Operation<Phonebook[]> {
  return (yield* query("SELECT * FROM phonebooks ORDER BY id")).map(toPhonebook);
}

/** The phonebook that takes the integration's contacts; none when the integration is disconnected. */
export function* findPhonebookOf(integrationId: string): Operation<Phonebook | undefined> {
  const row = yield* queryOne("SELECT * FROM phonebooks WHERE integration_id = ?", integrationId);
  return row && toPhonebook(row);
}

/** Until the end of the transaction nobody else writes contacts into this phonebook by hand, chooses it or removes it. */
export function* lockPhonebook(id: string): Operation<void> {
  yield* lock(`phonebook ${id}`);
}

/** Until the end of the transaction the integration keeps the phonebook that it has. */
export function* lockPhonebookOf(integrationId: string): Operation<void> {
  yield* lock(`phonebook of ${integrationId}`);
}

/** Makes it the integration's, which has none. */
export function* takePhonebook(id: string, integrationId: string): Operation<void> {
  yield* query("UPDATE phonebooks SET integration_id = ? WHERE id = ?", integrationId, id);
}

/** Makes the integration's phonebook an ordinary one; its contacts stay. One that was made by itself and never used is removed. */
export function* releasePhonebook(integrationId: string): Operation<void> {
  yield* lockPhonebookOf(integrationId);
  const [row] = yield* query(
    "UPDATE phonebooks SET integration_id = NULL WHERE integration_id = ? RETURNING id",
    integrationId,
  );
  if (!row) return;
  yield* query(
    `DELETE FROM phonebooks WHERE id = ? AND made_for IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM contacts c WHERE c.phonebook_id = phonebooks.id)`,
    row.id as string,
  );
}

/**
 * Gives the integration a phonebook of its own unless it has that already: an empty one that was made for it before, else a new one,
 * named like the integration.
 */
export function* giveOwnPhonebook(integrationId: string, connectionId: string, now: number): Operation<void> {
  yield* lockPhonebookOf(integrationId);
  const current = yield* findPhonebookOf(integrationId);
  if (current?.madeFor === integrationId) {
    if (current.connectionId !== connectionId) yield* changePhonebook({ ...current, connectionId });
    return;
  }
  yield* releasePhonebook(integrationId);
  const [free] = yield* query(
    `SELECT p.* FROM phonebooks p WHERE p.made_for = ? AND p.integration_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM contacts c WHERE c.phonebook_id = p.id) ORDER BY p.id LIMIT 1`,
    integrationId,
  );
  if (free) {
    yield* changePhonebook({ ...toPhonebook(free), connectionId });
    yield* takePhonebook(free.id as string, integrationId);
    return;
  }
  const id = yield* findFreeId(integrationId);
  const name = id;
  yield* addPhonebook({ id, name, connectionId, madeFor: integrationId, createdAt: now });
  yield* takePhonebook(id, integrationId);
}

function* findFreeId(wanted: string): Operation<string> {
  for (let count = 1; ; count++) {
    const id = count === 1 ? wanted : `${wanted}-${count}`;
    if (!(yield* findPhonebook(id))) return id;
  }
}

function toPhonebook(row: Row): Phonebook {
  return {
    id: row.id as string,
    name: row.name as string,
    ...(row.connection_id !== null && { connectionId: row.connection_id as string }),
    ...(row.integration_id !== null && { integrationId: row.integration_id as string }),
    ...(row.made_for !== null && { madeFor: row.made_for as string }),
    createdAt: row.created_at as number,
  };
}
