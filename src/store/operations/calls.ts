import { type Call, type CallId, toNameText } from "../../domain/index.ts";
import { lock, type Operation, query, queryOne, type Row } from "../operation.ts";
import { tellLinks } from "./call-links.ts";
import { toNumberKey, toResultColumn } from "./call-streams.ts";
import type { OwnExtension } from "./people.ts";

export interface StoredCall {
  readonly call: Call;
  /** The call ended and its late events had their time; features that wait for the end have been planned. */
  readonly settled: boolean;
  /** When it may be settled (ms since 1970); absent while it goes on and afterwards. */
  readonly settleAt?: number;
}

/**
 * Keeps other transactions from changing the call, until this one has ended. Take it before the call is read for changing: folding one
 * event over another's result is how both count.
 */
export function lockCall({ connectionId, pbxCallId }: { connectionId: string; pbxCallId: string }): Operation<void> {
  return lock(`call ${connectionId} ${pbxCallId}`);
}

/** Finds a call to change it: what is given is what the last holder of its lock has left. */
export function* findCallToChange(id: string): Operation<StoredCall | undefined> {
  const row = yield* queryOne("SELECT connection_id, pbx_call_id FROM calls WHERE id = ?", id);
  if (!row) return undefined;
  yield* lockCall({ connectionId: row.connection_id as string, pbxCallId: row.pbx_call_id as string });
  return yield* findCall(id);
}

export function* findCallByPbxId(connectionId: string, pbxCallId: string): Operation<StoredCall | undefined> {
  return toStored(
    yield* queryOne(
      "SELECT body, settled, settle_at FROM calls WHERE connection_id = ? AND pbx_call_id = ?",
      connectionId,
      pbxCallId,
    ),
  );
}

export function* findCall(id: string): Operation<StoredCall | undefined> {
  return toStored(yield* queryOne("SELECT body, settled, settle_at FROM calls WHERE id = ?", id));
}

/** Writes the call as it is now. `settleAt` is when its end may be acted on; `undefined` while it goes on or once it is settled. */
export function* saveCall(call: Call, settled: boolean, settleAt: number | undefined): Operation<void> {
  const listed = [
    call.startedAt,
    call.direction,
    toResultColumn(call.disposition),
    toNumberKey(call.externalNumber),
    toNameText(call.externalName),
  ] as const;
  yield* query(
    `INSERT INTO calls (id, connection_id, pbx_call_id, started_at, direction, disposition, number_key, sought, state, settle_at, settled, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, settle_at = excluded.settle_at, settled = excluded.settled,
       body = excluded.body`,
    call.id,
    call.connectionId,
    call.pbxCallId,
    ...listed,
    call.state,
    settleAt ?? null,
    settled ? 1 : 0,
    JSON.stringify(call),
  );
  // Apart, since naming a column makes SQLite write its indexes anew, and these hardly ever change.
  yield* query(
    `UPDATE calls SET started_at = ?, direction = ?, disposition = ?, number_key = ?, sought = ?
     WHERE id = ? AND (started_at <> ? OR direction <> ? OR disposition <> ? OR number_key <> ? OR sought <> ?)`,
    ...listed,
    call.id,
    ...listed,
  );
  yield* tellLinks(call);
  yield* saveExtensions(call);
}

// Apart, so that an agent's own calls are found without looking through all.
function* saveExtensions({ id, connectionId, startedAt, legs, extension }: Call): Operation<void> {
  const numbers = new Set(legs.map((leg) => leg.extension));
  numbers.add(extension);
  numbers.delete(undefined);
  if (numbers.size === 0) return;
  const places = [...numbers].map(() => "(?, ?, ?, ?)").join(", ");
  yield* query(
    `INSERT INTO call_extensions (call_id, connection_id, extension, started_at) VALUES ${places}
     ON CONFLICT (call_id, extension) DO UPDATE SET started_at = excluded.started_at
       WHERE call_extensions.started_at <> excluded.started_at`,
    ...[...numbers].flatMap((number) => [id, connectionId, number as string, startedAt]),
  );
}

/** Ended calls whose time to settle has come. */
export function* findCallsToSettle(
  now: number,
  limit: number,
): Operation<{ readonly id: CallId; readonly connectionId: string }[]> {
  const rows = yield* query(
    "SELECT id, connection_id FROM calls WHERE settle_at IS NOT NULL AND settle_at <= ? ORDER BY settle_at LIMIT ?",
    now,
    limit,
  );
  return rows.map((row) => ({ id: row.id as CallId, connectionId: row.connection_id as string }));
}

/** When the next call wants to settle; `undefined` when none does. */
export function* findNextSettle(): Operation<number | undefined> {
  const row = yield* queryOne("SELECT min(settle_at) AS at FROM calls WHERE settle_at IS NOT NULL");
  return (row?.at as number | null) ?? undefined;
}

/** Calls that have not ended and began before `startedBefore`, the oldest first; a page goes on after the last call of the one before. */
export function* findOpenCallsBefore(
  startedBefore: number,
  limit: number,
  after?: Pick<Call, "startedAt" | "id">,
): Operation<StoredCall[]> {
  const { startedAt, id } = after ?? { startedAt: -1, id: "" };
  const rows = yield* query(
    `SELECT body, settled, settle_at FROM calls
     WHERE state <> 'ended' AND started_at < ? AND started_at >= ? AND (started_at > ? OR id > ?)
     ORDER BY started_at, id LIMIT ?`,
    startedBefore,
    startedAt,
    startedAt,
    id,
    limit,
  );
  return rows.map((row) => toStored(row) as StoredCall);
}

/** The calls of a connection that have not ended. */
export function* listOpenCalls(connectionId: string): Operation<Call[]> {
  const rows = yield* query("SELECT body FROM calls WHERE state <> 'ended' AND connection_id = ?", connectionId);
  return rows.map((row) => JSON.parse(row.body as string) as Call);
}

/** Whether a call reached one of the extensions. */
export function reached(call: Omit<Call, "facts">, own: readonly OwnExtension[]): boolean {
  return own.some(
    ({ connectionId, number }) =>
      connectionId === call.connectionId &&
      (call.extension === number || call.legs.some(({ extension }) => extension === number)),
  );
}

// The body was written by saveCall from a typed value, so it is not read through a schema again.
function toStored(row: Row | undefined): StoredCall | undefined {
  return (
    row && {
      call: JSON.parse(row.body as string) as Call,
      settled: row.settled === 1,
      ...(row.settle_at !== null && { settleAt: row.settle_at as number }),
    }
  );
}
