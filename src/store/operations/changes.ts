import type { Call, Change, ChangeBody } from "../../domain/index.ts";
import { type Operation, query, type Row } from "../operation.ts";

/** Adds one item to the live feed. */
export function* recordChange(at: number, body: ChangeBody): Operation<void> {
  yield { kind: "change", at, body };
}

/** What a subscriber missed: the items after `seq`, oldest first. */
export function* listChangesAfter(seq: number, limit: number): Operation<Change[]> {
  const rows = yield* query("SELECT seq, at, body FROM changes WHERE seq > ? ORDER BY seq LIMIT ?", seq, limit);
  return rows.map(toChange);
}

/** Removes items from before `before`, the oldest first, and gives how many; the newest of all stays, so that numbers go on. */
export function* purgeChanges(before: number, limit: number): Operation<number> {
  const rows = yield* query(
    `DELETE FROM changes WHERE seq IN (SELECT seq FROM changes ORDER BY seq LIMIT ?)
       AND at < ? AND seq < (SELECT max(seq) FROM changes) RETURNING seq`,
    limit,
    before,
  );
  return rows.length;
}

/** The newest items, oldest of them first. */
export function* listLatestChanges(limit: number): Operation<Change[]> {
  const rows = yield* query("SELECT seq, at, body FROM changes ORDER BY seq DESC LIMIT ?", limit);
  return rows.map(toChange).reverse();
}

function toChange(row: Row): Change {
  return { seq: row.seq as number, at: row.at as number, ...(JSON.parse(row.body as string) as ChangeBody) };
}

/** A call as the feed shows it: without what only folding needs. */
export function withoutFacts({ facts: _, ...shown }: Call): Omit<Call, "facts"> {
  return shown;
}
