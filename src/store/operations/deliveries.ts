import {
  type Attempt,
  type CallId,
  type Delivery,
  type DeliveryAction,
  type DeliveryState,
  type FeatureName,
  makesNew,
  type PlannedDelivery,
  type Trigger,
} from "../../domain/index.ts";
import { type Operation, query, queryOne, type Row } from "../operation.ts";
import { RESTORED_AT } from "../restored-at.ts";

/**
 * Saves a planned delivery. Gives `undefined` when one with the same (integration, feature, call, trigger) is there already.
 * One that makes something new for a call from before a restore counts as an attempt that was cut off: the server from which the backup
 * came may have carried it out since.
 */
export function* addDelivery(
  id: string,
  integrationId: string,
  callId: CallId,
  planned: PlannedDelivery,
  now: number,
): Operation<Delivery | undefined> {
  const row = yield* queryOne(
    `INSERT INTO deliveries (id, integration_id, call_id, feature, trigger, action, lane, state, attempt, run_at, created_at, opened_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?, ?, ?)
     ON CONFLICT (integration_id, feature, call_id, trigger) DO NOTHING RETURNING *`,
    id,
    integrationId,
    callId,
    planned.feature,
    planned.trigger,
    JSON.stringify(planned.action),
    planned.lane,
    now,
    now,
    now,
  );
  if (!row) return undefined;
  const cutOff =
    makesNew(planned.action) && (yield* isFromBeforeRestore(callId)) ? yield* supposeAttempt(id) : undefined;
  return toDelivery(cutOff ?? row);
}

function* isFromBeforeRestore(callId: CallId): Operation<boolean> {
  const row = yield* queryOne(
    "SELECT 1 AS found FROM calls WHERE id = ? AND started_at <= (SELECT CAST(value AS BIGINT) FROM meta WHERE key = ?)",
    callId,
    RESTORED_AT,
  );
  return row !== undefined;
}

function* supposeAttempt(id: string): Operation<Row | undefined> {
  return yield* queryOne(
    "UPDATE deliveries SET state = 'running', attempt = 1, lease_until = 0 WHERE id = ? RETURNING *",
    id,
  );
}

/** Integrations that have a delivery to do by `now`. */
export function* findIntegrationsWithWork(now: number): Operation<string[]> {
  // One look into the index for each integration and lane, however many deliveries wait.
  const due = (lane: Delivery["lane"]) =>
    `EXISTS (SELECT 1 FROM deliveries d
       WHERE d.integration_id = i.id AND d.state = 'waiting' AND d.lane = ${lane} AND d.run_at <= ?)`;
  const rows = yield* query(`SELECT id FROM integrations i WHERE ${due(1)} OR ${due(2)}`, now, now);
  return rows.map((row) => row.id as string);
}

/** When the next waiting delivery becomes due. */
export function* findNextRun(after: number): Operation<number | undefined> {
  const row = yield* queryOne("SELECT min(run_at) AS at FROM deliveries WHERE state = 'waiting' AND run_at > ?", after);
  return (row?.at as number | null) ?? undefined;
}

/** Running deliveries whose holder is gone: its lease has run out. */
export function* findExpiredLeases(now: number, limit: number): Operation<Delivery[]> {
  const rows = yield* query(
    "SELECT * FROM deliveries WHERE state = 'running' AND lease_until <= ? ORDER BY lease_until, position LIMIT ?",
    now,
    limit,
  );
  return rows.map(toDelivery);
}

/** Running deliveries that a node holds. */
export function* findHeldDeliveries(node: string): Operation<Delivery[]> {
  const rows = yield* query("SELECT * FROM deliveries WHERE state = 'running' AND holder = ?", node);
  return rows.map(toDelivery);
}

/** Gives back a delivery that was claimed and not begun; nothing happens when it was handed on meanwhile. */
export function* giveBackDelivery(id: string, attempt: number, now: number): Operation<void> {
  yield* query(
    `UPDATE deliveries SET state = 'waiting', run_at = ?, lease_until = NULL, holder = NULL
     WHERE id = ? AND state = 'running' AND attempt = ?`,
    now,
    id,
    attempt,
  );
}

