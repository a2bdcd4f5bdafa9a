import { type Direction, readDialled, toSearchWords } from "../../domain/index.ts";
import { type Operation, query, type SqlValue } from "../operation.ts";
import type { CallFilter, CallResult } from "./call-list.ts";
import { toPattern } from "./like.ts";
import type { OwnExtension } from "./people.ts";

/** A condition and its values. */
export type Condition = readonly [text: string, ...values: SqlValue[]];

/** Where to look: a table joined to the calls (`c`), the one of the two that gives the order of time, and what must hold. */
export interface Stream {
  readonly from: string;
  readonly order: "c" | "e" | "l";
  readonly conditions: readonly Condition[];
}

const KEY_DIGITS = 7;
const DIRECTIONS: readonly Direction[] = ["inbound", "outbound", "internal"];
const RESULTS: readonly CallResult[] = ["answered", "no-answer", "busy", "failed", "voicemail", "open"];

const CALLS = { from: "calls c", order: "c" } as const;
const LINKS = { from: "call_links l JOIN calls c ON c.id = l.call_id", order: "l" } as const;
const EXTENSIONS = { from: "call_extensions e JOIN calls c ON c.id = e.call_id", order: "e" } as const;

/** The end of a number, by which calls are found however it was written; empty when it was withheld. */
export function toNumberKey(number: string): string {
  return readDialled(number).digits.slice(-KEY_DIGITS);
}

/** How a result stands in its column. */
export const toResultColumn = (result: CallResult | undefined): string => (result === "open" ? "" : (result ?? ""));

/**
 * The parts of which a list of calls consists, each answered by an index in order of time: by what is the rarest of that which is asked for,
 * while the rest is a condition on each row. A call may be in several of them.
 */
export function* toStreams(filter: CallFilter): Operation<readonly Stream[]> {
  const { number, ticketId, extension, own, name, integrationId, hasTicket, connectionId, direction, results } = filter;
  const kind = toKindConditions("c", filter);
  if (number !== undefined) {
    const key = toNumberKey(number);
    const rest = [...kind, ...toReachConditions(filter), ...toNameConditions(filter), ...toLinkConditions(filter)];
    return key === "" ? [] : [{ ...CALLS, conditions: [toNumberCondition(key), ...rest] }];
  }
  if (ticketId !== undefined) {
    const one: Condition[] = [["l.ticket_id = ?", ticketId]];
    if (integrationId !== undefined) one.push(["l.integration_id = ?", integrationId]);
    return [{ ...LINKS, conditions: [...one, ...kind, ...toReachConditions(filter), ...toNameConditions(filter)] }];
  }
  if (extension !== undefined || own !== undefined) {
    const rest = [...kind, ...toNameConditions(filter), ...toLinkConditions(filter)];
    return (yield* toExtensions(filter)).map((one) => ({
      ...EXTENSIONS,
      conditions: [["e.connection_id = ? AND e.extension = ?", one.connectionId, one.number], ...rest],
    }));
  }
  if (name !== undefined) return yield* toNameStreams(filter);
  if (integrationId !== undefined || hasTicket !== undefined) return yield* toLinkStreams(filter);
  if (connectionId === undefined && direction === undefined && results === undefined) {
    return [{ ...CALLS, conditions: [] }];
  }
  const connections = connectionId !== undefined ? [connectionId] : yield* listIds("connections");
  return connections.flatMap((connection) =>
    toKinds(filter).map(([way, result]) => ({
      ...CALLS,
      conditions: [["c.connection_id = ? AND c.direction = ? AND c.disposition = ?", connection, way, result]],
    })),
  );
}

// The indexes hold the names and kinds, so that a call itself is read only where they fit.
function* toNameStreams(filter: CallFilter): Operation<Stream[]> {
  const words = toSearchWords(filter.name ?? "");
  if (words.length === 0) return [];
  const { connectionId, ...kind } = filter;
  const rest = [
    ...(connectionId === undefined ? [] : [toConnectionCondition(connectionId)]),
    ...toLinkConditions(filter),
  ];
  const holds = (of: "c" | "l"): Condition[] => [
    [`${of}.sought <> ''`],
    ...words.map((word): Condition => [`${of}.sought LIKE ? ESCAPE '!'`, toPattern(word)]),
    ...toKindConditions(of, kind),
    ...rest,
  ];
  const streams: Stream[] = [{ ...CALLS, conditions: holds("c") }];
  for (const id of yield* listIds("integrations")) {
    streams.push({ ...LINKS, conditions: [["l.integration_id = ?", id], ...holds("l")] });
  }
  return streams;
}

