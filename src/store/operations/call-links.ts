import { type Call, type CallId, type Match, toNameText } from "../../domain/index.ts";
import { type Operation, query, queryOne, type Row } from "../operation.ts";
import { toResultColumn } from "./call-streams.ts";

/** What one integration knows about one call. */
export interface CallLink {
  readonly callId: CallId;
  readonly integrationId: string;
  readonly match: Match;
  readonly contactId?: string;
  readonly ticketId?: string;
  readonly ticketMadeBefore: boolean;
  /** What became of the journal entry: whether something was sent, its id in the helpdesk, and what it tells, to compare. */
  readonly journal?: { readonly written: boolean; readonly id?: string; readonly print: string };
  /** When the features are asked again, since a pop-up, a choice or a recording is waited for no longer (ms since 1970); absent when nobody waits. */
  readonly lookupDueAt?: number;
}

export function* findCallLink(callId: string, integrationId: string): Operation<CallLink | undefined> {
  const row = yield* queryOne(
    "SELECT * FROM call_links WHERE call_id = ? AND integration_id = ?",
    callId,
    integrationId,
  );
  return row && toLink(row);
}

export function* listCallLinks(callId: string): Operation<CallLink[]> {
  return (yield* query("SELECT * FROM call_links WHERE call_id = ?", callId)).map(toLink);
}

/** Those of several calls, by call. */
export function* listCallLinksOf(callIds: readonly string[]): Operation<ReadonlyMap<string, readonly CallLink[]>> {
  const links = new Map<string, CallLink[]>();
  if (callIds.length === 0) return links;
  const places = callIds.map(() => "?").join(", ");
  for (const row of yield* query(`SELECT * FROM call_links WHERE call_id IN (${places})`, ...callIds)) {
    const link = toLink(row);
    links.set(link.callId, [...(links.get(link.callId) ?? []), link]);
  }
  return links;
}

/** Writes what an integration knows about a call, which is there already. */
export function* saveCallLink(link: CallLink): Operation<void> {
  const ticketId = link.ticketId ?? null;
  const sought = link.match.state === "known" ? toNameText(link.match.contact.name) : "";
  const ofCall = (column: string) => `(SELECT ${column} FROM calls WHERE id = ?)`;
  yield* query(
    `INSERT INTO call_links (call_id, integration_id, match, contact_id, ticket_id, ticket_made_before, journal, lookup_due_at, sought,
       started_at, direction, disposition)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ${ofCall("started_at")}, ${ofCall("direction")}, ${ofCall("disposition")})
     ON CONFLICT (call_id, integration_id) DO UPDATE SET match = excluded.match, contact_id = excluded.contact_id,
       ticket_made_before = excluded.ticket_made_before, journal = excluded.journal, lookup_due_at = excluded.lookup_due_at`,
    link.callId,
    link.integrationId,
    JSON.stringify(link.match),
    link.contactId ?? null,
    ticketId,
    link.ticketMadeBefore ? 1 : 0,
    link.journal ? JSON.stringify(link.journal) : null,
    link.lookupDueAt ?? null,
    sought,
    link.callId,
    link.callId,
    link.callId,
  );
  // Apart, as with calls: only where it changes are indexes written anew.
  yield* query(
    `UPDATE call_links SET ticket_id = ?, sought = ?
     WHERE call_id = ? AND integration_id = ? AND (coalesce(ticket_id, '') <> ? OR sought <> ?)`,
    ticketId,
    sought,
    link.callId,
    link.integrationId,
    ticketId ?? "",
    sought,
  );
}

/** Keeps what the links of a call say of the call itself, by which they are picked out of lists. */
export function* tellLinks({ id, startedAt, direction, disposition }: Call): Operation<void> {
  const told = [startedAt, direction, toResultColumn(disposition)] as const;
  yield* query(
    `UPDATE call_links SET started_at = ?, direction = ?, disposition = ?
     WHERE call_id = ? AND (started_at <> ? OR direction <> ? OR disposition <> ?)`,
    ...told,
    id,
    ...told,
  );
}

/** Calls whose look-up has used up the time that a pop-up waits. */
export function* findOverdueLookups(now: number, limit: number): Operation<CallLink[]> {
  const rows = yield* query(
    "SELECT * FROM call_links WHERE lookup_due_at IS NOT NULL AND lookup_due_at <= ? LIMIT ?",
    now,
    limit,
  );
  return rows.map(toLink);
}

export function* findNextLookupDue(): Operation<number | undefined> {
  const row = yield* queryOne("SELECT min(lookup_due_at) AS at FROM call_links WHERE lookup_due_at IS NOT NULL");
  return (row?.at as number | null) ?? undefined;
}

function toLink(row: Row): CallLink {
  return {
    callId: row.call_id as CallId,
    integrationId: row.integration_id as string,
    match: JSON.parse(row.match as string) as Match,
    ...(row.contact_id !== null && { contactId: row.contact_id as string }),
    ...(row.ticket_id !== null && { ticketId: row.ticket_id as string }),
    ticketMadeBefore: row.ticket_made_before === 1,
    ...(row.journal !== null && { journal: JSON.parse(row.journal as string) as NonNullable<CallLink["journal"]> }),
    ...(row.lookup_due_at !== null && { lookupDueAt: row.lookup_due_at as number }),
  };
}
