import type { Extension, ExtensionNumber } from "../../domain/index.ts";
import { type Operation, query, queryOne, type Row, signal } from "../operation.ts";
import { setUpSignal } from "../signals.ts";

/** A configured way in for one PBX. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly kind: "generic";
  /** IANA time zone of the PBX. */
  readonly zone: string;
  /** The sealed signing secret of posted events; absent = only bearer tokens are taken. */
  readonly sealedSecret?: string;
}

export function* saveConnection(connection: Connection, now: number): Operation<void> {
  yield* query(
    `INSERT INTO connections (id, name, kind, zone, sealed_secret, created_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, zone = excluded.zone,
       sealed_secret = excluded.sealed_secret`,
    connection.id,
    connection.name,
    connection.kind,
    connection.zone,
    connection.sealedSecret ?? null,
    now,
  );
  yield* signal(setUpSignal.connection(connection.id));
}

export function* findConnection(id: string): Operation<Connection | undefined> {
  const row = yield* queryOne("SELECT * FROM connections WHERE id = ?", id);
  return row && toConnection(row);
}

export function* listConnections(): Operation<Connection[]> {
  return (yield* query("SELECT * FROM connections ORDER BY id")).map(toConnection);
}

export function* saveExtension(connectionId: string, extension: Extension): Operation<void> {
  yield* query(
    `INSERT INTO extensions (connection_id, number, body) VALUES (?, ?, ?)
     ON CONFLICT (connection_id, number) DO UPDATE SET body = excluded.body`,
    connectionId,
    extension.number,
    JSON.stringify(extension),
  );
  yield* signal(setUpSignal.connection(connectionId));
}

export function* removeExtension(connectionId: string, number: ExtensionNumber): Operation<void> {
  yield* query("DELETE FROM extensions WHERE connection_id = ? AND number = ?", connectionId, number);
  yield* signal(setUpSignal.connection(connectionId));
}

export function* listExtensions(connectionId: string): Operation<Extension[]> {
  const rows = yield* query("SELECT body FROM extensions WHERE connection_id = ? ORDER BY number", connectionId);
  return rows.map((row) => JSON.parse(row.body as string) as Extension);
}

function toConnection(row: Row): Connection {
  return {
    id: row.id as string,
    name: row.name as string,
    kind: row.kind as Connection["kind"],
    zone: row.zone as string,
    ...(row.sealed_secret !== null && { sealedSecret: row.sealed_secret as string }),
  };
}
