import type { ClientBase } from "pg";
import { DeskbellError } from "../../base/index.ts";
import { MIGRATIONS } from "../migrations/index.ts";
import { toPostgresSchema } from "./dialect.ts";

/** Two nodes that start at once take turns by this advisory lock. */
const MIGRATION_LOCK = 0x6465736b;

/** Brings the schema up to `target` (default: to the newest); throws `STORE_FAILED` when a newer Deskbell has written it. */
export async function migratePostgres(client: ClientBase, target = MIGRATIONS.length): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    await client.query("CREATE TABLE IF NOT EXISTS deskbell_schema (version BIGINT NOT NULL)");
    const { rows } = await client.query("SELECT version FROM deskbell_schema");
    const version = (rows[0]?.version as number | undefined) ?? 0;
    if (version > MIGRATIONS.length) {
      throw new DeskbellError(
        "STORE_FAILED",
        `the database was written by a newer Deskbell (schema ${version}, this one knows ${MIGRATIONS.length}); use that version or a backup`,
      );
    }
    for (const sql of MIGRATIONS.slice(version, target)) await client.query(toPostgresSchema(sql));
    if (rows.length === 0) await client.query("INSERT INTO deskbell_schema (version) VALUES ($1)", [target]);
    else if (target > version) await client.query("UPDATE deskbell_schema SET version = $1", [target]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
