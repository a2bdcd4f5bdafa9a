import type { Delivery } from "../../domain/index.ts";
import { lock, type Operation, query } from "../operation.ts";
import { toDelivery } from "./deliveries.ts";
import { findHelpdeskState } from "./helpdesk-states.ts";

/** Who claims deliveries, and how many may run. */
export interface Claim {
  readonly integrationId: string;
  /** How many of the integration may run at once, over all nodes. */
  readonly cap: number;
  /** The node. */
  readonly holder: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly leaseUntil: number;
}

/**
 * Takes due deliveries of one integration while the cap has room: the pop-up lane first, then by time. A delivery waits while an earlier
 * one of the same call and integration is unfinished, unless it is the recording, on which nothing else hangs. One place is kept for the pop-up lane, so that slow background work never holds up
 * a ringing phone. Nothing is taken while the helpdesk asked for a rest, and one at a time while its circuit is open.
 * Each gets a new attempt number, which fences off whoever held it before.
 */
export function* claimDeliveries(claim: Claim): Operation<Delivery[]> {
  const { integrationId, cap, now } = claim;
  yield* lock(`claims ${integrationId}`);
  const state = yield* findHelpdeskState(integrationId);
  if (state.pausedUntil > now) return [];
  const running = yield* countRunning(integrationId);
  if (state.circuit === "open") {
    if (state.probeAt > now || running.all > 0) return [];
    const urgent = yield* claimOfLane(claim, 1, 1);
    return urgent.length > 0 ? urgent : yield* claimOfLane(claim, 2, 1);
  }
  const free = cap - running.all;
  if (free <= 0) return [];
  const urgent = yield* claimOfLane(claim, 1, free);
  const background = Math.min(free - urgent.length, Math.max(1, cap - 1) - running.background);
  if (background <= 0) return urgent;
  return [...urgent, ...(yield* claimOfLane(claim, 2, background))];
}

function* countRunning(integrationId: string): Operation<{ all: number; background: number }> {
  const rows = yield* query(
    "SELECT lane, count(*) AS n FROM deliveries WHERE integration_id = ? AND state = 'running' GROUP BY lane",
    integrationId,
  );
  const counts = { all: 0, background: 0 };
  for (const row of rows) {
    counts.all += row.n as number;
    if (row.lane !== 1) counts.background += row.n as number;
  }
  return counts;
}

// Lane by lane, since the index then gives them in order, and what waits behind is not looked at.
function* claimOfLane(
  { integrationId, holder, now, leaseUntil }: Claim,
  lane: Delivery["lane"],
  limit: number,
): Operation<Delivery[]> {
  const rows = yield* query(
    `UPDATE deliveries SET state = 'running', attempt = attempt + 1, lease_until = ?, holder = ?
     WHERE position IN (
       SELECT d.position FROM deliveries d
       WHERE d.integration_id = ? AND d.state = 'waiting' AND d.lane = ? AND d.run_at <= ?
         AND NOT EXISTS (
           SELECT 1 FROM deliveries e WHERE e.call_id = d.call_id AND e.integration_id = d.integration_id
             AND e.state IN ('waiting', 'running') AND e.feature <> 'recording-upload' AND e.position < d.position)
       ORDER BY d.run_at, d.position LIMIT ?)
     RETURNING *`,
    leaseUntil,
    holder,
    integrationId,
    lane,
    now,
    limit,
  );
  return rows.map(toDelivery);
}
