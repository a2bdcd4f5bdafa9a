import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestDatabase } from "../../../test/support/postgres/start.ts";
import { openServer, type RunningServer } from "../../../test/support/running-server.ts";
import {
  createDatabase,
  fillPostgres,
  fillSqlite,
  readSample,
  SAMPLE_KEY,
  type SampleTable,
  sampleFile,
} from "../../../test/support/store/samples.ts";
import { LEFT_OUT } from "../backup/tables.ts";
import {
  countContacts,
  findDelivery,
  listAssociations,
  listAttempts,
  listCallLinks,
  listCalls,
  listDeliveries,
  listFields,
  listHelpdeskUsers,
  listIntegrations,
  listLatestChanges,
  listPhonebooks,
  listPopupsOfCall,
  listSkips,
  listTemplates,
  openPostgresStore,
  openSqliteStore,
  type Store,
} from "../index.ts";
import { query } from "../operation.ts";
import { MIGRATIONS } from "./index.ts";

/** The SHA-256 of each migration's text. Stores out there have them as they were: a change is a new migration. */
const PUBLISHED: readonly string[] = [
  "e669adc35c450e85619f83bf7f03087e5593cdd9e5db652eb08bc752ea969f35",
  "7b06623d29b6c0c4a690e20a6cd3c2065b85ba6231187c43984684a10cb7c8e0",
  "35f89a965916372a1e26b600a812de17e308bd4dd68530b20e996620d58c9f67",
  "2838deff506e25fa07ff463f6dd3f081131dc108c8220aee09097b5039042338",
  "3d6f37768973ac0d8282996e3e914f81cc7e9c5f17959a599295a9b37b259c1b",
  "bad14da18b55627faefaabf7dbbd7799d41587ca030e91b966484356403edef3",
];

/** Columns that have another name today, with the same in them. */
const RENAMED: Readonly<Record<string, string>> = { "contact_numbers.integration_id": "phonebook_id" };

const EARLIER = MIGRATIONS.slice(0, -1).map((_, at) => at + 1);

describe("a published migration", () => {
  it("stays as it is, and a new one is added to the list", () => {
    expect(MIGRATIONS.map((sql) => createHash("sha256").update(sql).digest("hex"))).toEqual(PUBLISHED);
  });
});

describe("the samples", () => {
  it.each(EARLIER)("fill every table of version %i", (version) => {
    const tables = readSample(version);
    if (!tables) {
      throw new Error(
        `there is no ${sampleFile(version)}: with the newest migration left out fill a store by "deskbell serve", take "deskbell backup" and unpack it`,
      );
    }
    expect(tables.filter(({ rows }) => rows.length === 0).map(({ table }) => table)).toEqual([]);
    expect(tables.map(({ table }) => table).sort()).toEqual(listTables(version));
  });
});

/** The tables that a version has, but for those of who is at work and who is signed in. */
function listTables(version: number): string[] {
  const made = MIGRATIONS.slice(0, version).flatMap((sql) => [...sql.matchAll(/CREATE TABLE (\w+)/g)]);
  const names = new Set(made.map(([, name]) => name as string));
  return [...names].filter((name) => !LEFT_OUT.includes(name)).sort();
}

let folder: string;
let postgres: TestDatabase;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "deskbell-migrations-"));
  postgres = await startPostgres();
}, 60_000);
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Place {
  open(): Promise<Store>;
  serve(): Promise<RunningServer>;
}

const environment = { DESKBELL_KEY: SAMPLE_KEY };

const ENGINES: readonly [string, (version: number, tables: readonly SampleTable[]) => Promise<Place>][] = [
  [
    "SQLite",
    async (version, tables) => {
      const own = mkdtempSync(join(folder, "sqlite-"));
      mkdirSync(join(own, "data"));
      const file = join(own, "data", "deskbell.sqlite");
      fillSqlite(file, version, tables);
      return {
        open: async () => openSqliteStore(file),
        serve: () => openServer(undefined, { folder: own, environment }),
      };
    },
  ],
  [
    "PostgreSQL",
    async (version, tables) => {
      const own = mkdtempSync(join(folder, "postgres-"));
      const storeUrl = await createDatabase(postgres.url, `version_${version}_${++databases}`);
      await fillPostgres(storeUrl, version, tables);
      return {
        open: () => openPostgresStore(storeUrl),
        serve: () => openServer(undefined, { folder: own, environment, storeUrl }),
      };
    },
  ],
];
let databases = 0;

