import type pg from "pg";
import { DeskbellError } from "../../base/index.ts";
import { MIGRATIONS } from "../migrations/index.ts";
import { toPostgresSchema } from "../postgres/dialect.ts";
import { migratePostgres } from "../postgres/migrate.ts";
import type { TableHead, Value, Values } from "./format.ts";
import { type Column, connect, describePostgres, findColumns } from "./postgres-place.ts";
import { COUNTERS, LEFT_OUT, TABLES, type TableName } from "./tables.ts";
import { checkColumns, notEmpty, type Target } from "./target.ts";

/** Who has a table of the empty store open has to let go of it soon. */
const LOCK_TIMEOUT = "30s";

/**
 * Prepares for loading into a PostgreSQL database: everything happens in one transaction. A server that starts meanwhile waits for its end.
 * Throws `CONFLICT` when the store is there and not empty.
 */
export async function openPostgresTarget(url: string, schemaName: string): Promise<Target> {
  const place = describePostgres(url);
  const client = await connect(url, schemaName);
  const query = async (text: string, values: readonly unknown[] = [], name?: string) => {
    try {
      return await client.query({ text, values: [...values], ...(name !== undefined && { name }) });
    } catch (cause) {
      const message = `${place}: the backup could not be restored (${(cause as Error).message}), and nothing of it is left; check the database server and the user's rights`;
      throw new DeskbellError("STORE_FAILED", message, { cause });
    }
  };
  const applyMigrations = async (from: number, to: number) => {
    for (const sql of MIGRATIONS.slice(from, to)) await query(toPostgresSchema(sql));
    await query("UPDATE deskbell_schema SET version = $1", [to]);
  };
  let version = 0;
  let columns: ReadonlyMap<TableName, readonly Column[]> = new Map();
  return {
    async begin(schema) {
      await prepare(client, schemaName, query);
      await query("BEGIN");
      await query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
      await query("LOCK TABLE deskbell_schema IN ACCESS EXCLUSIVE MODE");
      await removeEmptyTables(await findColumns(client), place, query);
      await applyMigrations(0, schema);
      columns = await findColumns(client);
      version = schema;
    },
    async insert(head, rows) {
      const known = columns.get(head.table) ?? [];
      checkColumns(
        head,
        known.map(({ name }) => name),
      );
      const types = head.columns.map((column) => known.find(({ name }) => name === column)?.type ?? "text");
      const places = types.map((type, at) => `$${at + 1}::${type}[]`).join(", ");
      const text = `INSERT INTO ${head.table} (${head.columns.join(", ")}) SELECT * FROM unnest(${places})`;
      await query(text, toColumns(head, rows), `restore ${head.table}`);
    },
    async commit(counters, afterwards) {
      for (const { table, column } of COUNTERS) {
        const count = counters[table] ?? 0;
        await query(
          `SELECT setval(pg_get_serial_sequence('${table}', '${column}'), greatest(n, 1), n > 0)
           FROM (SELECT greatest($1::bigint, coalesce(max(${column}), 0)) AS n FROM ${table}) AS counted`,
          [count],
        );
      }
      await applyMigrations(version, MIGRATIONS.length);
      for (const sql of afterwards) await query(sql);
      await query("COMMIT");
      // Else the first queries would be planned for empty tables.
      await query("ANALYZE");
    },
    async close() {
      await client.end();
    },
  };
}

type Query = (text: string) => Promise<pg.QueryResult>;

async function prepare(client: pg.Client, schemaName: string, query: Query): Promise<void> {
  if (schemaName !== "public") await query(`CREATE SCHEMA IF NOT EXISTS ${schemaName}`);
  // Only makes the table of the version, whose lock then keeps servers waiting.
  await migratePostgres(client, 0);
}

async function removeEmptyTables(
  found: ReadonlyMap<TableName, readonly Column[]>,
  place: string,
  query: Query,
): Promise<void> {
  for (const table of TABLES.filter((one) => found.has(one))) {
    const { rows } = await query(`SELECT 1 FROM ${table} LIMIT 1`);
    if (rows.length > 0) throw notEmpty(place, table);
  }
  const tables = [...found.keys(), ...LEFT_OUT];
  if (found.size > 0) await query(`DROP TABLE IF EXISTS ${tables.join(", ")}`);
}

function toColumns({ columns }: TableHead, rows: readonly Values[]): Value[][] {
  return columns.map((_, at) => rows.map((row) => toText(row[at] ?? null)));
}

// PostgreSQL's texts hold every character but NUL.
function toText(value: Value): Value {
  return typeof value === "string" && value.includes("\u0000") ? value.replaceAll("\u0000", "\ufffd") : value;
}