/** What becomes of a delivery at the end of an attempt. */
export interface Ending {
  readonly state: Exclude<DeliveryState, "running">;
  readonly runAt: number;
  /** A sentence for people. */
  readonly note: string;
  readonly inDoubt: boolean;
}

/** Ends an attempt. Gives `undefined`, having changed nothing, when the delivery was handed on meanwhile. */
export function* finishAttempt(attempt: Attempt, next: Ending): Operation<Delivery | undefined> {
  const row = yield* queryOne(
    `UPDATE deliveries SET state = ?, run_at = ?, note = ?, in_doubt = ?, ended_at = ?, lease_until = NULL, holder = NULL
     WHERE id = ? AND state = 'running' AND attempt = ? RETURNING *`,
    next.state,
    next.runAt,
    next.note,
    next.inDoubt ? 1 : 0,
    next.state === "waiting" ? null : attempt.endedAt,
    attempt.deliveryId,
    attempt.number,
  );
  if (!row) return undefined;
  yield* query(
    `INSERT INTO attempts (delivery_id, number, started_at, ended_at, outcome, exchanges) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (delivery_id, number) DO NOTHING`,
    attempt.deliveryId,
    attempt.number,
    attempt.startedAt,
    attempt.endedAt,
    JSON.stringify(attempt.outcome),
    JSON.stringify(attempt.exchanges),
  );
  return toDelivery(row);
}

/** Makes a delivery that is done due once more, since what it tells has changed. Gives `undefined` when it is in another state. */
export function* renewDelivery(
  { integrationId, callId, feature, trigger }: Pick<Delivery, "integrationId" | "callId" | "feature" | "trigger">,
  now: number,
): Operation<Delivery | undefined> {
  const row = yield* queryOne(
    `UPDATE deliveries SET state = 'waiting', run_at = ?, opened_at = ?, ended_at = NULL, attempts_before = attempt,
       note = 'something that it tells has changed'
     WHERE integration_id = ? AND call_id = ? AND feature = ? AND trigger = ? AND state = 'done' RETURNING *`,
    now,
    now,
    integrationId,
    callId,
    feature,
    trigger,
  );
  return row && toDelivery(row);
}

/**
 * Makes a dead, cancelled or held delivery due again with its whole patience, by another revision of the template and with another action
 * if they are given.
 * Gives `undefined`, having changed nothing, when it is in another state.
 */
export function* reopenDelivery(
  id: string,
  now: number,
  templateRevision: number | undefined,
  action?: DeliveryAction,
): Operation<Delivery | undefined> {
  const row = yield* queryOne(
    `UPDATE deliveries SET state = 'waiting', run_at = ?, opened_at = ?, ended_at = NULL, attempts_before = attempt,
       note = 'replayed', template_revision = ?, action = COALESCE(?, action)
     WHERE id = ? AND state IN ('dead', 'cancelled', 'held') RETURNING *`,
    now,
    now,
    templateRevision ?? null,
    action === undefined ? null : JSON.stringify(action),
    id,
  );
  return row && toDelivery(row);
}

/** Cancels a waiting, dead or held delivery. Gives `undefined`, having changed nothing, when it is in another state. `note` is for people. */
export function* cancelDelivery(id: string, now: number, note = "cancelled by hand"): Operation<Delivery | undefined> {
  const row = yield* queryOne(
    `UPDATE deliveries SET state = 'cancelled', note = ?, ended_at = ?
     WHERE id = ? AND state IN ('waiting', 'dead', 'held') RETURNING *`,
    note,
    now,
    id,
  );
  return row && toDelivery(row);
}

/** The helpdesk is back: what waits for its next try is due now. */
export function* hastenDeliveries(integrationId: string, now: number): Operation<void> {
  yield* query(
    "UPDATE deliveries SET run_at = ? WHERE integration_id = ? AND state = 'waiting' AND run_at > ?",
    now,
    integrationId,
    now,
  );
}

export function* findDelivery(id: string): Operation<Delivery | undefined> {
  const row = yield* queryOne("SELECT * FROM deliveries WHERE id = ?", id);
  return row && toDelivery(row);
}

