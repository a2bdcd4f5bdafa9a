import type {
  Attempt,
  CallId,
  Delivery,
  DeliveryAction,
  DeliveryState,
  FeatureName,
  PlannedDelivery,
  Trigger,
} from "../../domain/index.ts";
import { type Operation, query, queryOne, type Row } from "../operation.ts";

/** Saves a planned delivery. Gives `undefined` when one with the same (integration, feature, call, trigger) is there already. */
export function* addDelivery(
  id: string,
  integrationId: string,
  callId: CallId,
  planned: PlannedDelivery,
  now: number,
): Operation<Delivery | undefined> {
  const row = yield* queryOne(
    `INSERT INTO deliveries (id, integration_id, call_id, feature, trigger, action, lane, state, attempt, run_at, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?, ?)
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
  );
  return row && toDelivery(row);
}

/**
 * Takes up to `limit` due deliveries of one integration: the pop-up lane first, then by time. A delivery waits while an earlier one
 * of the same call and integration is unfinished. Each gets a new attempt number, which fences off whoever held it before.
 */
export function* claimDeliveries(
  integrationId: string,
  limit: number,
  now: number,
  leaseUntil: number,
): Operation<Delivery[]> {
  const rows = yield* query(
    `UPDATE deliveries SET state = 'running', attempt = attempt + 1, lease_until = ?
     WHERE position IN (
       SELECT d.position FROM deliveries d
       WHERE d.integration_id = ? AND d.state = 'waiting' AND d.run_at <= ?
         AND NOT EXISTS (
           SELECT 1 FROM deliveries e WHERE e.call_id = d.call_id AND e.integration_id = d.integration_id
             AND e.state IN ('waiting', 'running') AND e.position < d.position)
       ORDER BY d.lane, d.run_at, d.position LIMIT ?)
     RETURNING *`,
    leaseUntil,
    integrationId,
    now,
    limit,
  );
  return rows.map(toDelivery);
}

/** Integrations that have a delivery to do by `now`. */
export function* findIntegrationsWithWork(now: number): Operation<string[]> {
  // One look into the index for each integration, however many deliveries wait.
  const rows = yield* query(
    `SELECT id FROM integrations i
     WHERE EXISTS (SELECT 1 FROM deliveries d WHERE d.integration_id = i.id AND d.state = 'waiting' AND d.run_at <= ?)`,
    now,
  );
  return rows.map((row) => row.id as string);
}

/** When the next waiting delivery becomes due. */
export function* findNextRun(after: number): Operation<number | undefined> {
  const row = yield* queryOne("SELECT min(run_at) AS at FROM deliveries WHERE state = 'waiting' AND run_at > ?", after);
  return (row?.at as number | null) ?? undefined;
}

/** Running deliveries whose holder is gone: its lease has run out. */
export function* findExpiredLeases(now: number): Operation<Delivery[]> {
  const rows = yield* query(
    "SELECT * FROM deliveries WHERE state = 'running' AND lease_until <= ? ORDER BY position",
    now,
  );
  return rows.map(toDelivery);
}

/** Ends an attempt. Gives `undefined`, having changed nothing, when the delivery was handed on meanwhile. */
export function* finishAttempt(
  attempt: Attempt,
  next: { state: Exclude<DeliveryState, "running">; runAt: number; note: string },
): Operation<Delivery | undefined> {
  const row = yield* queryOne(
    `UPDATE deliveries SET state = ?, run_at = ?, note = ?, lease_until = NULL
     WHERE id = ? AND state = 'running' AND attempt = ? RETURNING *`,
    next.state,
    next.runAt,
    next.note,
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

/** Makes a dead or cancelled delivery due again. Gives `undefined`, having changed nothing, when it is in another state. */
export function* reopenDelivery(id: string, now: number): Operation<Delivery | undefined> {
  const row = yield* queryOne(
    `UPDATE deliveries SET state = 'waiting', run_at = ?, note = 'replayed' WHERE id = ? AND state IN ('dead', 'cancelled')
     RETURNING *`,
    now,
    id,
  );
  return row && toDelivery(row);
}

/** Cancels a waiting or dead delivery. Gives `undefined`, having changed nothing, when it is in another state. */
export function* cancelDelivery(id: string): Operation<Delivery | undefined> {
  const row = yield* queryOne(
    `UPDATE deliveries SET state = 'cancelled', note = 'cancelled by hand' WHERE id = ? AND state IN ('waiting', 'dead')
     RETURNING *`,
    id,
  );
  return row && toDelivery(row);
}

export function* findDelivery(id: string): Operation<Delivery | undefined> {
  const row = yield* queryOne("SELECT * FROM deliveries WHERE id = ?", id);
  return row && toDelivery(row);
}

export function* listDeliveriesOfCall(callId: string, integrationId?: string): Operation<Delivery[]> {
  const rows = integrationId
    ? yield* query(
        "SELECT * FROM deliveries WHERE call_id = ? AND integration_id = ? ORDER BY position",
        callId,
        integrationId,
      )
    : yield* query("SELECT * FROM deliveries WHERE call_id = ? ORDER BY position", callId);
  return rows.map(toDelivery);
}

/** The newest deliveries first, of one state or all. */
export function* listDeliveries(filter: { state?: DeliveryState; limit: number }): Operation<Delivery[]> {
  const rows = filter.state
    ? yield* query(
        "SELECT * FROM deliveries WHERE state = ? ORDER BY position DESC LIMIT ?",
        filter.state,
        filter.limit,
      )
    : yield* query("SELECT * FROM deliveries ORDER BY position DESC LIMIT ?", filter.limit);
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

/** How many deliveries are in each state. */
export function* countDeliveries(): Operation<Record<DeliveryState, number>> {
  const counts: Record<DeliveryState, number> = { waiting: 0, running: 0, done: 0, dead: 0, cancelled: 0 };
  for (const row of yield* query("SELECT state, count(*) AS n FROM deliveries GROUP BY state")) {
    counts[row.state as DeliveryState] = row.n as number;
  }
  return counts;
}

function toDelivery(row: Row): Delivery {
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
    runAt: row.run_at as number,
    createdAt: row.created_at as number,
    ...(row.note !== null && { note: row.note as string }),
  };
}
