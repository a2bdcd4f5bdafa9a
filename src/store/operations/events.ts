import type { PhoneEvent } from "../../domain/index.ts";
import { type Operation, query, queryOne, type Row } from "../operation.ts";

/** An accepted phone event that is not folded into its call yet. */
export interface InboxItem {
  readonly id: number;
  readonly connectionId: string;
  readonly receivedAt: number;
  readonly event: PhoneEvent;
}

/** Writes events to the inbox. An event whose key the connection has had before is counted as repeated and changes nothing. */
export function* acceptEvents(
  connectionId: string,
  events: readonly PhoneEvent[],
  receivedAt: number,
  node: string,
): Operation<{ accepted: number; repeated: number }> {
  let accepted = 0;
  for (const event of events) {
    const rows = yield* query(
      `INSERT INTO events (connection_id, key, received_at, body, state, node) VALUES (?, ?, ?, ?, 'waiting', ?)
       ON CONFLICT (connection_id, key) DO NOTHING RETURNING id`,
      connectionId,
      event.key,
      receivedAt,
      JSON.stringify(event),
      node,
    );
    accepted += rows.length;
  }
  return { accepted, repeated: events.length - accepted };
}

/** So many of the newest events are looked through for one of a connection. */
const NEWEST = 1000;

/** When the last event of a connection came, if it is among the newest of all (ms since 1970). */
export function* findLastEventTime(connectionId: string): Operation<number | undefined> {
  const row = yield* queryOne(
    `SELECT max(received_at) AS at FROM (SELECT connection_id, received_at FROM events ORDER BY id DESC LIMIT ${NEWEST}) newest
     WHERE connection_id = ?`,
    connectionId,
  );
  return (row?.at ?? undefined) as number | undefined;
}

/** Which waiting events a node looks for: its own, and those of others that have waited since before `othersBefore`. */
export interface WaitingFor {
  readonly node: string;
  /** Milliseconds since 1970. */
  readonly othersBefore: number;
  /** Connections to leave out. */
  readonly without: readonly string[];
  /** Which ones first. */
  readonly order: "oldest" | "newest";
  readonly limit: number;
}

/** Events that wait to be folded. */
export function* findWaitingEvents({ node, othersBefore, without, order, limit }: WaitingFor): Operation<InboxItem[]> {
  const places = without.map(() => "?").join(", ");
  const rows = yield* query(
    `SELECT id, connection_id, received_at, body FROM events
     WHERE state = 'waiting' AND (node = ? OR node IS NULL OR received_at < ?)
       ${without.length > 0 ? `AND connection_id NOT IN (${places})` : ""} ORDER BY id ${order === "oldest" ? "ASC" : "DESC"} LIMIT ?`,
    node,
    othersBefore,
    ...without,
    limit,
  );
  return rows.map(toInboxItem);
}

/** Marks an event as folded into a call. Gives false, having changed nothing, when it is not waiting any more. */
export function* markEventFolded(id: number, callId: string): Operation<boolean> {
  const rows = yield* query(
    "UPDATE events SET state = 'folded', call_id = ? WHERE id = ? AND state = 'waiting' RETURNING id",
    callId,
    id,
  );
  return rows.length > 0;
}

/** Sets an event aside that cannot be folded, with the reason; it stays to be looked at. */
export function* markEventFailed(id: number, note: string): Operation<void> {
  yield* query("UPDATE events SET state = 'failed', note = ? WHERE id = ?", note, id);
}

/** The events of one call in the order they came. */
export function* listEventsOfCall(callId: string): Operation<InboxItem[]> {
  const rows = yield* query(
    "SELECT id, connection_id, received_at, body FROM events WHERE call_id = ? ORDER BY id",
    callId,
  );
  return rows.map(toInboxItem);
}

function toInboxItem(row: Row): InboxItem {
  return {
    id: row.id as number,
    connectionId: row.connection_id as string,
    receivedAt: row.received_at as number,
    event: JSON.parse(row.body as string) as PhoneEvent,
  };
}
