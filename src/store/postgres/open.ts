import { randomUUID } from "node:crypto";
import pg from "pg";
import { DeskbellError, SECOND } from "../../base/index.ts";
import type { Operation } from "../operation.ts";
import type { Store } from "../store.ts";
import { type Listening, listenTo } from "./listen.ts";
import { migratePostgres } from "./migrate.ts";
import { type Deeds, LockIsTaken, Transaction } from "./transaction.ts";

interface Pending {
  readonly operation: () => Operation<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** It has met a lock or a deadlock: it runs alone, where it may wait. */
  alone: boolean;
  tries: number;
}

/** Transactions under way at once; what arrives meanwhile shares the next one. */
const WRITERS = 4;
const READERS = 4;
const MAX_SHARED = 100;
/** Serialisation failure and deadlock (PostgreSQL, appendix A): the transaction is run again. */
const RUN_AGAIN = new Set(["40001", "40P01"]);
const MAX_TRIES = 20;
const CHANNEL = "deskbell";
const CONNECT_MS = 10 * SECOND;
/** No statement takes so long: the server is gone without having said so. */
const QUERY_MS = 60 * SECOND;
const MOST_CLOCK_DIFFERENCE_MS = 5 * SECOND;
/**
 * A node that stands still in the middle of a transaction, or whose host is gone, would keep its locks and so stop every other; the
 * server ends its session after this. Far shorter than the time after which others take over what a node holds.
 */
const IDLE_IN_TRANSACTION_MS = 5 * SECOND;

pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/**
 * Opens a store in a PostgreSQL database, making or renewing its tables. Any number of processes may have it open. Writes that arrive
 * while others are under way share a commit; each is still its own all-or-nothing unit. `schema` keeps several stores in one database apart.
 */
export async function openPostgresStore(url: string, schema = "public"): Promise<Store> {
  const config: pg.PoolConfig = {
    connectionString: url,
    application_name: "deskbell",
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    keepAlive: true,
    options: `-c search_path=${schema} -c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_MS}`,
  };
  const place = describe(url);
  const pool = new pg.Pool({ ...config, max: WRITERS + READERS });
  // A connection that breaks while it is idle is replaced at the next use, whose caller hears if that fails as well.
  pool.on("error", () => undefined);
  // One that breaks between two statements of a transaction is told by the next of them.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const self = randomUUID();
  const changeListeners = new Set<() => void>();
  const signalListeners = new Set<(signal: string | undefined) => void>();
  const waiting: Pending[] = [];
  const running = new Set<Promise<void>>();
  let closed = false;

  const tellChanges = () => {
    for (const listener of changeListeners) listener();
  };
  const tellSignal = (signal: string | undefined) => {
    for (const listener of signalListeners) listener(signal);
  };
  const tell = ({ changes, signals }: Deeds) => {
    if (changes.length > 0) tellChanges();
    for (const signal of signals) tellSignal(signal);
  };

  const channel = schema === "public" ? CHANNEL : `${CHANNEL}_${schema}`;
  let listening: Listening;
  try {
    const client = await pool.connect();
    try {
      if (schema !== "public") await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
      await migratePostgres(client);
      await compareClocks(client, place);
    } finally {
      client.release();
    }
    listening = await listenTo(config, channel, (notice) => {
      if (notice?.sender === self) return;
      if (!notice || notice.changed) tellChanges();
      for (const signal of notice ? notice.signals : [undefined]) tellSignal(signal);
    });
  } catch (cause) {
    await pool.end();
    if (cause instanceof DeskbellError) throw cause;
    const message = `${place}: the store cannot be opened (${(cause as Error).message}); check that the server runs, and the database, user and password`;
    throw new DeskbellError("STORE_FAILED", message, { cause });
  }

  function pump(): void {
    while (running.size < WRITERS && waiting.length > 0) {
      const alone = waiting[0]?.alone === true;
      let count = alone ? 1 : waiting.findIndex((one) => one.alone);
      if (count === -1) count = waiting.length;
      const batch = waiting.splice(0, Math.min(count, MAX_SHARED));
      const run = commit(batch).finally(() => {
        running.delete(run);
        pump();
      });
      running.add(run);
    }
  }

  async function commit(batch: readonly Pending[]): Promise<void> {
    const deeds: Deeds = { changes: [], signals: [] };
    const settled: (() => void)[] = [];
    const later: Pending[] = [];
    let client: pg.PoolClient | undefined;
    try {
      client = await pool.connect();
      await client.query("BEGIN");
      const transaction = new Transaction(client);
      for (const pending of batch) {
        const own: Deeds = { changes: [], signals: [] };
        if (batch.length > 1) await client.query("SAVEPOINT one");
        try {
          const value = await transaction.run(pending.operation, own);
          if (batch.length > 1) await client.query("RELEASE one");
          deeds.changes.push(...own.changes);
          deeds.signals.push(...own.signals);
          settled.push(() => pending.resolve(value));
        } catch (error) {
          if (isServerFault(error) || batch.length === 1) throw error;
          await client.query("ROLLBACK TO one; RELEASE one");
          // A deadlock is no fault of the operation that was chosen to end it.
          if (isClash(error) && pending.tries < MAX_TRIES) later.push(pending);
          else settled.push(() => pending.reject(error));
        }
      }
      await transaction.commit(deeds, self, channel);
      client.release();
    } catch (error) {
      await giveBack(client, error);
      await runAgain(batch, error);
      return;
    }
    for (const settle of settled) settle();
    for (const pending of later) {
      pending.alone = true;
      pending.tries++;
    }
    waiting.unshift(...later);
    tell(deeds);
  }

  // Nothing of the transaction remains. What has a cause of its own is told; what met others is run again, each alone.
  async function runAgain(batch: readonly Pending[], error: unknown): Promise<void> {
    const clash = isClash(error);
    if (clash && batch.every(({ tries }) => tries < MAX_TRIES)) {
      for (const pending of batch) {
        pending.alone = true;
        pending.tries++;
      }
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5 * (batch[0]?.tries ?? 1)));
      waiting.unshift(...batch);
      return;
    }
    const ownCause = batch.length === 1 && !isServerFault(error) && !clash;
    const failed = ownCause ? error : toStoreFailure(error, place, "the write was not stored");
    for (const { reject } of batch) reject(failed);
  }

  return {
    shared: true,
    write<T>(operation: () => Operation<T>): Promise<T> {
      if (closed) return Promise.reject(new DeskbellError("STORE_FAILED", `${place}: the store is closed`));
      return new Promise<T>((resolve, reject) => {
        waiting.push({ operation, resolve: resolve as (value: unknown) => void, reject, alone: false, tries: 0 });
        // What arrives in one turn of the event loop goes together.
        if (waiting.length === 1) setImmediate(pump);
      });
    },
    async read<T>(operation: () => Operation<T>): Promise<T> {
      let client: pg.PoolClient | undefined;
      try {
        client = await pool.connect();
        await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        const value = await new Transaction(client).run(operation, { changes: [], signals: [] });
        await client.query("COMMIT");
        client.release();
        return value;
      } catch (error) {
        await giveBack(client, error);
        throw isServerFault(error) || !client ? toStoreFailure(error, place, "the store cannot be read") : error;
      }
    },
    onChanges(listener) {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    onSignal(listener) {
      signalListeners.add(listener);
      return () => signalListeners.delete(listener);
    },
    async close() {
      if (closed) return;
      closed = true;
      pump();
      while (running.size > 0 || waiting.length > 0) {
        pump();
        await Promise.all(running);
      }
      await listening.close();
      await pool.end();
    },
  };
}

