import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import { DeskbellError } from "../../base/index.ts";
import { MIGRATIONS } from "../migrations/index.ts";
import type { TableHead, Values } from "./format.ts";
import { ROWS_AT_ONCE, type Snapshot } from "./snapshot.ts";
import { COUNTERS, TABLES } from "./tables.ts";

/**
 * Takes a snapshot of a store's file on a connection that only reads, while a server may have it open: in WAL mode neither waits for the
 * other. Throws `NOT_FOUND` when there is no store, `STORE_FAILED` when it cannot be read or a newer Deskbell wrote it.
 */
export function openSqliteSnapshot(file: string): Snapshot {
  if (!existsSync(file)) {
    throw new DeskbellError(
      "NOT_FOUND",
      `${file}: there is no such store; name the data folder of a server with --data`,
    );
  }
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true });
    db.pragma("busy_timeout = 5000");
    db.exec("BEGIN");
    // The first read fixes the moment.
    const schema = db.pragma("user_version", { simple: true }) as number;
    const tables = listTables(db);
    if (schema > MIGRATIONS.length) {
      throw new DeskbellError(
        "STORE_FAILED",
        `${file} was written by a newer Deskbell (schema ${schema}, this one knows ${MIGRATIONS.length}); back it up with that version`,
      );
    }
    if (schema === 0) throw new DeskbellError("NOT_FOUND", `${file} holds no data of Deskbell`);
    return createSnapshot(db, schema, tables);
  } catch (cause) {
    db?.close();
    if (cause instanceof DeskbellError) throw cause;
    const message = `${file}: the store cannot be read (${(cause as Error).message}); check its rights, and that it is a Deskbell store`;
    throw new DeskbellError("STORE_FAILED", message, { cause });
  }
}

function listTables(db: Database.Database): TableHead[] {
  return TABLES.flatMap((table) => {
    const columns = db.prepare("SELECT name FROM pragma_table_info(?) ORDER BY cid").pluck().all(table) as string[];
    return columns.length > 0 ? [{ table, columns }] : [];
  });
}

function createSnapshot(db: Database.Database, schema: number, tables: readonly TableHead[]): Snapshot {
  return {
    engine: "sqlite",
    schema,
    tables,
    *rows({ table, columns }) {
      let some: Values[] = [];
      for (const row of db
        .prepare(`SELECT ${columns.join(", ")} FROM ${table}`)
        .raw()
        .iterate()) {
        some.push(row as Values);
        if (some.length < ROWS_AT_ONCE) continue;
        yield some;
        some = [];
      }
      if (some.length > 0) yield some;
    },
    async counters() {
      const find = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = ?").pluck();
      return Object.fromEntries(COUNTERS.map(({ table }) => [table, (find.get(table) as number | undefined) ?? 0]));
    },
    async close() {
      db.close();
    },
  };
}
