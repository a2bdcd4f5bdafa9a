import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import { assertNever } from "../../base/index.ts";
import { changeColumns } from "../change-columns.ts";
import type { Operation, Row, SqlValue, Step } from "../operation.ts";
import { toPostgresStatement } from "./dialect.ts";

/** What an operation did beside its rows; it takes effect when the transaction is committed. */
export interface Deeds {
  readonly changes: { readonly at: number; readonly body: Parameters<typeof changeColumns>[1] }[];
  readonly signals: string[];
}

/** A lock is held by another transaction, and waiting for it while holding others might wait for ever. */
export class LockIsTaken extends Error {}

/** All changes are numbered and committed under this lock, one transaction after another: a reader that goes on behind a number misses none. */
const CHANGES_LOCK = "changes";

interface Prepared {
  readonly name: string;
  readonly text: string;
}

const prepared = new Map<string, Prepared>();

function prepare(sql: string): Prepared {
  let statement = prepared.get(sql);
  if (!statement) {
    const text = toPostgresStatement(sql);
    statement = { text, name: createHash("sha256").update(text).digest("hex").slice(0, 32) };
    prepared.set(sql, statement);
  }
  return statement;
}

/** One transaction on one client, and the locks that it holds. */
export class Transaction {
  readonly #client: ClientBase;
  readonly #locks = new Set<string>();

  constructor(client: ClientBase) {
    this.#client = client;
  }

  /** Runs one operation. Throws {@link LockIsTaken} when it wants a further lock that is not free. */
  async run<T>(operation: () => Operation<T>, deeds: Deeds): Promise<T> {
    const steps = operation();
    let step = steps.next([]);
    while (!step.done) step = steps.next(await this.#runStep(step.value, deeds));
    return step.value;
  }

  async #runStep(step: Step, deeds: Deeds): Promise<Row[]> {
    switch (step.kind) {
      case "sql":
        return this.query(step.sql, step.params);
      case "change":
        deeds.changes.push(step);
        return [];
      case "lock":
        await this.#lock(step.name);
        return [];
      case "signal":
        deeds.signals.push(step.signal);
        return [];
      default:
        return assertNever(step, "step of an operation");
    }
  }

  // Whoever holds nothing may wait. Whoever holds something only asks: so no two transactions can wait for each other.
  async #lock(name: string): Promise<void> {
    if (this.#locks.has(name)) return;
    if (this.#locks.size === 0) await this.query("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", [name]);
    else {
      const sql = "SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0)) AS taken";
      const [row] = await this.query(sql, [name]);
      if ((row?.taken as unknown) !== true) throw new LockIsTaken(name);
    }
    this.#locks.add(name);
  }

  /** Numbers and writes the changes, tells every process, and commits. */
  async commit({ changes, signals }: Deeds, sender: string, channel: string): Promise<void> {
    if (changes.length > 0) {
      await this.query("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", [CHANGES_LOCK]);
      const columns = changes.map(({ at, body }) => changeColumns(at, body));
      const places = columns.map(() => "(?, ?, ?, ?)").join(", ");
      // Not kept as a prepared statement, since it differs by the number of rows.
      const text = toPostgresStatement(`INSERT INTO changes (at, kind, extension, body) VALUES ${places}`);
      await this.#client.query(text, columns.flat().map(toParameter));
    }
    if (changes.length > 0 || signals.length > 0) {
      // Each once: setting up many extensions signals the same connection many times, and a payload has at most 8,000 bytes.
      const payload = JSON.stringify({ sender, changed: changes.length > 0, signals: [...new Set(signals)] });
      await this.query("SELECT pg_notify(?, ?)", [channel, payload]);
    }
    await this.#client.query("COMMIT");
  }

  async query(sql: string, params: readonly SqlValue[]): Promise<Row[]> {
    const result = await this.#client.query<Row>({ ...prepare(sql), values: params.map(toParameter) });
    return result.rows;
  }
}

// PostgreSQL's texts hold every character but NUL.
function toParameter(value: SqlValue): SqlValue {
  return typeof value === "string" && value.includes("\u0000") ? value.replaceAll("\u0000", "\ufffd") : value;
}
