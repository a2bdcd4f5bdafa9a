import type { CallId } from "../../domain/index.ts";
import { type Operation, query, queryOne, type Row } from "../operation.ts";

/** Our own address of a call's recording. Times are milliseconds since 1970. */
export interface RecordingLink {
  readonly id: string;
  readonly callId: CallId;
  /** SHA-256 of its token. */
  readonly hash: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly revokedAt?: number;
}

/** Somebody listened, to some part. */
export interface RecordingPlay {
  /** Empty for somebody who is signed in here. */
  readonly linkId: string;
  readonly callId: CallId;
  readonly at: number;
  /** `link`, or who is signed in. */
  readonly who: string;
  /** The network address. */
  readonly address: string;
  /** What they listened with, as their browser says. */
  readonly agent: string;
  /** First and last byte, as `0-99`. */
  readonly bytes: string;
}

/** Keeps a link unless its call has one, and gives the one that is kept. */
export function* keepRecordingLink(link: RecordingLink): Operation<RecordingLink> {
  yield* query(
    `INSERT INTO recording_links (id, call_id, hash, created_at, expires_at, revoked_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    link.id,
    link.callId,
    link.hash,
    link.createdAt,
    link.expiresAt,
    link.revokedAt ?? null,
  );
  return (yield* findRecordingLink(link.callId)) ?? link;
}

export function* findRecordingLink(callId: string): Operation<RecordingLink | undefined> {
  const row = yield* queryOne("SELECT * FROM recording_links WHERE call_id = ?", callId);
  return row && toLink(row);
}

export function* findRecordingLinkByHash(hash: string): Operation<RecordingLink | undefined> {
  const row = yield* queryOne("SELECT * FROM recording_links WHERE hash = ?", hash);
  return row && toLink(row);
}

/** From now on nobody listens by it. One that was revoked keeps its time. */
export function* revokeRecordingLink(id: string, now: number): Operation<void> {
  yield* query("UPDATE recording_links SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", now, id);
}

export function* addRecordingPlay(play: RecordingPlay): Operation<void> {
  yield* query(
    "INSERT INTO recording_plays (link_id, call_id, at, who, address, agent, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)",
    play.linkId,
    play.callId,
    play.at,
    play.who,
    play.address,
    play.agent,
    play.bytes,
  );
}

/** Who listened, the newest first. */
export function* listRecordingPlays(callId: string, limit: number): Operation<RecordingPlay[]> {
  const rows = yield* query("SELECT * FROM recording_plays WHERE call_id = ? ORDER BY at DESC LIMIT ?", callId, limit);
  return rows.map((row) => ({
    linkId: row.link_id as string,
    callId: row.call_id as CallId,
    at: row.at as number,
    who: row.who as string,
    address: row.address as string,
    agent: row.agent as string,
    bytes: row.bytes as string,
  }));
}

function toLink(row: Row): RecordingLink {
  return {
    id: row.id as string,
    callId: row.call_id as CallId,
    hash: row.hash as string,
    createdAt: row.created_at as number,
    expiresAt: row.expires_at as number,
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at as number }),
  };
}
