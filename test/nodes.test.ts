import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NodeProcess } from "./support/node-process.ts";
import { type NodesRig, openNodesRig } from "./support/nodes/rig.ts";

let rig: NodesRig;
let nodes: [NodeProcess, NodeProcess, NodeProcess];
let turn = 0;
const inTurn = () => nodes[turn++ % nodes.length] as NodeProcess;
const effectsOf = (who: string, number: string) =>
  rig.helpdesk.effects.filter((one) => one.who === who && one.number === number).map(({ what }) => what);
const PATIENT = { timeout: 30_000, interval: 100 };

beforeAll(async () => {
  rig = await openNodesRig({ templates: [{ key: "desk", maxConcurrentRequests: 3 }] });
  nodes = await Promise.all([rig.start(), rig.start(), rig.start()]);
}, 60_000);
afterAll(() => rig.close());

describe("nodes that start at once on an empty database", () => {
  it("make one first token", () => {
    expect(nodes.filter(({ adminToken }) => adminToken !== undefined)).toHaveLength(1);
  });
});

describe("calls whose events come to one node and again to another", () => {
  it("make one ticket and one journal entry each, in order, within what the helpdesk bears", async () => {
    const numbers = Array.from({ length: 20 }, (_, at) => `+668120000${at + 10}`);
    await Promise.all(numbers.map((number) => rig.call(number, inTurn, "1001", 1)));
    await expect.poll(() => rig.helpdesk.effects.length, PATIENT).toBe(40);
    for (const number of numbers) expect(effectsOf("desk", number)).toEqual(["POST /tickets", "POST /journals"]);
    expect(rig.helpdesk.visits.length).toBe(60);
  }, 60_000);
});
