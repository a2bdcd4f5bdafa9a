import Database from "better-sqlite3";
import { assertNever, DeskbellError } from "../../base/index.ts";
import { changeColumns, INSERT_CHANGE } from "../change-columns.ts";
import { MIGRATIONS } from "../migrations/index.ts";
import type { Operation, Row, Step } from "../operation.ts";
import type { Store } from "../store.ts";

/** What a commit tells once it is done. */
interface News {
  changed: boolean;
  readonly signals: string[];
}

interface Pending {
  readonly operation: () => Operation<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** So long one commit gathers what waits. */
const MAX_WORK_MS = 10;

/**
 * Opens (and makes) a store in one SQLite file, or in memory with `:memory:`.
 * WAL with `synchronous=FULL`: what was acknowledged survives a power cut. Writes that arrive within one turn of the event loop
 * share one commit, since the flush to disk is what costs; each is still its own all-or-nothing unit.
 */
export function openSqliteStore(file: string): Store {
  const db = openDatabase(file);
  const statements = new Map<string, Database.Statement>();
  const changeListeners = new Set<() => void>();
  const signalListeners = new Set<(signal: string) => void>();
  const waiting: Pending[] = [];

  function prepare(sql: string): Database.Statement {
    let statement = statements.get(sql);
    if (!statement) {
      statement = db.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  }

  function runStep(step: Step, news: News): Row[] {
    switch (step.kind) {
      case "sql": {
        const statement = prepare(step.sql);
        if (statement.reader) return statement.all(...step.params) as Row[];
        statement.run(...step.params);
        return [];
      }
      case "change":
        prepare(INSERT_CHANGE).run(...changeColumns(step.at, step.body));
        news.changed = true;
        return [];
      case "lock":
        // This process alone writes the file, one operation after another.
        return [];
      case "signal":
        news.signals.push(step.signal);
        return [];
      default:
        return assertNever(step, "step of an operation");
    }
  }

  function runOperation<T>(operation: () => Operation<T>, news: News): T {
    const steps = operation();
    let step = steps.next([]);
    while (!step.done) step = steps.next(runStep(step.value, news));
    return step.value;
  }

  function commitWaiting(): void {
    if (waiting.length === 0) return;
    const batch: Pending[] = [];
    const since = performance.now();
    const settled: (() => void)[] = [];
    const news: News = { changed: false, signals: [] };
    try {
      prepare("BEGIN IMMEDIATE").run();
      for (let pending = waiting.shift(); pending; pending = waiting.shift()) {
        batch.push(pending);
        const { operation, resolve, reject } = pending;
        prepare("SAVEPOINT one").run();
        try {
          const own: News = { changed: false, signals: [] };
          const value = runOperation(operation, own);
          prepare("RELEASE one").run();
          news.changed ||= own.changed;
          news.signals.push(...own.signals);
          settled.push(() => resolve(value));
        } catch (error) {
          // A disk that fails takes the whole commit with it: SQLite may have rolled back what others wrote already.
          if (!db.inTransaction || isStorageFault(error)) throw error;
          prepare("ROLLBACK TO one").run();
          prepare("RELEASE one").run();
          settled.push(() => reject(error));
        }
        // The rest goes with the next commit: meanwhile requests are answered and pop-ups sent.
        if (performance.now() - since > MAX_WORK_MS) break;
      }
      prepare("COMMIT").run();
    } catch (cause) {
      if (db.inTransaction) db.exec("ROLLBACK");
      const message = `${file}: the write was not stored (${(cause as Error).message}); check the disk's free space and rights`;
      const failed = new DeskbellError("STORE_FAILED", message, { cause });
      // When not even the transaction could be begun, none that wait can be written.
      if (batch.length === 0) batch.push(...waiting.splice(0));
      for (const { reject } of batch) reject(failed);
      if (waiting.length > 0) setImmediate(commitWaiting);
      return;
    }
    if (waiting.length > 0) setImmediate(commitWaiting);
    for (const settle of settled) settle();
    if (news.changed) for (const listener of changeListeners) listener();
    for (const signal of news.signals) for (const listener of signalListeners) listener(signal);
  }

  return {
    shared: false,
    write<T>(operation: () => Operation<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        if (waiting.length === 0) setImmediate(commitWaiting);
        waiting.push({ operation, resolve: resolve as (value: unknown) => void, reject });
      });
    },
    async read(operation) {
      return runOperation(operation, { changed: false, signals: [] });
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
      while (waiting.length > 0) commitWaiting();
      db.close();
    },
  };
}

function openDatabase(file: string): Database.Database {
  let db: Database.Database | undefined;
  try {
    db = new Database(file);
    db.pragma("busy_timeout = 5000");
    db.pragma("journal_mode = WAL");
    db.pragma("synchronous = FULL");
    db.pragma("foreign_keys = ON");
    // What is erased is overwritten: free pages would hold it for years, and whoever copies the file would have it.
    db.pragma("secure_delete = ON");
    // Of the file's pages so many KiB are kept at hand; SQLite's own 2 MiB hold a few hundred calls.
    db.pragma("cache_size = -65536");
    db.pragma("temp_store = MEMORY");
    // So many pages of 4 KiB are gathered before they go from the log into the file: pages that change again and again go there once.
    db.pragma("wal_autocheckpoint = 4000");
    migrate(db, file);
    return db;
  } catch (cause) {
    db?.close();
    if (cause instanceof DeskbellError) throw cause;
    const message = `${file}: the store cannot be opened (${(cause as Error).message}); check that the folder is there and may be written, and that the file is a Deskbell store`;
    throw new DeskbellError("STORE_FAILED", message, { cause });
  }
}

/** The disk or the file is at fault, not the statement (SQLite's result codes). */
function isStorageFault(error: unknown): boolean {
  if (!(error instanceof Database.SqliteError)) return false;
  return /^SQLITE_(FULL|IOERR|BUSY|LOCKED|READONLY|CANTOPEN|CORRUPT|NOTADB|NOMEM|PERM)/.test(error.code);
}

function migrate(db: Database.Database, file: string): void {
  const version = db.pragma("user_version", { simple: true }) as number;
  if (version > MIGRATIONS.length) {
    throw new DeskbellError(
      "STORE_FAILED",
      `${file} was written by a newer Deskbell (schema ${version}, this one knows ${MIGRATIONS.length}); use that version or a backup`,
    );
  }
  for (let at = version; at < MIGRATIONS.length; at++) {
    db.transaction(() => {
      db.exec(MIGRATIONS[at] as string);
      db.pragma(`user_version = ${at + 1}`);
    }).immediate();
  }
}
