import { createHash } from "node:crypto";
import { lock, type Operation, query, type Row } from "../operation.ts";
import { findMeta, setMeta } from "./meta.ts";

/** Who did something: a person, an API token, the configuration file at a start, or Deskbell itself. */
export interface Actor {
  readonly kind: "person" | "token" | "config" | "system";
  readonly id: string;
  readonly name: string;
  /** The network address that they came from; empty when there is none. */
  readonly address: string;
}

/** Something that was done. */
export interface Deed {
  readonly who: Actor;
  /** The operation's name in the REST API, or one that only this log has. */
  readonly action: string;
  /** What it was done to, as `connection office`. */
  readonly subject: string;
  /** How it was and how it is, as JSON without secrets and without callers' numbers; absent = not told. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/** One entry of the audit log. */
export interface AuditEntry extends Deed {
  /** Counts from 1 without a gap. */
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** SHA-256 in hex over the hash of the entry before and all that stands in this one. */
  readonly hash: string;
}

/** Where the log ends. Written down elsewhere it proves later that nothing before it was touched. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

const HEAD = "audit-head";
const LOCK = "audit";

/**
 * Writes an entry behind the newest one, in the caller's transaction. Let it be the last thing there: from here on every other
 * transaction that has one to write waits.
 */
export function* addAuditEntry(deed: Deed, at: number): Operation<void> {
  yield* lock(LOCK);
  const head = yield* findHead();
  const { who, action, subject } = deed;
  const detail = toDetail(deed);
  const seq = head.seq + 1;
  const row = [seq, at, who.kind, who.id, who.name, action, subject, detail, who.address] as const;
  const hash = chain(head.hash, row);
  yield* query(
    "INSERT INTO audit (seq, at, who_kind, who_id, who_name, action, subject, detail, address, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    ...row,
    hash,
  );
  yield* setMeta(HEAD, `${seq} ${hash}`);
}

export interface AuditFilter {
  /** Only entries older than this one. */
  readonly beforeSeq?: number;
  /** Only entries newer than this one. */
  readonly afterSeq?: number;
  readonly whoId?: string;
  readonly action?: string;
  /** Written at or after this time (ms since 1970). */
  readonly from?: number;
  /** Written before this time (ms since 1970). */
  readonly to?: number;
  readonly limit: number;
}

/** So far (ms) the clocks of those who write may be apart: by it a span of time becomes a span of entries, of which alone is read. */
const SKEW_MS = 60 * 60_000;
const ONE = "SELECT seq FROM audit";
const LAST = Number.MAX_SAFE_INTEGER;

/** Entries, the newest first; with `afterSeq` the oldest first, so that a reader can go on where it was. */
export function* listAuditEntries(filter: AuditFilter): Operation<AuditEntry[]> {
  const places: [string, string | number][] = [];
  if (filter.beforeSeq !== undefined) places.push(["seq < ?", filter.beforeSeq]);
  if (filter.afterSeq !== undefined) places.push(["seq > ?", filter.afterSeq]);
  if (filter.whoId !== undefined) places.push(["who_id = ?", filter.whoId]);
  if (filter.action !== undefined) places.push(["action = ?", filter.action]);
  if (filter.from !== undefined) {
    places.push(["+at >= ?", filter.from]);
    places.push([`seq > coalesce((${ONE} WHERE at < ? ORDER BY at DESC, seq DESC LIMIT 1), 0)`, filter.from - SKEW_MS]);
  }
  if (filter.to !== undefined) {
    places.push(["+at < ?", filter.to]);
    places.push([`seq < coalesce((${ONE} WHERE at >= ? ORDER BY at, seq LIMIT 1), ${LAST})`, filter.to + SKEW_MS]);
  }
  const where = places.length === 0 ? "" : `WHERE ${places.map(([sql]) => sql).join(" AND ")}`;
  const order = filter.afterSeq === undefined ? "DESC" : "ASC";
  const rows = yield* query(
    `SELECT * FROM audit ${where} ORDER BY seq ${order} LIMIT ?`,
    ...places.map(([, value]) => value),
    filter.limit,
  );
  return rows.map(toEntry);
}

export interface ChainCheck {
  readonly head: AuditHead;
  /** The first entry that is not what was written, or that is missing, and in what. */
  readonly fault?: { readonly seq: number; readonly reason: string };
}

/** How far a check of the chain has come. */
export interface ChainProgress extends AuditHead {
  readonly fault?: ChainCheck["fault"];
}

export const CHAIN_START: ChainProgress = { seq: 0, hash: "" };

/** Checks so many entries behind those that were checked already. Gives `from` itself when there are no more, or a fault was found. */
export function* checkChain(from: ChainProgress, limit: number): Operation<ChainProgress> {
  if (from.fault) return from;
  let at = from;
  for (const row of yield* query("SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT ?", from.seq, limit)) {
    const seq = row.seq as number;
    if (seq !== at.seq + 1) return { ...at, fault: { seq: at.seq + 1, reason: "it is missing" } };
    const hash = chain(
      at.hash,
      COLUMNS.map((column) => row[column] as string | number),
    );
    if (hash !== row.hash)
      return { ...at, fault: { seq, reason: "it, or the one before it, is not what was written" } };
    at = { seq, hash };
  }
  return at;
}

/** Compares the last entry that was checked with what the log says of its own end. */
export function* checkEnd(checked: ChainProgress): Operation<ChainCheck> {
  const head = yield* findHead();
  if (checked.fault) return { head, fault: checked.fault };
  if (head.seq > checked.seq) return { head, fault: { seq: checked.seq + 1, reason: "it is missing" } };
  const same = head.seq === checked.seq && head.hash === checked.hash;
  return same ? { head } : { head, fault: { seq: head.seq + 1, reason: "the log does not know of it" } };
}

function* findHead(): Operation<AuditHead> {
  const [seq = "0", hash = ""] = ((yield* findMeta(HEAD)) ?? "0 ").split(" ");
  return { seq: Number(seq), hash };
}

const COLUMNS = ["seq", "at", "who_kind", "who_id", "who_name", "action", "subject", "detail", "address"] as const;

function chain(previous: string, row: readonly (string | number)[]): string {
  return createHash("sha256")
    .update(`${previous}\n${JSON.stringify(row)}`)
    .digest("hex");
}

function toDetail({ before, after }: Deed): string {
  return JSON.stringify(inOrder({ ...(before !== undefined && { before }), ...(after !== undefined && { after }) }));
}

// Members in order of their names, so that the same is always written the same.
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, inOrder(one)]));
}

function toEntry(row: Row): AuditEntry {
  const who = { kind: row.who_kind as Actor["kind"], id: row.who_id as string, name: row.who_name as string };
  return {
    seq: row.seq as number,
    at: row.at as number,
    who: { ...who, address: row.address as string },
    action: row.action as string,
    subject: row.subject as string,
    ...(JSON.parse(row.detail as string) as { before?: unknown; after?: unknown }),
    hash: row.hash as string,
  };
}
