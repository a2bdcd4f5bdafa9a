import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPostgres, type TestDatabase } from "../../test/support/postgres/start.ts";
import { listHolds, openPostgresStore, openSqliteStore, type Store, saveConnection } from "../store/index.ts";
import { createHolders, type Holders, MARGIN_MS } from "./holders.ts";
import { HOLD_MS } from "./membership.ts";

/** A clock that stands still until it is put forward. */
let time = 1_000_000;
const closers: (() => Promise<unknown>)[] = [];

interface TestNode extends Holders {
  readonly told: string[];
}

function openNode(store: Store, node: string, now = () => time, ending?: () => Promise<void>): TestNode {
  const told: string[] = [];
  const write = (message: string) => void told.push(message);
  const holders = createHolders({
    store,
    node,
    env: { now, random: Math.random, newId: () => "" },
    log: { info: write, warn: write, error: write },
    listener: {
      gained: (id, fence) => void told.push(`gained ${id} ${fence}`),
      async lost(id) {
        await ending?.();
        told.push(`lost ${id}`);
      },
    },
  });
  closers.push(() => holders.stop());
  return { ...holders, told };
}

const save = (store: Store, id: string) =>
  store.write(() => saveConnection({ id, name: id, kind: "generic", zone: "UTC" }, 0));
const listHeld = async (store: Store) =>
  (await store.read(() => listHolds(time))).map(({ name, node }) => `${name} ${node}`);

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

describe("the only node", () => {
  let store: Store;
  beforeEach(() => {
    store = openSqliteStore(":memory:");
    closers.push(() => store.close());
  });

  it("holds every PBX connection at once and for as long as it runs, and new ones when they are set up", async () => {
    await save(store, "one");
    const node = openNode(store, "a");
    await node.start();
    expect(node.told).toEqual(["gained one 1"]);
    await save(store, "two");
    await expect.poll(() => node.told).toEqual(["gained one 1", "gained two 1"]);
    time += 10 * HOLD_MS;
    expect(node.fenceOf("one")).toBe(1);
    expect(await listHeld(store)).toEqual(["pbx one a", "pbx two a"]);
    await node.stop();
    expect(node.fenceOf("one")).toBeUndefined();
    expect(node.told.slice(2).sort()).toEqual(["lost one", "lost two"]);
  });

  it("need not wait for what the process before it held when it was killed", async () => {
    await save(store, "one");
    await openNode(store, "killed").start();
    const node = openNode(store, "a");
    await node.start();
    expect(node.told).toEqual(["gained one 2"]);
  });
});

describe("one of several nodes", () => {
  let database: TestDatabase;
  let schemas = 0;
  let store: Store;
  let otherStore: Store;
  beforeAll(async () => {
    database = await startPostgres();
  }, 60_000);
  afterAll(() => database.stop());
  beforeEach(async () => {
    const schema = `holders_${++schemas}`;
    store = await openPostgresStore(database.url, schema);
    otherStore = await openPostgresStore(database.url, schema);
    closers.push(() => Promise.all([store.close(), otherStore.close()]));
    await save(store, "one");
    await save(store, "two");
  });

  it("holds what no other does", async () => {
    const [a, b] = [openNode(store, "a"), openNode(otherStore, "b")];
    await Promise.all([a.start(), b.start()]);
    for (const id of ["one", "two"]) expect([a, b].filter((node) => node.fenceOf(id) === 1)).toHaveLength(1);
    await save(store, "three");
    await expect.poll(() => a.fenceOf("three") ?? b.fenceOf("three")).toBe(1);
    expect([...a.told, ...b.told].sort()).toEqual(["gained one 1", "gained three 1", "gained two 1"]);
  });

  it("gives back what it holds when it stops, after it has parted from the PBX", async () => {
    let part = () => {};
    const parted = new Promise<void>((resolve) => {
      part = resolve;
    });
    const [a, b] = [
      openNode(
        store,
        "a",
        () => time,
        () => parted,
      ),
      openNode(otherStore, "b"),
    ];
    await a.start();
    await b.start();
    const stopped = a.stop();
    await save(store, "three");
    await expect.poll(() => b.told).toEqual(["gained three 1"]);
    part();
    await stopped;
    expect(a.told).toEqual(["gained one 1", "gained two 1", "lost one", "lost two"]);
    await save(store, "four");
    await expect.poll(() => b.told).toEqual(["gained three 1", "gained four 1", "gained one 2", "gained two 2"]);
  });

  it("takes over from one that cannot reach the store, which by then holds itself for no holder", async () => {
    let cutOff = false;
    const write: Store["write"] = (operation) =>
      cutOff ? Promise.reject(new Error("cut off")) : store.write(operation);
    const [a, b] = [openNode({ ...store, write }, "a"), openNode(otherStore, "b")];
    await a.start();
    await b.start();
    cutOff = true;
    time += HOLD_MS - MARGIN_MS - 1;
    expect(a.fenceOf("one")).toBe(1);
    time += 1;
    expect(a.fenceOf("one")).toBeUndefined();
    await save(store, "three");
    await expect.poll(() => b.told).toContain("gained three 1");
    await expect
      .poll(() => a.told.slice(2).filter((told) => told.startsWith("lost")))
      .toEqual(["lost one", "lost two"]);
    time += MARGIN_MS;
    await save(store, "four");
    await expect.poll(() => [b.fenceOf("one"), b.fenceOf("two"), b.fenceOf("four")]).toEqual([2, 2, 1]);
    cutOff = false;
    await save(store, "five");
    await expect.poll(() => a.fenceOf("five") ?? b.fenceOf("five")).toBe(1);
    expect(a.fenceOf("one")).toBeUndefined();
  });

  it("that was asleep for longer than its hold is told of its loss before anything else", async () => {
    const [a, b] = [openNode(store, "a"), openNode(otherStore, "b")];
    await a.start();
    time += HOLD_MS;
    expect(a.fenceOf("one")).toBeUndefined();
    await b.start();
    expect(b.told).toEqual(["gained one 2", "gained two 2"]);
    await save(store, "three");
    await expect
      .poll(() => a.told.slice(2).filter((told) => told.startsWith("lost")))
      .toEqual(["lost one", "lost two"]);
  });

  it("goes on holding while it renews in time", async () => {
    const [a, b] = [openNode(store, "a"), openNode(otherStore, "b")];
    await a.start();
    await b.start();
    for (const id of ["three", "four", "five"]) {
      time += HOLD_MS - MARGIN_MS - 1;
      await save(store, id);
      await expect.poll(() => a.fenceOf("one")).toBe(1);
      await expect.poll(() => a.fenceOf(id) ?? b.fenceOf(id)).toBe(1);
    }
    expect(b.fenceOf("one")).toBeUndefined();
  });
});
