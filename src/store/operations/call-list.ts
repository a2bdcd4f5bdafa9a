import type { Call, Direction, Disposition } from "../../domain/index.ts";
import { type Operation, query, type Row } from "../operation.ts";
import { type Condition, type Stream, toStreams } from "./call-streams.ts";
import type { OwnExtension } from "./people.ts";

/** How a call ended, or that it has not. */
export type CallResult = Disposition | "open";

/** Which calls. Absent members do not matter. */
export interface CallFilter {
  readonly limit: number;
  /** To go on from a page: start time (ms since 1970) and id of its last call. Several may have begun in one millisecond. */
  readonly before?: number;
  readonly beforeId?: string;
  readonly connectionId?: string;
  readonly direction?: Direction;
  /** One of these. */
  readonly results?: readonly CallResult[];
  /** They reached this extension. */
  readonly extension?: string;
  /** The other party's number, in any spelling; fewer than seven digits are those at its end. */
  readonly number?: string;
  /** Parts of the other party's name, as the PBX or a contact tells it; in any case, and in any order. */
  readonly name?: string;
  /** This integration took part in them. */
  readonly integrationId?: string;
  /** There is a ticket of them, or none though an integration took part; with `integrationId` in that one. */
  readonly hasTicket?: boolean;
  /** The helpdesk's id of a ticket of them. */
  readonly ticketId?: string;
  /** They began from then on, and before then (ms since 1970). */
  readonly from?: number;
  readonly to?: number;
  /** They reached one of these; for those who may see no other calls. */
  readonly own?: readonly OwnExtension[];
}

/**
 * The newest calls first. However rare what is asked for is among however many calls: each part of the answer is read from an index in
 * order of time, and the parts are merged.
 */
export function* listCalls(filter: CallFilter): Operation<Call[]> {
  const found: Row[] = [];
  for (const stream of yield* toStreams(filter)) found.push(...(yield* readStream(stream, filter)));
  const newest = found.sort(
    (a, b) => (b.started_at as number) - (a.started_at as number) || (a.id === b.id ? 0 : a.id! < b.id! ? 1 : -1),
  );
  // A call that reached two of the extensions, or is known to two integrations, comes twice.
  return newest
    .filter(({ id }, at) => id !== newest[at - 1]?.id)
    .slice(0, filter.limit)
    .map((row) => JSON.parse(row.body as string) as Call);
}

function* readStream({ from, order, conditions }: Stream, filter: CallFilter): Operation<Row[]> {
  const { limit, before = Number.MAX_SAFE_INTEGER, beforeId = "", from: earliest, to } = filter;
  const id = order === "c" ? "c.id" : `${order}.call_id`;
  const all: Condition[] = [
    ...conditions,
    [`${order}.started_at <= ? AND (${order}.started_at < ? OR ${id} < ?)`, before, before, beforeId],
  ];
  if (earliest !== undefined) all.push([`${order}.started_at >= ?`, earliest]);
  if (to !== undefined) all.push([`${order}.started_at < ?`, to]);
  return yield* query(
    `SELECT c.id, c.started_at, c.body FROM ${from} WHERE ${all.map(([text]) => text).join(" AND ")}
     ORDER BY ${order}.started_at DESC, ${id} DESC LIMIT ?`,
    ...all.flatMap(([, ...values]) => values),
    limit,
  );
}

/** How many calls there are of one direction that ended in one way. */
export interface CallCount {
  readonly direction: Direction;
  readonly result: CallResult;
  readonly calls: number;
}

/** How many calls began in a span (ms since 1970), by direction and result; those that there are none of are left out. */
export function* countCalls({
  from = 0,
  to = Number.MAX_SAFE_INTEGER,
  own,
}: Pick<CallFilter, "from" | "to" | "own">): Operation<CallCount[]> {
  const reaches = own?.map(() => "(e.connection_id = ? AND e.extension = ?)").join(" OR ");
  const condition =
    reaches === undefined
      ? ""
      : `AND EXISTS (SELECT 1 FROM call_extensions e WHERE e.call_id = c.id AND (${reaches || "1 = 0"}))`;
  const rows = yield* query(
    `SELECT c.direction, c.disposition, count(*) AS calls FROM calls c WHERE c.started_at >= ? AND c.started_at < ? ${condition}
     GROUP BY c.direction, c.disposition`,
    from,
    to,
    ...(own ?? []).flatMap((one) => [one.connectionId, one.number]),
  );
  return rows.map(({ direction, disposition, calls }) => ({
    direction: direction as Direction,
    result: (disposition === "" ? "open" : disposition) as CallResult,
    calls: Number(calls),
  }));
}
