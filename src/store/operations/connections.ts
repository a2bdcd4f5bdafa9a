import type { Extension, ExtensionNumber } from "../../domain/index.ts";
import { type Operation, query, queryOne, type Row, signal } from "../operation.ts";
import { setUpSignal } from "../signals.ts";

/** A configured way in for one PBX. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  /** Which connector talks to it; `generic` posts its events by itself. */
  readonly kind: string;
  /** IANA time zone of the PBX. */
  readonly zone: string;
  /** The sealed signing secret of posted events; absent = only bearer tokens are taken. */
  readonly sealedSecret?: string;
  /** What the connector needs to know, by its own schema; secrets are not in it. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The secrets among the settings, each sealed, by name. */
  readonly sealedSettings: Readonly<Record<string, string>>;
  /** False = nobody talks to the PBX. */
  readonly enabled: boolean;
}

/** A connection to save: what has a default may be left out. */
export type NewConnection = Pick<Connection, "id" | "name" | "kind" | "zone"> & Partial<Connection>;

export function* saveConnection(connection: NewConnection, now: number): Operation<void> {
  yield* query(
    `INSERT INTO connections (id, name, kind, zone, sealed_secret, settings, sealed_credentials, enabled, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, zone = excluded.zone,
       sealed_secret = excluded.sealed_secret, settings = excluded.settings, sealed_credentials = excluded.sealed_credentials,
       enabled = excluded.enabled`,
    connection.id,
    connection.name,
    connection.kind,
    connection.zone,
    connection.sealedSecret ?? null,
    JSON.stringify(connection.settings ?? {}),
    JSON.stringify(connection.sealedSettings ?? {}),
    connection.enabled === false ? 0 : 1,
    now,
  );
  yield* signal(setUpSignal.connection(connection.id));
}

/** Removes a connection with its extensions; its calls stay. The caller makes sure that no integration uses it. */
export function* deleteConnection(id: string): Operation<void> {
  yield* query("DELETE FROM extensions WHERE connection_id = ?", id);
  yield* query("DELETE FROM connections WHERE id = ?", id);
  yield* signal(setUpSignal.connection(id));
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
    kind: row.kind as string,
    zone: row.zone as string,
    settings: JSON.parse(row.settings as string) as Connection["settings"],
    sealedSettings: JSON.parse(row.sealed_credentials as string) as Connection["sealedSettings"],
    enabled: row.enabled === 1,
    ...(row.sealed_secret !== null && { sealedSecret: row.sealed_secret as string }),
  };
}
