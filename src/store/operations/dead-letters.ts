import type { Delivery, FeatureName } from "../../domain/index.ts";
import { type Operation, query } from "../operation.ts";
import { toDelivery } from "./deliveries.ts";

/** Which deliveries that wait for a person; absent members do not matter. */
export interface DeadLetterFilter {
  /** Those that were given up, or those that a rehearsal has held back. */
  readonly state: "dead" | "held";
  readonly ids?: readonly string[];
  readonly integrationId?: string;
  readonly feature?: FeatureName;
  readonly inDoubt?: boolean;
  /** Given up at or after this time, and before that (ms since 1970). */
  readonly endedFrom?: number;
  readonly endedBefore?: number;
  /** The reason holds this text, in any case. */
  readonly reason?: string;
  readonly limit: number;
}

/** Deliveries that wait for a person, the oldest first. */
export function* listDeadLetters(filter: DeadLetterFilter): Operation<Delivery[]> {
  const conditions: [string, readonly (string | number)[]][] = [];
  const add = (condition: string, ...values: (string | number)[]) => void conditions.push([condition, values]);
  if (filter.ids !== undefined) add(`id IN (${filter.ids.map(() => "?").join(", ") || "NULL"})`, ...filter.ids);
  if (filter.integrationId !== undefined) add("integration_id = ?", filter.integrationId);
  if (filter.feature !== undefined) add("feature = ?", filter.feature);
  if (filter.inDoubt !== undefined) add("in_doubt = ?", filter.inDoubt ? 1 : 0);
  if (filter.endedFrom !== undefined) add("ended_at >= ?", filter.endedFrom);
  if (filter.endedBefore !== undefined) add("ended_at < ?", filter.endedBefore);
  if (filter.reason !== undefined) add("lower(note) LIKE ? ESCAPE '!'", toPattern(filter.reason));
  const rows = yield* query(
    `SELECT * FROM deliveries WHERE ${[`state = '${filter.state}'`, ...conditions.map(([text]) => text)].join(" AND ")}
     ORDER BY position LIMIT ?`,
    ...conditions.flatMap(([, values]) => values),
    filter.limit,
  );
  return rows.map(toDelivery);
}

function toPattern(text: string): string {
  return `%${text.toLowerCase().replace(/[!%_]/g, "!$&")}%`;
}

/** Removes dead, cancelled and held deliveries that ended before `endedBefore`, with their attempts. Gives how many. */
export function* purgeDeadLetters(endedBefore: number, limit: number): Operation<number> {
  const rows = yield* query(
    `DELETE FROM deliveries WHERE position IN (
       SELECT position FROM deliveries WHERE state IN ('dead', 'cancelled', 'held') AND ended_at < ? ORDER BY ended_at LIMIT ?)
     RETURNING id`,
    endedBefore,
    limit,
  );
  for (const row of rows) yield* query("DELETE FROM attempts WHERE delivery_id = ?", row.id as string);
  return rows.length;
}
