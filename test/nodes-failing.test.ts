import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NodeProcess } from "./support/node-process.ts";
import { followPopups } from "./support/nodes/pop-ups.ts";
import { type NodesRig, openNodesRig } from "./support/nodes/rig.ts";

const PATIENT = { timeout: 60_000, interval: 200 };

let rig: NodesRig;
let killed: NodeProcess;
let stopped: NodeProcess;
let heir: NodeProcess;
let db: pg.Client;

beforeAll(async () => {
  rig = await openNodesRig({ templates: [{ key: "desk", maxConcurrentRequests: 40 }] });
  db = new pg.Client({ connectionString: rig.database.url, application_name: "tests" });
  await db.connect();
}, 60_000);
afterAll(async () => {
  await db.end();
  await rig.close();
});

interface Node {
  readonly id: string;
  readonly this: boolean;
  readonly connections: string[];
}

async function listNodes(at: NodeProcess): Promise<Node[]> {
  const { body } = await at.ask("GET", "/api/v1/nodes", rig.token);
  return (body as { nodes: Node[] }).nodes;
}

async function idOf(node: NodeProcess): Promise<string> {
  return (await listNodes(node)).find((one) => one.this)?.id ?? "";
}

async function countRunning(holder: string): Promise<number> {
  const sql = "SELECT count(*)::int AS n FROM deliveries WHERE state = 'running' AND holder = $1";
  return (await db.query(sql, [holder])).rows[0].n;
}

async function countOpen(): Promise<number> {
  const sql = `SELECT (SELECT count(*) FROM deliveries WHERE state NOT IN ('done'))
    + (SELECT count(*) FROM events WHERE state = 'waiting') AS n`;
  return Number((await db.query(sql)).rows[0].n);
}

const numbersFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, at) => `+668${15_000_000 + first + at}`);

/** Each call has one ticket and one journal entry, and all is done. */
async function expectOneOfEach(numbers: readonly string[]): Promise<void> {
  const own = () => rig.helpdesk.effects.filter(({ number }) => numbers.includes(number)).length;
  await expect.poll(own, PATIENT).toBeGreaterThanOrEqual(2 * numbers.length);
  await expect.poll(countOpen, PATIENT).toBe(0);
  const made = numbers.map((number) => rig.helpdesk.effects.filter((one) => one.number === number));
  expect(made.map((effects) => effects.map(({ what }) => what))).toEqual(
    numbers.map(() => ["POST /tickets", "POST /journals"]),
  );
  for (const [ticket, journal] of made) expect(journal?.ticket).toBe(ticket?.id);
}

describe("a node that is killed, and one that stands still for longer than its lease", () => {
  const early = numbersFrom(10, 12);
  const late = numbersFrom(40, 6);
  let stoppedId = "";

  it("leave all that they had in hand to another, which loses and doubles nothing", async () => {
    [killed, stopped] = [await rig.start(), await rig.start()];
    const killedId = await idOf(killed);
    stoppedId = await idOf(stopped);
    await expect
      .poll(async () => (await listNodes(stopped)).find(({ id }) => id === killedId)?.connections)
      .toEqual(["office"]);

    // No ticket is answered until both nodes are gone, so that each has attempts in hand.
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    rig.helpdesk.delay(({ what }) => (what === "POST /tickets" ? answered : undefined));
    await Promise.all(early.map((number, at) => rig.call(number, () => (at % 2 === 0 ? killed : stopped))));
    await expect
      .poll(async () => Math.min(await countRunning(killedId), await countRunning(stoppedId)), PATIENT)
      .toBeGreaterThan(0);
    await expect.poll(() => rig.helpdesk.effects.length, PATIENT).toBe(early.length);
    heir = await rig.start();
    // Acknowledged, and not folded yet when the nodes go.
    await Promise.all(late.map((number, at) => rig.call(number, () => (at % 2 === 0 ? killed : stopped))));
    stopped.signal("SIGSTOP");
    await killed.end("SIGKILL");
    answer();
    rig.helpdesk.delay(() => undefined);

    await expect
      .poll(async () => (await listNodes(heir)).map((one) => [one.this, one.connections]), PATIENT)
      .toEqual([[true, ["office"]]]);
    await expectOneOfEach([...early, ...late]);
  }, 120_000);

  it("finishes nothing that was handed on, when it goes on", async () => {
    const sql = "SELECT delivery_id, number, outcome FROM attempts ORDER BY delivery_id, number";
    const before = (await db.query(sql)).rows;
    const effects = rig.helpdesk.effects.length;
    stopped.signal("SIGCONT");
    await expect.poll(async () => (await listNodes(heir)).map(({ id }) => id), PATIENT).toContain(stoppedId);
    await sleep(1000);
    expect((await db.query(sql)).rows).toEqual(before);
    expect(rig.helpdesk.effects.length).toBe(effects);
    expect(before.some(({ outcome }) => JSON.parse(outcome).kind === "uncertain")).toBe(true);
    const connections = (await listNodes(stopped)).map((one) => [one.id === stoppedId, one.connections.length]);
    expect(connections.sort()).toEqual([
      [false, 1],
      [true, 0],
    ]);
    // And it works on as one of them.
    const [number = ""] = numbersFrom(60, 1);
    await rig.call(number, () => stopped);
    await expectOneOfEach([number]);
  }, 60_000);
});

describe("nodes whose database breaks all connections, again and again", () => {
  it("go on by themselves, and nothing that they acknowledged is lost or doubled", async () => {
    const numbers = numbersFrom(100, 30);
    const reader = followPopups(heir.address, rig.token, "1002");
    let turn = 0;
    const calls = numbers.map(async (number, at) => {
      await sleep(at * 60);
      await rig.call(number, () => (turn++ % 2 === 0 ? stopped : heir), "1002");
    });
    let over = false;
    const breaking = (async () => {
      while (!over) {
        await db.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'deskbell'");
        await sleep(400);
      }
    })();
    await Promise.all(calls);
    over = true;
    await breaking;
    await expectOneOfEach(numbers);
    await expect.poll(() => [...new Set(reader.seen.map(({ number }) => number))].sort(), PATIENT).toEqual(numbers);
    const ids = reader.seen.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((x, y) => x - y));
    await reader.stop();
  }, 90_000);
});