export function* listDeliveriesOfCall(callId: string, integrationId?: string): Operation<Delivery[]> {
  const rows = integrationId
    ? yield* query("SELECT * FROM deliveries WHERE call_id = ? AND integration_id = ?", callId, integrationId)
    : yield* query("SELECT * FROM deliveries WHERE call_id = ?", callId);
  // Sorted here, since a handful of rows is not worth the sorter that the database would set up.
  return rows.sort((a, b) => (a.position as number) - (b.position as number)).map(toDelivery);
}

/** Which deliveries; absent members do not matter. */
export interface DeliveryFilter {
  readonly state?: DeliveryState;
  readonly integrationId?: string;
  readonly feature?: FeatureName;
  readonly callId?: string;
  /** Only those that may have been carried out though nobody knows, or only the others. */
  readonly inDoubt?: boolean;
  /** To go on from a page: the id of its last delivery. */
  readonly beforeId?: string;
  readonly limit: number;
}

/** The newest deliveries first. */
export function* listDeliveries(filter: DeliveryFilter): Operation<Delivery[]> {
  const conditions: [string, string | number][] = [];
  if (filter.integrationId !== undefined) conditions.push(["integration_id = ?", filter.integrationId]);
  if (filter.feature !== undefined) conditions.push(["feature = ?", filter.feature]);
  if (filter.callId !== undefined) conditions.push(["call_id = ?", filter.callId]);
  if (filter.inDoubt !== undefined) conditions.push(["in_doubt = ?", filter.inDoubt ? 1 : 0]);
  if (filter.beforeId !== undefined) {
    conditions.push(["position < (SELECT position FROM deliveries WHERE id = ?)", filter.beforeId]);
  }
  const texts = conditions.map(([text]) => text);
  // A literal, since only then the index of that state is used.
  if (filter.state !== undefined) texts.push(`state = '${filter.state}'`);
  const where = texts.length > 0 ? `WHERE ${texts.join(" AND ")}` : "";
  const rows = yield* query(
    `SELECT * FROM deliveries ${where} ORDER BY position DESC LIMIT ?`,
    ...conditions.map(([, value]) => value),
    filter.limit,
  );
  return rows.map(toDelivery);
}

export function* listAttempts(deliveryId: string): Operation<Attempt[]> {
  const rows = yield* query("SELECT * FROM attempts WHERE delivery_id = ? ORDER BY number", deliveryId);
  return rows.map((row) => ({
    deliveryId,
    number: row.number as number,
    startedAt: row.started_at as number,
    endedAt: row.ended_at as number,
    outcome: JSON.parse(row.outcome as string) as Attempt["outcome"],
    exchanges: JSON.parse(row.exchanges as string) as Attempt["exchanges"],
  }));
}

/** How many deliveries want something done, and of how many dead ones nobody knows whether it was; those that are done are not counted, since that takes the longer the more there are. */
export function* countDeliveries(): Operation<Record<"waiting" | "running" | "dead" | "inDoubt", number>> {
  // A literal each, since only then the index of that state is used.
  const row = yield* queryOne(
    `SELECT (SELECT count(*) FROM deliveries WHERE state = 'waiting') AS waiting,
       (SELECT count(*) FROM deliveries WHERE state = 'running') AS running,
       (SELECT count(*) FROM deliveries WHERE state = 'dead') AS dead,
       (SELECT count(*) FROM deliveries WHERE state = 'dead' AND in_doubt = 1) AS in_doubt`,
  );
  return {
    waiting: row?.waiting as number,
    running: row?.running as number,
    dead: row?.dead as number,
    inDoubt: row?.in_doubt as number,
  };
}

export function toDelivery(row: Row): Delivery {
  return {
    id: row.id as string,
    integrationId: row.integration_id as string,
    callId: row.call_id as CallId,
    feature: row.feature as FeatureName,
    trigger: row.trigger as Trigger,
    action: JSON.parse(row.action as string) as DeliveryAction,
    lane: row.lane as 1 | 2,
    state: row.state as DeliveryState,
    attempt: row.attempt as number,
    attemptsBefore: row.attempts_before as number,
    runAt: row.run_at as number,
    createdAt: row.created_at as number,
    openedAt: row.opened_at as number,
    ...(row.ended_at !== null && { endedAt: row.ended_at as number }),
    inDoubt: row.in_doubt === 1,
    ...(row.template_revision !== null && { templateRevision: row.template_revision as number }),
    ...(row.note !== null && { note: row.note as string }),
  };
}
