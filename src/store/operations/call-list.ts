import { type Call, type Direction, type Disposition, readDialled } from "../../domain/index.ts";
import { type Operation, query, type Row, type SqlValue } from "../operation.ts";
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
  /** They began from then on, and before then (ms since 1970). */
  readonly from?: number;
  readonly to?: number;
  /** They reached one of these; for those who may see no other calls. */
  readonly own?: readonly OwnExtension[];
}

const KEY_DIGITS = 7;
const DIRECTIONS: readonly Direction[] = ["inbound", "outbound", "internal"];
const RESULTS: readonly CallResult[] = ["answered", "no-answer", "busy", "failed", "voicemail", "open"];

/** The end of a number, by which calls are found however it was written; empty when it was withheld. */
export function toNumberKey(number: string): string {
  return readDialled(number).digits.slice(-KEY_DIGITS);
}

/** How a result stands in its column. */
export const toResultColumn = (result: CallResult | undefined): string => (result === "open" ? "" : (result ?? ""));

/** A condition and its values. */
type Condition = readonly [text: string, ...values: SqlValue[]];

/** Where to look: a table joined to the calls, and conditions that an index answers in order of time. */
interface Stream {
  readonly from: string;
  readonly order: string;
  readonly conditions: readonly Condition[];
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
  // A call that reached two of the extensions comes twice.
  return newest
    .filter(({ id }, at) => id !== newest[at - 1]?.id)
    .slice(0, filter.limit)
    .map((row) => JSON.parse(row.body as string) as Call);
}

function* readStream({ from, order, conditions }: Stream, filter: CallFilter): Operation<Row[]> {
  const { limit, before = Number.MAX_SAFE_INTEGER, beforeId = "", from: earliest, to } = filter;
  const all: Condition[] = [
    ...conditions,
    [`${order}.started_at <= ? AND (${order}.started_at < ? OR c.id < ?)`, before, before, beforeId],
  ];
  if (earliest !== undefined) all.push([`${order}.started_at >= ?`, earliest]);
  if (to !== undefined) all.push([`${order}.started_at < ?`, to]);
  return yield* query(
    `SELECT c.id, c.started_at, c.body FROM ${from} WHERE ${all.map(([text]) => text).join(" AND ")}
     ORDER BY ${order}.started_at DESC, ${order === "c" ? "c.id" : `${order}.call_id`} DESC LIMIT ?`,
    ...all.flatMap(([, ...values]) => values),
    limit,
  );
}

function* toStreams(filter: CallFilter): Operation<readonly Stream[]> {
  const { number, extension, own, connectionId, direction, results } = filter;
  const kind = toKindConditions(filter);
  if (number !== undefined) return toNumberStreams(number, filter, kind);
  if (extension !== undefined || own !== undefined) {
    return (yield* toExtensions(filter)).map((one) => ({
      from: "call_extensions e JOIN calls c ON c.id = e.call_id",
      order: "e",
      conditions: [["e.connection_id = ? AND e.extension = ?", one.connectionId, one.number], ...kind],
    }));
  }
  if (connectionId === undefined && direction === undefined && results === undefined) {
    return [{ from: "calls c", order: "c", conditions: [] }];
  }
  const connections = connectionId !== undefined ? [connectionId] : yield* listConnectionIds();
  return connections.flatMap((connection) =>
    (direction ? [direction] : DIRECTIONS).flatMap((way) =>
      (results ?? RESULTS).map(
        (result): Stream => ({
          from: "calls c",
          order: "c",
          conditions: [
            ["c.connection_id = ? AND c.direction = ? AND c.disposition = ?", connection, way, toResultColumn(result)],
          ],
        }),
      ),
    ),
  );
}

function toNumberStreams(number: string, { extension, own }: CallFilter, kind: readonly Condition[]): Stream[] {
  const key = toNumberKey(number);
  if (key === "") return [];
  const conditions: Condition[] = [...kind];
  // An end of a number is looked for in the index of numbers alone, which is small.
  if (key.length === KEY_DIGITS) conditions.push(["c.number_key = ?", key]);
  else conditions.push(["c.id IN (SELECT id FROM calls WHERE number_key LIKE ?)", `%${key}`]);
  const reaches = "SELECT 1 FROM call_extensions e WHERE e.call_id = c.id";
  if (extension !== undefined) conditions.push([`EXISTS (${reaches} AND e.extension = ?)`, extension]);
  if (own !== undefined) {
    const places = own.map(() => "(e.connection_id = ? AND e.extension = ?)").join(" OR ") || "1 = 0";
    conditions.push([`EXISTS (${reaches} AND (${places}))`, ...own.flatMap((one) => [one.connectionId, one.number])]);
  }
  return [{ from: "calls c", order: "c", conditions }];
}

function toKindConditions({ connectionId, direction, results }: CallFilter): Condition[] {
  const conditions: Condition[] = [];
  if (connectionId !== undefined) conditions.push(["c.connection_id = ?", connectionId]);
  if (direction !== undefined) conditions.push(["c.direction = ?", direction]);
  if (results !== undefined) {
    conditions.push([
      `c.disposition IN (${results.map(() => "?").join(", ") || "NULL"})`,
      ...results.map(toResultColumn),
    ]);
  }
  return conditions;
}

function* toExtensions({ extension, own, connectionId }: CallFilter): Operation<readonly OwnExtension[]> {
  if (own !== undefined) return own.filter(({ number }) => extension === undefined || number === extension);
  const connections = connectionId !== undefined ? [connectionId] : yield* listConnectionIds();
  return connections.map((id) => ({ connectionId: id, number: extension as string }));
}

function* listConnectionIds(): Operation<string[]> {
  return (yield* query("SELECT id FROM connections")).map((row) => row.id as string);
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