// Leases are told by the nodes' clocks: whose clock is ahead would take the others' work from them.
async function compareClocks(client: pg.ClientBase, place: string): Promise<void> {
  const { rows } = await client.query<{ now: number }>(
    "SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now",
  );
  const seconds = Math.round((Date.now() - (rows[0]?.now ?? 0)) / SECOND);
  if (Math.abs(seconds) * SECOND <= MOST_CLOCK_DIFFERENCE_MS) return;
  throw new DeskbellError(
    "STORE_FAILED",
    `${place}: this machine's clock is ${Math.abs(seconds)} s ${seconds > 0 ? "ahead of" : "behind"} the database server's; set both by a time service (NTP)`,
  );
}

/** Ends the transaction and gives the client back; one whose connection is broken is thrown away. */
async function giveBack(client: pg.PoolClient | undefined, error: unknown): Promise<void> {
  if (!client) return;
  if (isServerFault(error)) {
    client.release(true);
    return;
  }
  try {
    await client.query("ROLLBACK");
    client.release();
  } catch {
    client.release(true);
  }
}

/** Others were in the way; run again it may well succeed. */
function isClash(error: unknown): boolean {
  return error instanceof LockIsTaken || RUN_AGAIN.has(codeOf(error) ?? "");
}

function codeOf(error: unknown): string | undefined {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}

/**
 * The connection or the server is at fault, not the statement: no SQLSTATE at all, or one of the classes 08 (connection), 53 (resources),
 * 57 (operator), 58 (system) and XX (internal), or 25P03 (the transaction stood still for too long).
 */
function isServerFault(error: unknown): boolean {
  if (error instanceof DeskbellError || error instanceof LockIsTaken) return false;
  const code = codeOf(error);
  if (code !== undefined && /^[0-9A-Z]{5}$/.test(code)) return /^(08|53|57|58|XX|25P03)/.test(code);
  return (
    code !== undefined ||
    (error instanceof Error && !(error instanceof TypeError) && /connection|terminat|timeout/i.test(error.message))
  );
}

function toStoreFailure(cause: unknown, place: string, what: string): DeskbellError {
  const message = `${place}: ${what} (${cause instanceof Error ? cause.message : String(cause)}); check the database server`;
  return new DeskbellError("STORE_FAILED", message, { cause });
}

/** Where the database is, without its password. */
function describe(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `PostgreSQL ${hostname || "localhost"}:${port || "5432"}${pathname}`;
  } catch {
    return "PostgreSQL";
  }
}
