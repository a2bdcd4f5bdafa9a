import { readdirSync, readFileSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backUpSmall, openPlaces, type PlaceKind, type Places } from "../../../test/support/store/places.ts";
import { NOW, plan, seed } from "../../../test/support/store/seed.ts";
import type { CallId } from "../../domain/index.ts";
import {
  acceptEvents,
  addAuditEntry,
  listLatestChanges,
  type Operation,
  recordChange,
  type Store,
  saveCallNote,
  saveConnectionNotice,
  saveConnectionSecret,
  saveConnectionState,
  savePerson,
  savePick,
} from "../index.ts";
import { MIGRATIONS } from "../migrations/index.ts";
import { query } from "../operation.ts";
import { backUpStore, restoreStore, type StorePlace } from "./index.ts";
import { LEFT_OUT, TABLES } from "./tables.ts";

let places: Places;
beforeAll(async () => {
  places = await openPlaces();
}, 60_000);
afterAll(() => places.close());

const newFile = () => places.newFile();
const write = { version: "0.1.0", now: NOW };
const asItWas = { asItWas: true, now: NOW };

const KINDS = ["sqlite", "postgres"] as const;
const WAYS = KINDS.flatMap((from) => KINDS.map((to) => ({ from, to })));

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
async function openFilled(kind: PlaceKind): Promise<{ place: StorePlace; store: Store }> {
  const place = await kind.newPlace();
  await kind.fill(place, 1);
  const store = await kind.open(place);
  await store.write(() => savePick("desk", "+66812345678", { type: "contacts", id: "7" }, NOW));
  await store.write(() =>
    query(
      "INSERT INTO helpdesk_states (integration_id, circuit, circuit_since, probe_at, paused_until, learnt_rate, learnt_at, reason) VALUES ('desk', 'closed', 0, 0, 0, 5, 0, '')",
    ),
  );
  await store.write(fillNewest);
  return { place, store };
}

function* fillNewest(): Operation<void> {
  const call = "c1" as CallId;
  const [connection] = yield* query("SELECT id FROM connections LIMIT 1");
  const pbx = connection?.id as string;
  yield* saveConnectionState(pbx, { state: "stopped" }, NOW, NOW);
  yield* saveConnectionSecret(pbx, "v1.k.n.sealed", NOW);
  yield* saveConnectionNotice(pbx, { key: "alert 1", kind: "alert", at: NOW, body: { text: "power" } });
  yield* saveCallNote({ callId: call, text: "called back", tags: ["vip"], writtenAt: NOW });
  yield* query(
    "INSERT INTO recording_links (id, call_id, hash, created_at, expires_at) VALUES ('l1', 'c1', 'h', ?, ?)",
    NOW,
    NOW,
  );
  yield* query(
    "INSERT INTO recording_plays (link_id, call_id, at, who, address, bytes) VALUES ('l1', 'c1', ?, 'link', '127.0.0.1', '0-99')",
    NOW,
  );
  yield* savePerson({
    id: "p1",
    login: "anong@example.com",
    name: "Anong",
    roles: ["agent"],
    extensions: [{ connectionId: pbx, number: "1001" }],
    disabled: false,
    preferences: {},
    createdAt: NOW,
  });
  yield* addAuditEntry(
    { who: { kind: "person", id: "p1", name: "Anong", address: "127.0.0.1" }, action: "sign-in", subject: "person p1" },
    NOW,
  );
  const [first] = yield* query("SELECT id FROM calls LIMIT 1");
  yield* query(
    "INSERT INTO call_extensions (call_id, connection_id, extension, started_at) VALUES (?, 'pbx', '9', ?) ON CONFLICT DO NOTHING",
    first?.id as string,
    NOW,
  );
}

describe("the tables of a backup", () => {
  it("are all that there are, but for those of who is at work", () => {
    const made = MIGRATIONS.flatMap((sql) => [...sql.matchAll(/CREATE TABLE (\w+)/g)].map(([, name]) => name));
    expect([...TABLES, ...LEFT_OUT].sort()).toEqual([...new Set(made)].sort());
  });
});

describe.each(WAYS)("a backup from $from into $to", (way) => {
  it("brings every row of every table", async () => {
    const [from, to] = [places[way.from], places[way.to]];
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
    const [from, to] = [places[way.from], places[way.to]];
    const place = await from.newPlace();
    const store = await from.open(place);
    await seed(store);
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

const change = () => recordChange(NOW, { kind: "integration", integrationId: "one", attention: null });

describe.each(KINDS)("taking a backup of a store in %s", (name) => {
  it("holds one moment, whatever is written meanwhile, and holds up no writer", async () => {
    const place = await places[name].newPlace();
    const store = await places[name].open(place);
    await seed(store);
    let written = 0;
    let goOn = true;
    const writing = (async () => {
      while (goOn) {
        // Two rows in one commit: a backup has both or none.
        await store.write(function* () {
          yield* change();
          yield* plan(`d${written}`, `c${written}`)();
        });
        written++;
      }
    })();
    await expect.poll(() => written).toBeGreaterThan(20);
    for (let round = 0; round < 5; round++) {
      const [file, before] = [newFile(), written];
      const rows = await backUpStore(place, file, write);
      expect(rows.deliveries).toBe(rows.changes);
      expect(rows.deliveries).toBeGreaterThanOrEqual(before);
    }
    goOn = false;
    await writing;
    await store.close();
  });

  it("gives a file that its owner alone may read, and writes over nothing", async () => {
    const { place, file } = await backUpSmall(places, places[name]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const before = readFileSync(file);
    await expect(backUpStore(place, file, write)).rejects.toThrow("is there already and is not written over");
    expect(readFileSync(file)).toEqual(before);
    await expect(backUpStore(place, "/nowhere/at/all", write)).rejects.toMatchObject({ code: "STORE_FAILED" });
    const stopped = backUpStore(place, newFile(), { ...write, signal: AbortSignal.abort() });
    await expect(stopped).rejects.toThrow("stopped before the end; nothing is written");
    expect(readdirSync(places.folder).filter((one) => one.endsWith(".part"))).toEqual([]);
  });

  it("where there is none says so", async () => {
    const place = await places[name].newPlace();
    await expect(backUpStore(place, newFile(), write)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("of an earlier version leaves the store at it, and restores to the newest", async () => {
    const place = await places[name].newPlace();
    await places[name].fill(place, 1);
    const file = newFile();
    await backUpStore(place, file, write);
    await backUpStore(place, newFile(), write);
    expect(gunzipSync(readFileSync(file)).toString()).toContain('"schema":1,');
    const target = await places[name].newPlace();
    await restoreStore(target, file, asItWas);
    const [migrated, restored] = [await places[name].open(place), await places[name].open(target)];
    expect(await readAll(restored)).toEqual(await readAll(migrated));
    await Promise.all([migrated.close(), restored.close()]);
  });
});
