import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPostgres, type TestDatabase } from "../../../test/support/postgres/start.ts";
import { findMeta, openPostgresStore, type Store, setMeta, signal } from "../index.ts";
import { queryOne } from "../operation.ts";

let database: TestDatabase;
let db: pg.Client;
let store: Store;
let other: Store;

beforeAll(async () => {
  database = await startPostgres();
  db = new pg.Client({ connectionString: database.url, application_name: "tests" });
  await db.connect();
}, 60_000);
afterAll(async () => {
  await db.end();
  await database.stop();
});
beforeEach(async () => {
  store = await openPostgresStore(database.url);
  other = await openPostgresStore(database.url);
});
afterEach(() => Promise.all([store.close(), other.close()]));

const breakAll = () =>
  db.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'deskbell'");

describe("a store whose connections are ended from outside", () => {
  it("has what it acknowledged, refuses what it could not store, and goes on by itself", async () => {
    const acknowledged: string[] = [];
    const refused: unknown[] = [];
    let over = false;
    const write = async (writer: number) => {
      for (let at = 0; !over; at++) {
        const key = `${writer} ${at}`;
        const done = store.write(() => setMeta(key, key));
        await done.then(
          () => acknowledged.push(key),
          (error) => refused.push(error),
        );
      }
    };
    const writers = Array.from({ length: 20 }, (_, at) => write(at));
    for (let round = 0; round < 60; round++) {
      await breakAll();
      await sleep(20);
    }
    over = true;
    await Promise.all(writers);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
    for (const error of refused) expect(error).toMatchObject({ code: "STORE_FAILED" });
    const { rows } = await db.query("SELECT key FROM meta");
    const stored = new Set(rows.map(({ key }) => key));
    expect(acknowledged.filter((key) => !stored.has(key))).toEqual([]);
    await store.write(() => setMeta("after", "all"));
    expect(await other.read(() => findMeta("after"))).toBe("all");
  });

  it("hears others again, and says that it may have missed some", async () => {
    const heard: (string | undefined)[] = [];
    other.onSignal((text) => heard.push(text));
    await breakAll();
    await expect.poll(() => heard, { timeout: 10_000 }).toEqual([undefined]);
    const tell = () => store.write(() => signal("hello"));
    // The first may meet a connection of the pool that is gone.
    await tell().catch(tell);
    await expect.poll(() => heard, { timeout: 10_000 }).toEqual([undefined, "hello"]);
  });
});

describe("a store that others share", () => {
  it("has its transactions ended by the server when it stands still in one", async () => {
    const row = await store.read(() => queryOne("SHOW idle_in_transaction_session_timeout"));
    expect(row).toEqual({ idle_in_transaction_session_timeout: "5s" });
  });

  it("tells of many changes of one thing once", async () => {
    const heard: (string | undefined)[] = [];
    other.onSignal((text) => heard.push(text));
    await store.write(function* () {
      for (let at = 0; at < 1000; at++) yield* signal("connection office");
    });
    await expect.poll(() => heard).toEqual(["connection office"]);
  });
});
