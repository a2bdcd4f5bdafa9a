import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestDatabase } from "../../../test/support/postgres/start.ts";
import {
  createDatabase,
  fillPostgres,
  fillSqlite,
  readSample,
  sampleFile,
} from "../../../test/support/store/samples.ts";
import { NOW, plan, seed } from "../../../test/support/store/seed.ts";
import {
  acceptEvents,
  listDeliveries,
  listLatestChanges,
  openPostgresStore,
  openSqliteStore,
  recordChange,
  type Store,
} from "../index.ts";
import { MIGRATIONS } from "../migrations/index.ts";
import { query } from "../operation.ts";
import { backUpStore, restoreStore, type StorePlace } from "./index.ts";
import { LEFT_OUT, TABLES } from "./tables.ts";

let folder: string;
let postgres: TestDatabase;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "deskbell-backup-"));
  postgres = await startPostgres();
}, 60_000);
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;
const newFile = () => join(folder, `${++count}.backup`);
const write = { version: "0.1.0", now: NOW };
const asItWas = { asItWas: true };

interface Kind {
  readonly name: string;
  newPlace(): Promise<StorePlace>;
  open(place: StorePlace): Promise<Store>;
  fill(place: StorePlace, version: number): Promise<void>;
}

const sqlite: Kind = {
  name: "SQLite",
  async newPlace() {
    const own = join(folder, `data-${++count}`);
    mkdirSync(own);
    return { kind: "sqlite", file: join(own, "deskbell.sqlite") };
  },
  open: async (place) => openSqliteStore((place as { file: string }).file),
  fill: async (place, version) => fillSqlite((place as { file: string }).file, version, readSample(version) ?? []),
};

const inPostgres: Kind = {
  name: "PostgreSQL",
  newPlace: async () => ({ kind: "postgres", url: await createDatabase(postgres.url, `backup_${++count}`) }),
  open: (place) => openPostgresStore((place as { url: string }).url),
  fill: (place, version) => fillPostgres((place as { url: string }).url, version, readSample(version) ?? []),
};

const KINDS = [sqlite, inPostgres];
const WAYS = KINDS.flatMap((from) => KINDS.map((to) => ({ from, to, name: `${from.name} into ${to.name}` })));

/** Everything in a store but who is at work on it, in no order. */
async function readAll(store: Store): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of TABLES) {
    const rows = await store.read(() => query(`SELECT * FROM ${table}`));
    all[table] = rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
  }
  return all;
}

/** A store of the newest version with rows in every table. */
async function openFilled(kind: Kind): Promise<{ place: StorePlace; store: Store }> {
  const place = await kind.newPlace();
  await kind.fill(place, 1);
  const store = await kind.open(place);
  await store.write(() =>
    query(
      "INSERT INTO helpdesk_states (integration_id, circuit, circuit_since, probe_at, paused_until, learnt_rate, learnt_at, reason) VALUES ('desk', 'closed', 0, 0, 0, 5, 0, '')",
    ),
  );
  return { place, store };
}

describe("the tables of a backup", () => {
  it("are all that there are, but for those of who is at work", () => {
    const made = MIGRATIONS.flatMap((sql) => [...sql.matchAll(/CREATE TABLE (\w+)/g)].map(([, name]) => name));
    expect([...TABLES, ...LEFT_OUT].sort()).toEqual(made.sort());
  });
});

describe.each(WAYS)("a backup from $name", ({ from, to }) => {
  it("brings every row of every table", async () => {
    const { place, store } = await openFilled(from);
    const before = await readAll(store);
    expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([]);
    const file = newFile();
    const rows = await backUpStore(place, file, write);
    await store.close();
    const target = await to.newPlace();
    const restored = await restoreStore(target, file, asItWas);
    expect(restored).toMatchObject({ rows, header: { schema: MIGRATIONS.length, deskbell: "0.1.0", at: NOW } });
    const copy = await to.open(target);
    expect(await readAll(copy)).toEqual(before);
    await copy.close();
  });

  it("goes on numbering behind what was numbered, even what is gone", async () => {
    const place = await from.newPlace();
    const store = await from.open(place);
    await seed(store);
    const change = () => recordChange(NOW, { kind: "integration", integrationId: "one", attention: null });
    for (let round = 0; round < 3; round++) await store.write(change);
    await store.write(plan("d1", "c1"));
    await store.write(() => query("DELETE FROM changes"));
    const file = newFile();
    await backUpStore(place, file, write);
    await store.close();
    const target = await to.newPlace();
    await restoreStore(target, file, asItWas);
    const copy = await to.open(target);
    await copy.write(change);
    await copy.write(plan("d2", "c2"));
    const event = { kind: "ringing" as const, key: "k", call: "c", at: NOW } as never;
    await copy.write(() => acceptEvents("pbx", [event], NOW, "node"));
    expect((await copy.read(() => listLatestChanges(1)))[0]?.seq).toBe(4);
    const positions = await copy.read(() => query("SELECT position FROM deliveries ORDER BY position"));
    expect(positions.map(({ position }) => position)).toEqual([1, 2]);
    await copy.close();
  });
});