describe.each(ENGINES)("%s", (_engine, make) => {
  it.each(EARLIER)("brings a store of version %i to the newest with every row as it was", async (version) => {
    const tables = readSample(version) ?? [];
    const store = await (await make(version, tables)).open();
    for (const { table, columns, rows } of tables) {
      const today = columns.map((column) => RENAMED[`${table}.${column}`] ?? column);
      const found = await store.read(() => query(`SELECT ${today.join(", ")} FROM ${table}`));
      const sorted = (list: readonly unknown[]) => list.map((row) => JSON.stringify(row)).sort();
      expect(sorted(found.map((row) => today.map((column) => row[column])))).toEqual(sorted(rows));
    }
    await store.close();
  });

  it.each(EARLIER)("reads what version %i wrote by today's operations", async (version) => {
    const tables = readSample(version) ?? [];
    const count = (name: string) => tables.find(({ table }) => table === name)?.rows.length;
    const store = await (await make(version, tables)).open();
    await store.read(function* () {
      const calls = yield* listCalls({ limit: 1000 });
      const deliveries = yield* listDeliveries({ limit: 1000 });
      const integrations = yield* listIntegrations();
      const sizes = {
        calls: calls.length,
        deliveries: deliveries.length,
        changes: (yield* listLatestChanges(1000)).length,
        templates: (yield* listTemplates()).length,
        integrations: integrations.length,
        attempts: 0,
        popups: 0,
        skips: 0,
        call_links: 0,
        contacts: 0,
        fields: 0,
        helpdesk_users: 0,
        associations: 0,
      };
      for (const { id } of deliveries) sizes.attempts += (yield* listAttempts(id)).length;
      for (const { id } of calls) {
        sizes.popups += (yield* listPopupsOfCall(id)).length;
        sizes.skips += (yield* listSkips(id)).length;
        sizes.call_links += (yield* listCallLinks(id)).length;
      }
      for (const { id } of yield* listPhonebooks()) sizes.contacts += yield* countContacts(id);
      for (const { id } of integrations) {
        sizes.fields += (yield* listFields(id)).length;
        sizes.helpdesk_users += (yield* listHelpdeskUsers(id)).length;
        sizes.associations += (yield* listAssociations(id)).length;
      }
      const ofSales = calls.filter(({ externalName }) => externalName === "SOMCHAI OF SALES").map(({ id }) => id);
      expect((yield* listCalls({ limit: 9, name: "somchai sales" })).map(({ id }) => id)).toEqual(ofSales);
      const links = tables.find(({ table }) => table === "call_links");
      const known = links?.rows.filter((row) =>
        String(row[links.columns.indexOf("match")]).includes('"name":"Somchai'),
      );
      expect(yield* listCalls({ limit: 1000, name: "SOMCHAI", integrationId: "desk" })).toHaveLength(
        known?.length ?? 0,
      );
      expect(sizes).toEqual(Object.fromEntries(Object.keys(sizes).map((name) => [name, count(name)])));
      const states = ["waiting", "running", "done", "dead", "cancelled", ...(version >= 3 ? ["held"] : [])];
      expect(new Set(deliveries.map(({ state }) => state))).toEqual(new Set(states));
    });
    await store.close();
  });

  it.each(EARLIER)("serves from a store of version %i, and knows its events again", async (version) => {
    const tables = readSample(version) ?? [];
    const running = await (await make(version, tables)).serve();
    await expect
      .poll(() => running.server.store.read(() => query("SELECT state FROM events WHERE state = 'waiting'")))
      .toEqual([]);
    const events = tables.find(({ table }) => table === "events");
    const body = events?.columns.indexOf("body") ?? -1;
    const first = JSON.parse(events?.rows[1]?.[body] as string);
    expect(await running.server.engine.acceptEvents("office", [first])).toEqual({ accepted: 0, repeated: 1 });
    const findInterrupted = () => running.server.store.read(() => findDelivery("sample-running"));
    await expect.poll(async () => (await findInterrupted())?.state, { timeout: 10_000 }).toBe("dead");
    await running.close();
  });
});
