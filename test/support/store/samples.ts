import { existsSync, readFileSync } from "node:fs";
import Database from "better-sqlite3";
import pg from "pg";
import { MIGRATIONS } from "../../../src/store/migrations/index.ts";
import { toPostgresSchema } from "../../../src/store/postgres/dialect.ts";
import { migratePostgres } from "../../../src/store/postgres/migrate.ts";

/** The rows of a table as a sample has them. */
export interface SampleTable {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** The key of the secrets in the samples, as DESKBELL_KEY. */
export const SAMPLE_KEY = `sample:${Buffer.alloc(32, 7).toString("base64")}`;

/** The file of a version's sample: a backup of a server of that time, unpacked. */
export function sampleFile(version: number): string {
  return new URL(`../../../src/store/migrations/samples/version-${version}.jsonl`, import.meta.url).pathname;
}

/** The tables of a version's sample; `undefined` when there is none. */
export function readSample(version: number): SampleTable[] | undefined {
  const file = sampleFile(version);
  if (!existsSync(file)) return undefined;
  const tables: { table: string; columns: string[]; rows: (string | number | null)[][] }[] = [];
  for (const line of readFileSync(file, "utf8").trimEnd().split("\n").slice(1, -1)) {
    const value = JSON.parse(line);
    if (Array.isArray(value)) tables.at(-1)?.rows.push(value);
    else tables.push({ ...value, rows: [] });
  }
  return tables;
}

/** Makes a store's file as a Deskbell of that version left it. */
export function fillSqlite(file: string, version: number, tables: readonly SampleTable[]): void {
  const db = new Database(file);
  db.pragma("foreign_keys = ON");
  for (const sql of MIGRATIONS.slice(0, version)) db.exec(sql);
  db.pragma(`user_version = ${version}`);
  for (const { table, columns, rows } of tables) {
    const places = columns.map(() => "?").join(", ");
    const insert = db.prepare(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${places})`);
    for (const row of rows) insert.run(row);
  }
  db.close();
}

/** Makes the tables in a database as a Deskbell of that version left them. */
export async function fillPostgres(url: string, version: number, tables: readonly SampleTable[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await migratePostgres(client, 0);
    for (const sql of MIGRATIONS.slice(0, version)) await client.query(toPostgresSchema(sql));
    await client.query("UPDATE deskbell_schema SET version = $1", [version]);
    for (const { table, columns, rows } of tables) {
      const places = columns.map((_, at) => `$${at + 1}`).join(", ");
      const text = `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${places})`;
      for (const row of rows) await client.query(text, [...row]);
    }
    await client.query(
      `SELECT setval('events_id_seq', 1000), setval('deliveries_position_seq', 1000), setval('changes_seq_seq', 1000)`,
    );
  } finally {
    await client.end();
  }
}

/** An empty database of its own on the server that `url` names. */
export async function createDatabase(url: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}
