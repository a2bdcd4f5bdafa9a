import pg from "pg";
import { DeskbellError, SECOND } from "../../base/index.ts";
import { isTableName, type TableName } from "./tables.ts";

const CONNECT_MS = 10 * SECOND;

/** A connection whose whole numbers come as numbers. Throws `STORE_FAILED` when there is none to be had. */
export async function connect(url: string, schemaName: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "deskbell backup",
    connectionTimeoutMillis: CONNECT_MS,
    options: `-c search_path=${schemaName}`,
    types: {
      getTypeParser: (type, format) =>
        type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format as "text"),
    },
  });
  // A connection that breaks is told by the query that is under way, or the next one.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (cause) {
    const message = `${describePostgres(url)}: the store cannot be opened (${(cause as Error).message}); check that the server runs, and the database, user and password`;
    throw new DeskbellError("STORE_FAILED", message, { cause });
  }
}

/** The store's version; 0 = there is none. */
export async function schemaVersion(client: pg.ClientBase): Promise<number> {
  const { rows: found } = await client.query("SELECT to_regclass('deskbell_schema') IS NOT NULL AS found");
  if (found[0]?.found !== true) return 0;
  const { rows } = await client.query<{ version: number }>("SELECT version FROM deskbell_schema");
  return rows[0]?.version ?? 0;
}

export interface Column {
  readonly name: string;
  /** As PostgreSQL spells it. */
  readonly type: string;
}

/** The columns of each of our tables that are there, in their order. */
export async function findColumns(client: pg.ClientBase): Promise<ReadonlyMap<TableName, readonly Column[]>> {
  const { rows } = await client.query<{ table: string; name: string; type: string }>(
    `SELECT table_name AS table, column_name AS name, data_type AS type FROM information_schema.columns
     WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position`,
  );
  const columns = new Map<TableName, Column[]>();
  for (const { table, name, type } of rows) {
    if (isTableName(table)) columns.set(table, [...(columns.get(table) ?? []), { name, type }]);
  }
  return columns;
}

/** Where the database is, without its password. */
export function describePostgres(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `PostgreSQL ${hostname || "localhost"}:${port || "5432"}${pathname}`;
  } catch {
    return "PostgreSQL";
  }
}
