import type pg from "pg";
import { DeskbellError } from "../../base/index.ts";
import { MIGRATIONS } from "../migrations/index.ts";
import type { TableHead, Value, Values } from "./format.ts";
import { connect, describePostgres, findColumns, schemaVersion } from "./postgres-place.ts";
import { ROWS_AT_ONCE, type Snapshot } from "./snapshot.ts";
import { COUNTERS, TABLES } from "./tables.ts";

/**
 * Takes a snapshot of a store in PostgreSQL, in one transaction that only reads and holds up no writer. Throws `NOT_FOUND` when the database
 * holds no store, `STORE_FAILED` when it cannot be read or a newer Deskbell wrote it.
 */
export async function openPostgresSnapshot(url: string, schemaName: string): Promise<Snapshot> {
  const place = describePostgres(url);
  const client = await connect(url, schemaName);
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const schema = await schemaVersion(client);
    if (schema > MIGRATIONS.length) {
      throw new DeskbellError(
        "STORE_FAILED",
        `${place} was written by a newer Deskbell (schema ${schema}, this one knows ${MIGRATIONS.length}); back it up with that version`,
      );
    }
    if (schema === 0) throw new DeskbellError("NOT_FOUND", `${place} holds no data of Deskbell`);
    const columns = await findColumns(client);
    const tables = TABLES.flatMap((table) => {
      const own = columns.get(table);
      return own ? [{ table, columns: own.map(({ name }) => name) }] : [];
    });
    return createSnapshot(client, schema, tables, place);
  } catch (cause) {
    await client.end();
    throw cause instanceof DeskbellError ? cause : unreadable(place, cause);
  }
}

function createSnapshot(client: pg.Client, schema: number, tables: readonly TableHead[], place: string): Snapshot {
  const query = async (text: string): Promise<Value[][]> => {
    try {
      return (await client.query<Value[]>({ text, rowMode: "array" })).rows;
    } catch (cause) {
      throw unreadable(place, cause);
    }
  };
  return {
    engine: "postgres",
    schema,
    tables,
    async *rows({ table, columns }) {
      await query(`DECLARE backup NO SCROLL CURSOR FOR SELECT ${columns.join(", ")} FROM ${table}`);
      for (;;) {
        const some: readonly Values[] = await query(`FETCH ${ROWS_AT_ONCE} FROM backup`);
        if (some.length === 0) break;
        yield some;
      }
      await query("CLOSE backup");
    },
    async counters() {
      const counters: Record<string, number> = {};
      for (const { table, column } of COUNTERS) {
        const [row] = await query(
          `SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence('${table}', '${column}')), 0)`,
        );
        counters[table] = row?.[0] as number;
      }
      return counters;
    },
    async close() {
      await client.end();
    },
  };
}

function unreadable(place: string, cause: unknown): DeskbellError {
  const message = `${place}: the store cannot be read (${(cause as Error).message}); check the database server and the user's rights`;
  return new DeskbellError("STORE_FAILED", message, { cause });
}
