import { type Operation, query, queryOne } from "../operation.ts";

/** A process that works on the store. Times are ms since 1970. */
export interface Node {
  readonly id: string;
  /** For people: the host's name and the process id. */
  readonly name: string;
  readonly version: string;
  readonly startedAt: number;
  readonly seenAt: number;
}

/** Says that the node is there and prolongs everything that it holds, until `heldUntil`. */
export function* beat(node: Node, heldUntil: number): Operation<void> {
  yield* query(
    `INSERT INTO nodes (id, name, version, started_at, seen_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at`,
    node.id,
    node.name,
    node.version,
    node.startedAt,
    node.seenAt,
  );
  yield* query(
    "UPDATE deliveries SET lease_until = ? WHERE holder = ? AND state = 'running' AND lease_until IS NOT NULL",
    heldUntil,
    node.id,
  );
  // One that ran out may be somebody else's by now or in a moment; it has to be taken anew.
  yield* query("UPDATE holds SET held_until = ? WHERE node = ? AND held_until > ?", heldUntil, node.id, node.seenAt);
}

/** Takes a node off the list and sets free what it holds. Its running deliveries are not touched: their attempts have ended before. */
export function* leave(nodeId: string, now: number): Operation<void> {
  yield* query("DELETE FROM nodes WHERE id = ?", nodeId);
  yield* query("UPDATE holds SET node = '', held_until = ? WHERE node = ? AND held_until > ?", now, nodeId, now);
}

/** The nodes that were seen since `since`, in order of their start. */
export function* listNodes(since: number): Operation<Node[]> {
  const rows = yield* query("SELECT * FROM nodes WHERE seen_at >= ? ORDER BY started_at, id", since);
  return rows.map((row) => ({
    id: row.id as string,
    name: row.name as string,
    version: row.version as string,
    startedAt: row.started_at as number,
    seenAt: row.seen_at as number,
  }));
}

export function* forgetNodes(seenBefore: number): Operation<void> {
  yield* query("DELETE FROM nodes WHERE seen_at < ?", seenBefore);
}

/** Something that one node at a time may do. `fence` grows with each new holder. */
export interface Hold {
  readonly name: string;
  readonly node: string;
  readonly fence: number;
  readonly heldUntil: number;
}

/** Takes a hold that is free, or whose holder let it run out. Gives `undefined` when another node has it. */
export function* takeHold(name: string, node: string, now: number, heldUntil: number): Operation<Hold | undefined> {
  const row = yield* queryOne(
    `INSERT INTO holds (name, node, fence, held_until) VALUES (?, ?, 1, ?)
     ON CONFLICT (name) DO UPDATE SET node = excluded.node, held_until = excluded.held_until,
       fence = CASE WHEN holds.node = excluded.node AND holds.held_until > ? THEN holds.fence ELSE holds.fence + 1 END
     WHERE holds.node = excluded.node OR holds.held_until <= ? RETURNING *`,
    name,
    node,
    heldUntil,
    now,
    now,
  );
  return row && { name, node, fence: row.fence as number, heldUntil: row.held_until as number };
}

/**
 * Sets a hold free, if it is still the node's. Its fence stays, so that the next holder's is greater. It is nobody's then, so that a beat
 * which comes at the same moment does not prolong it.
 */
export function* releaseHold(name: string, node: string, now: number): Operation<void> {
  yield* query("UPDATE holds SET node = '', held_until = ? WHERE name = ? AND node = ?", now, name, node);
}

/** Removes holds that nobody has had since `heldBefore`. */
export function* purgeHolds(heldBefore: number): Operation<void> {
  yield* query("DELETE FROM holds WHERE held_until < ?", heldBefore);
}

export function* listHolds(now: number): Operation<Hold[]> {
  const rows = yield* query("SELECT * FROM holds WHERE held_until > ? ORDER BY name", now);
  return rows.map((row) => ({
    name: row.name as string,
    node: row.node as string,
    fence: row.fence as number,
    heldUntil: row.held_until as number,
  }));
}
