import { type Operation, query, queryOne, type Row, signal } from "../operation.ts";
import { accessSignal } from "../signals.ts";

/** A browser that is signed in, for a person or for a token. Only the hash of what its cookie holds is kept. */
export interface Session {
  readonly id: string;
  readonly personId?: string;
  readonly tokenId?: string;
  readonly startedAt: number;
  /** To the minute. */
  readonly seenAt: number;
  readonly address: string;
  /** As it names itself. */
  readonly browser: string;
}

/** From when on a session must have been seen, and begun, to be good (ms since 1970). */
export interface SessionLife {
  readonly seenAfter: number;
  readonly startedAfter: number;
}

export function* addSession(session: Session, hash: string): Operation<void> {
  yield* query(
    "INSERT INTO sessions (hash, id, person_id, token_id, started_at, seen_at, address, browser) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    hash,
    session.id,
    session.personId ?? null,
    session.tokenId ?? null,
    session.startedAt,
    session.seenAt,
    session.address,
    session.browser,
  );
}

export function* findSession(hash: string, life: SessionLife): Operation<Session | undefined> {
  const row = yield* queryOne(
    "SELECT * FROM sessions WHERE hash = ? AND seen_at > ? AND started_at > ?",
    hash,
    life.seenAfter,
    life.startedAfter,
  );
  return row && toSession(row);
}

/** Says that a session is in use. */
export function* touchSession(id: string, seenAt: number): Operation<void> {
  yield* query("UPDATE sessions SET seen_at = ? WHERE id = ? AND seen_at < ?", seenAt, id, seenAt);
}

/** The good sessions of a person, or of everybody, the one seen last first. */
export function* listSessions(personId: string | undefined, life: SessionLife): Operation<Session[]> {
  const rows = yield* query(
    `SELECT * FROM sessions WHERE seen_at > ? AND started_at > ? AND (person_id = ? OR ? = '') ORDER BY seen_at DESC, id`,
    life.seenAfter,
    life.startedAfter,
    personId ?? "",
    personId ?? "",
  );
  return rows.map(toSession);
}

/** Ends the session with that cookie, if there is one, and lets go who follows the live feed with it. */
export function* endSessionOf(hash: string): Operation<void> {
  const row = yield* queryOne("DELETE FROM sessions WHERE hash = ? RETURNING id", hash);
  if (row) yield* signal(accessSignal(row.id as string));
}

/** Ends one session of a person; gives false when there is none of that id. */
export function* endSession(personId: string, id: string): Operation<boolean> {
  const row = yield* queryOne("DELETE FROM sessions WHERE id = ? AND person_id = ? RETURNING id", id, personId);
  if (row) yield* signal(accessSignal(id));
  return row !== undefined;
}

/** Ends a session that a token began; gives false when there is none of that id. */
export function* endTokenSession(id: string): Operation<boolean> {
  const row = yield* queryOne("DELETE FROM sessions WHERE id = ? AND token_id IS NOT NULL RETURNING id", id);
  if (row) yield* signal(accessSignal(id));
  return row !== undefined;
}

/** Ends all sessions of a person but the one named. Gives how many. */
export function* endSessionsOf(personId: string, except = ""): Operation<number> {
  const rows = yield* query("DELETE FROM sessions WHERE person_id = ? AND id <> ? RETURNING id", personId, except);
  for (const row of rows) yield* signal(accessSignal(row.id as string));
  return rows.length;
}

/** Removes sessions that are good no longer. */
export function* purgeSessions(life: SessionLife): Operation<void> {
  yield* query("DELETE FROM sessions WHERE seen_at <= ? OR started_at <= ?", life.seenAfter, life.startedAfter);
}

/** How often somebody failed to sign in, by account or by address. */
export interface Failures {
  readonly failures: number;
  readonly lastAt: number;
  readonly blockedUntil: number;
}

export function* findFailures(key: string): Operation<Failures | undefined> {
  const row = yield* queryOne("SELECT * FROM sign_in_failures WHERE key = ?", key);
  return (
    row && {
      failures: row.failures as number,
      lastAt: row.last_at as number,
      blockedUntil: row.blocked_until as number,
    }
  );
}

export function* saveFailures(key: string, { failures, lastAt, blockedUntil }: Failures): Operation<void> {
  yield* query(
    `INSERT INTO sign_in_failures (key, failures, last_at, blocked_until) VALUES (?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at,
       blocked_until = excluded.blocked_until`,
    key,
    failures,
    lastAt,
    blockedUntil,
  );
}

export function* clearFailures(key: string): Operation<boolean> {
  return (yield* query("DELETE FROM sign_in_failures WHERE key = ? RETURNING key", key)).length > 0;
}

export function* purgeFailures(lastBefore: number): Operation<void> {
  yield* query("DELETE FROM sign_in_failures WHERE last_at < ?", lastBefore);
}

function toSession(row: Row): Session {
  return {
    id: row.id as string,
    ...(row.person_id !== null && { personId: row.person_id as string }),
    ...(row.token_id !== null && { tokenId: row.token_id as string }),
    startedAt: row.started_at as number,
    seenAt: row.seen_at as number,
    address: row.address as string,
    browser: row.browser as string,
  };
}
