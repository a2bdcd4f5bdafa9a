import { type Operation, query, queryOne } from "../operation.ts";
import { REFUSED_POSTS } from "./refused-posts.ts";

/** What is known of the talk with one PBX, as JSON of whoever talks to it. */
export interface StoredConnectionState<State> {
  readonly connectionId: string;
  readonly state: State;
  /** When something came from the PBX last (ms since 1970, our clock). */
  readonly heardAt?: number;
  readonly changedAt: number;
}

export function* saveConnectionState(
  connectionId: string,
  state: object,
  heardAt: number | undefined,
  now: number,
): Operation<void> {
  // The connection may have been removed meanwhile.
  yield* query(
    `INSERT INTO connection_states (connection_id, body, heard_at, changed_at)
     SELECT id, ?, ?, ? FROM connections WHERE id = ?
     ON CONFLICT (connection_id) DO UPDATE SET body = excluded.body, heard_at = excluded.heard_at,
       changed_at = excluded.changed_at`,
    JSON.stringify(state),
    heardAt ?? null,
    now,
    connectionId,
  );
}

export function* findConnectionState<State>(connectionId: string): Operation<StoredConnectionState<State> | undefined> {
  const row = yield* queryOne("SELECT * FROM connection_states WHERE connection_id = ?", connectionId);
  if (!row) return undefined;
  return {
    connectionId,
    state: JSON.parse(row.body as string) as State,
    ...(row.heard_at !== null && { heardAt: row.heard_at as number }),
    changedAt: row.changed_at as number,
  };
}

/** The sealed text that a connector keeps for all nodes, such as its token pair. */
export function* findConnectionSecret(connectionId: string): Operation<string | undefined> {
  const row = yield* queryOne("SELECT sealed FROM connection_secrets WHERE connection_id = ?", connectionId);
  return row?.sealed as string | undefined;
}

/** Keeps it, or with `undefined` forgets it. */
export function* saveConnectionSecret(connectionId: string, sealed: string | undefined, now: number): Operation<void> {
  if (sealed === undefined) {
    yield* query("DELETE FROM connection_secrets WHERE connection_id = ?", connectionId);
    return;
  }
  yield* query(
    `INSERT INTO connection_secrets (connection_id, sealed, changed_at) SELECT id, ?, ? FROM connections WHERE id = ?
     ON CONFLICT (connection_id) DO UPDATE SET sealed = excluded.sealed, changed_at = excluded.changed_at`,
    sealed,
    now,
    connectionId,
  );
}

/** Something that a PBX told and that is no part of a call, such as an alarm or a summary made by a machine. */
export interface ConnectionNotice {
  /** The same key again is the same notice. */
  readonly key: string;
  readonly kind: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export function* saveConnectionNotice(connectionId: string, notice: ConnectionNotice): Operation<void> {
  yield* query(
    `INSERT INTO connection_notices (connection_id, key, kind, at, body) SELECT id, ?, ?, ?, ? FROM connections WHERE id = ?
     ON CONFLICT (connection_id, key) DO NOTHING`,
    notice.key,
    notice.kind,
    notice.at,
    JSON.stringify(notice.body),
    connectionId,
  );
}

/** The newest first. */
export function* listConnectionNotices(connectionId: string, limit: number): Operation<ConnectionNotice[]> {
  const rows = yield* query(
    "SELECT * FROM connection_notices WHERE connection_id = ? AND kind <> ? ORDER BY at DESC, key LIMIT ?",
    connectionId,
    REFUSED_POSTS,
    limit,
  );
  return rows.map((row) => ({
    key: row.key as string,
    kind: row.kind as string,
    at: row.at as number,
    body: JSON.parse(row.body as string) as Record<string, unknown>,
  }));
}

/** Removes notices older than `before`. Gives how many. */
export function* purgeConnectionNotices(before: number, limit: number): Operation<number> {
  const rows = yield* query(
    `DELETE FROM connection_notices WHERE (connection_id, key) IN
       (SELECT connection_id, key FROM connection_notices WHERE at < ? LIMIT ?) RETURNING key`,
    before,
    limit,
  );
  return rows.length;
}
