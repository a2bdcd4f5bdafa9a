import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { startPostgres, type TestDatabase } from "../../test/support/postgres/start.ts";
import { listHolds, listNodes, openPostgresStore, openSqliteStore, type Store, takeHold } from "../store/index.ts";
import { BEAT_MS, createMembership, HOLD_MS, type Membership } from "./membership.ts";

let time = 1_000_000;
let database: TestDatabase;
let schemas = 0;
let schema = "";
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  database = await startPostgres();
}, 60_000);
afterAll(() => database.stop());
beforeEach(() => {
  schema = `membership_${++schemas}`;
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function openStore(): Promise<Store> {
  const store = await openPostgresStore(database.url, schema);
  closers.push(() => store.close());
  return store;
}

function open(store: Store, id: string): Membership {
  const log = { info() {}, warn() {}, error() {} };
  const env = { now: () => time, random: Math.random, newId: () => id };
  return createMembership({ store, env, log, name: `host ${id}`, version: "1.2.3" });
}

describe("a node on a store of its own", () => {
  it("is the only one, and writes nothing about itself", async () => {
    const store = openSqliteStore(":memory:");
    closers.push(() => store.close());
    const node = open(store, "a");
    await node.start();
    expect(node.count()).toBe(1);
    expect(await node.exclusive("task", async () => 7)).toBe(7);
    expect(await store.read(() => listNodes(0))).toEqual([]);
    expect(await store.read(() => listHolds(0))).toEqual([]);
    await node.stop();
  });
});

describe("nodes on one store", () => {
  it("know how many they are, and forget one that stops or is silent", async () => {
    const store = await openStore();
    const [a, b, c] = [open(store, "a"), open(store, "b"), open(store, "c")];
    await a.start();
    await b.start();
    await c.start();
    closers.push(() => a.stop());
    expect(c.count()).toBe(3);
    expect((await store.read(() => listNodes(0))).map(({ name, version }) => [name, version])).toEqual([
      ["host a", "1.2.3"],
      ["host b", "1.2.3"],
      ["host c", "1.2.3"],
    ]);
    await b.stop();
    await c.stop();
    expect(await store.read(() => listNodes(0))).toHaveLength(1);
    const d = open(store, "d");
    time += HOLD_MS;
    await d.start();
    closers.push(() => d.stop());
    expect(d.count()).toBe(1);
  });

  it("run a task of one name one after another, and of other names at once", async () => {
    const [a, b] = [open(await openStore(), "a"), open(await openStore(), "b")];
    const log: string[] = [];
    const run = (node: Membership, name: string) =>
      node.exclusive(name, async () => {
        log.push(`${name} begins`);
        await sleep(30);
        log.push(`${name} ends`);
      });
    await Promise.all([run(a, "x"), run(b, "x"), run(b, "y")]);
    expect(log.filter((line) => line.startsWith("x"))).toEqual(["x begins", "x ends", "x begins", "x ends"]);
    expect(log.indexOf("y begins")).toBeLessThan(log.lastIndexOf("x begins"));
  });

  it("give a task free when it fails", async () => {
    const [a, b] = [open(await openStore(), "a"), open(await openStore(), "b")];
    await expect(a.exclusive("x", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await b.exclusive("x", async () => "free")).toBe("free");
  });

  it("keep what a task brought though the store cannot be told that it is over, and give it free later", async () => {
    const store = await openStore();
    let broken = false;
    const write: Store["write"] = (operation) => (broken ? Promise.reject(new Error("away")) : store.write(operation));
    const [a, b] = [open({ ...store, write }, "a"), open(await openStore(), "b")];
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    closers.push(async () => vi.useRealTimers());
    await a.start();
    const task = a.exclusive("x", async () => {
      broken = true;
      return "done";
    });
    expect(await task).toBe("done");
    broken = false;
    vi.advanceTimersByTime(BEAT_MS);
    vi.useRealTimers();
    expect(await b.exclusive("x", async () => "free")).toBe("free");
    await a.stop();
  });

  it("need not wait longer than a hold for one that died in a task", async () => {
    const [a, b] = [open(await openStore(), "a"), open(await openStore(), "b")];
    void a.exclusive("x", () => new Promise(() => {}));
    await sleep(100);
    const waited = b.exclusive("x", async () => "taken over");
    await sleep(100);
    time += HOLD_MS;
    expect(await waited).toBe("taken over");
  });

  it("set free what they hold when they leave, and the next holder has a greater fence", async () => {
    const store = await openStore();
    const node = open(store, "a");
    await node.start();
    expect(await store.write(() => takeHold("pbx one", "a", time, time + HOLD_MS))).toMatchObject({ fence: 1 });
    expect(await store.write(() => takeHold("pbx one", "b", time, time + HOLD_MS))).toBeUndefined();
    await node.stop();
    expect(await store.write(() => takeHold("pbx one", "b", time, time + HOLD_MS))).toMatchObject({ fence: 2 });
  });
});
