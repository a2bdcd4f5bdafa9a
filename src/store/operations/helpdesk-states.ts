import { type Operation, query, queryOne, type Row } from "../operation.ts";

/** How a helpdesk is doing, as far as deliveries must heed it. Times are ms since 1970. */
export interface HelpdeskState {
  readonly integrationId: string;
  /** `open`: it failed too often, and only one delivery at a time tries whether it is back. */
  readonly circuit: "closed" | "open";
  readonly circuitSince: number;
  /** While the circuit is open: when the next may try. */
  readonly probeAt: number;
  /** It asked for a rest; 0 = it did not. */
  readonly pausedUntil: number;
  /** Requests a minute that it bears, learnt from its refusals; absent = not known. */
  readonly learntRate?: number;
  readonly learntAt: number;
  /** A sentence for people. */
  readonly reason: string;
}

/** A helpdesk of which nothing bad is known. */
export function healthyState(integrationId: string): HelpdeskState {
  return { integrationId, circuit: "closed", circuitSince: 0, probeAt: 0, pausedUntil: 0, learntAt: 0, reason: "" };
}

export function* findHelpdeskState(integrationId: string): Operation<HelpdeskState> {
  const row = yield* queryOne("SELECT * FROM helpdesk_states WHERE integration_id = ?", integrationId);
  return row ? toState(row) : healthyState(integrationId);
}

/** When the next helpdesk has had the rest it asked for, or may be tried again. */
export function* findNextRelease(after: number): Operation<number | undefined> {
  const row = yield* queryOne(
    `SELECT min(at) AS at FROM (
       SELECT paused_until AS at FROM helpdesk_states WHERE paused_until > ?
       UNION ALL SELECT probe_at FROM helpdesk_states WHERE circuit = 'open' AND probe_at > ?) AS releases`,
    after,
    after,
  );
  return (row?.at as number | null) ?? undefined;
}

export function* saveHelpdeskState(state: HelpdeskState): Operation<void> {
  yield* query(
    `INSERT INTO helpdesk_states
       (integration_id, circuit, circuit_since, probe_at, paused_until, learnt_rate, learnt_at, reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (integration_id) DO UPDATE SET circuit = excluded.circuit, circuit_since = excluded.circuit_since,
       probe_at = excluded.probe_at, paused_until = excluded.paused_until, learnt_rate = excluded.learnt_rate,
       learnt_at = excluded.learnt_at, reason = excluded.reason`,
    state.integrationId,
    state.circuit,
    state.circuitSince,
    state.probeAt,
    state.pausedUntil,
    state.learntRate ?? null,
    state.learntAt,
    state.reason,
  );
}

function toState(row: Row): HelpdeskState {
  return {
    integrationId: row.integration_id as string,
    circuit: row.circuit as HelpdeskState["circuit"],
    circuitSince: row.circuit_since as number,
    probeAt: row.probe_at as number,
    pausedUntil: row.paused_until as number,
    ...(row.learnt_rate !== null && { learntRate: row.learnt_rate as number }),
    learntAt: row.learnt_at as number,
    reason: row.reason as string,
  };
}