// A link stands in one of two indexes, with a ticket or without.
function* toLinkStreams(filter: CallFilter): Operation<Stream[]> {
  const { integrationId, hasTicket, connectionId } = filter;
  const integrations = integrationId !== undefined ? [integrationId] : yield* listIds("integrations");
  const places = [...(hasTicket !== false ? ["IS NOT NULL"] : []), ...(hasTicket !== true ? ["IS NULL"] : [])];
  const rest: Condition[] = connectionId === undefined ? [] : [toConnectionCondition(connectionId)];
  if (hasTicket === false && integrations.length > 1) rest.push([`NOT ${WITH_TICKET}`]);
  return integrations.flatMap((integration) =>
    places.flatMap((ticket) =>
      toKinds(filter).map(([way, result]) => ({
        ...LINKS,
        conditions: [
          [`l.ticket_id ${ticket}`],
          ["l.integration_id = ? AND l.direction = ? AND l.disposition = ?", integration, way, result],
          ...rest,
        ],
      })),
    ),
  );
}

const WITH_TICKET = "EXISTS (SELECT 1 FROM call_links t WHERE t.call_id = c.id AND t.ticket_id IS NOT NULL)";

function toKinds({ direction, results }: CallFilter): [Direction, string][] {
  return (direction ? [direction] : DIRECTIONS).flatMap((way) =>
    (results ?? RESULTS).map((result): [Direction, string] => [way, toResultColumn(result)]),
  );
}

// An end of a number is looked for in the index of numbers alone, which is small.
function toNumberCondition(key: string): Condition {
  if (key.length === KEY_DIGITS) return ["c.number_key = ?", key];
  return ["c.id IN (SELECT id FROM calls WHERE number_key LIKE ?)", `%${key}`];
}

function toReachConditions({ extension, own }: CallFilter): Condition[] {
  const reaches = "SELECT 1 FROM call_extensions e WHERE e.call_id = c.id";
  const conditions: Condition[] = [];
  if (extension !== undefined) conditions.push([`EXISTS (${reaches} AND e.extension = ?)`, extension]);
  if (own !== undefined) {
    const places = own.map(() => "(e.connection_id = ? AND e.extension = ?)").join(" OR ") || "1 = 0";
    conditions.push([`EXISTS (${reaches} AND (${places}))`, ...own.flatMap((one) => [one.connectionId, one.number])]);
  }
  return conditions;
}

function toNameConditions({ name }: CallFilter): Condition[] {
  if (name === undefined) return [];
  const patterns = toSearchWords(name).map(toPattern);
  const holds = (column: string) => patterns.map(() => `${column} LIKE ? ESCAPE '!'`).join(" AND ") || "1 = 0";
  const ofContact = `EXISTS (SELECT 1 FROM call_links n WHERE n.call_id = c.id AND ${holds("n.sought")})`;
  return [[`(${holds("c.sought")} OR ${ofContact})`, ...patterns, ...patterns]];
}

function toLinkConditions({ integrationId, ticketId, hasTicket }: CallFilter): Condition[] {
  const of = "SELECT 1 FROM call_links t WHERE t.call_id = c.id";
  const one: Condition = integrationId === undefined ? [""] : [" AND t.integration_id = ?", integrationId];
  const [place, ...values] = one;
  const conditions: Condition[] = [];
  if (integrationId !== undefined || hasTicket !== undefined) conditions.push([`EXISTS (${of}${place})`, ...values]);
  if (ticketId !== undefined) conditions.push([`EXISTS (${of}${place} AND t.ticket_id = ?)`, ...values, ticketId]);
  if (hasTicket !== undefined) {
    conditions.push([`${hasTicket ? "" : "NOT "}EXISTS (${of}${place} AND t.ticket_id IS NOT NULL)`, ...values]);
  }
  return conditions;
}

function toConnectionCondition(connectionId: string): Condition {
  return ["c.connection_id = ?", connectionId];
}

function toKindConditions(of: "c" | "l", { connectionId, direction, results }: CallFilter): Condition[] {
  const conditions: Condition[] = [];
  if (connectionId !== undefined) conditions.push(toConnectionCondition(connectionId));
  if (direction !== undefined) conditions.push([`${of}.direction = ?`, direction]);
  if (results !== undefined) {
    conditions.push([
      `${of}.disposition IN (${results.map(() => "?").join(", ") || "NULL"})`,
      ...results.map(toResultColumn),
    ]);
  }
  return conditions;
}

function* toExtensions({ extension, own, connectionId }: CallFilter): Operation<readonly OwnExtension[]> {
  if (own !== undefined) return own.filter(({ number }) => extension === undefined || number === extension);
  const connections = connectionId !== undefined ? [connectionId] : yield* listIds("connections");
  return connections.map((id) => ({ connectionId: id, number: extension as string }));
}

function* listIds(table: "connections" | "integrations"): Operation<string[]> {
  return (yield* query(`SELECT id FROM ${table}`)).map((row) => row.id as string);
}
