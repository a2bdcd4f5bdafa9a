import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { DeskbellError } from "../../base/index.ts";
import { MIGRATIONS } from "../migrations/index.ts";
import { openSqliteSnapshot } from "./sqlite-snapshot.ts";
import { checkColumns, notEmpty, type Target } from "./target.ts";

const CACHE_KIB = 64 * 1024;

/**
 * Prepares for loading into a store's file: everything goes into a file beside it, which gets the name at the end. The caller holds the
 * folder's lock. Throws `CONFLICT` when the store is there and not empty.
 */
export async function openSqliteTarget(file: string): Promise<Target> {
  if (existsSync(file)) await assertEmpty(file);
  const beside = `${file}.restoring`;
  let db: Database.Database;
  try {
    rmSync(beside, { force: true });
    db = new Database(beside);
    // Nothing of it counts before it has its name, so until then the disk need not be waited for.
    db.pragma("journal_mode = OFF");
    db.pragma("synchronous = OFF");
    db.pragma(`cache_size = -${CACHE_KIB}`);
    db.pragma("foreign_keys = ON");
  } catch (cause) {
    throw toWriteFailure(file, cause);
  }
  const statements = new Map<string, Database.Statement>();
  const applyMigrations = (from: number, to: number) => {
    for (const sql of MIGRATIONS.slice(from, to)) db.exec(sql);
    db.pragma(`user_version = ${to}`);
  };
  let version = 0;
  return {
    async begin(schema) {
      db.exec("BEGIN");
      applyMigrations(0, schema);
      version = schema;
    },
    async insert(head, rows) {
      const key = `${head.table} ${head.columns.join(" ")}`;
      let statement = statements.get(key);
      if (!statement) {
        checkColumns(head, db.prepare("SELECT name FROM pragma_table_info(?)").pluck().all(head.table) as string[]);
        const places = head.columns.map(() => "?").join(", ");
        statement = db.prepare(`INSERT INTO ${head.table} (${head.columns.join(", ")}) VALUES (${places})`);
        statements.set(key, statement);
      }
      try {
        for (const row of rows) statement.run(row);
      } catch (cause) {
        throw toWriteFailure(file, cause);
      }
    },
    async commit(counters, afterwards) {
      try {
        for (const [table, count] of Object.entries(counters)) raiseCounter(db, table, count);
        applyMigrations(version, MIGRATIONS.length);
        for (const sql of afterwards) db.exec(sql);
        db.exec("COMMIT");
        db.close();
        flush(beside);
        // Left over from the empty store: they would be taken for the new file's.
        for (const end of ["-wal", "-shm"]) rmSync(file + end, { force: true });
        renameSync(beside, file);
        if (process.platform !== "win32") flush(dirname(file));
      } catch (cause) {
        throw toWriteFailure(file, cause);
      }
    },
    async close() {
      db.close();
      rmSync(beside, { force: true });
    },
  };
}

async function assertEmpty(file: string): Promise<void> {
  const snapshot = openSqliteSnapshot(file);
  try {
    for (const head of snapshot.tables) {
      for await (const _ of snapshot.rows(head)) throw notEmpty(file, head.table);
    }
  } finally {
    await snapshot.close();
  }
}

// SQLite raises it with each row; rows that were removed before have to be counted as well.
function raiseCounter(db: Database.Database, table: string, count: number): void {
  const raised = db.prepare("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?").run(count, table);
  if (raised.changes === 0) db.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)").run(table, count);
}

function flush(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function toWriteFailure(file: string, cause: unknown): DeskbellError {
  if (cause instanceof DeskbellError) return cause;
  const message = `${file}: the backup could not be restored (${(cause as Error).message}), and nothing of it is left; check the disk's free space and rights`;
  return new DeskbellError("STORE_FAILED", message, { cause });
}
