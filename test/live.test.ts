import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toCallId, toExtensionNumber } from "../src/domain/index.ts";
import { listLatestChanges, recordChange } from "../src/store/index.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

let running: RunningServer;
beforeAll(async () => {
  running = await openServer();
});
afterAll(() => running.close());

/** Adds changes of a kilobyte each. */
async function addChanges(count: number): Promise<void> {
  const attention = "x".repeat(1000);
  await running.server.store.write(function* () {
    for (let at = 0; at < count; at++) yield* recordChange(0, { kind: "integration", integrationId: "a", attention });
  });
}

function addPopups(...extensions: string[]): Promise<void> {
  return running.server.store.write(function* () {
    for (const extension of extensions) {
      const popup = { id: "p", integrationId: "a", callId: toCallId("c"), extension: toExtensionNumber(extension) };
      const rest = {
        trigger: "ringing",
        state: "shown",
        url: "",
        contactName: "",
        match: "none",
        number: "",
        createdAt: 0,
      } as const;
      yield* recordChange(0, { kind: "popup", popup: { ...popup, ...rest } });
    }
  });
}

/** A reader on a bare socket, which can stop reading. */
function open(query: string): { socket: Socket; ids: () => number[] } {
  const { hostname, port } = new URL(running.server.address);
  const socket = connect(Number(port), hostname);
  let text = "";
  // A server that closes first resets who still sends.
  socket.on("error", () => {});
  socket.setEncoding("utf8").on("data", (chunk) => {
    text += chunk;
  });
  const token = running.server.adminToken?.reveal();
  socket.write(`GET /api/v1/changes${query} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  return { socket, ids: () => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)) };
}

const subscribers = () =>
  running.ask("GET", "/readyz").then(({ body }) => (body as { subscribers: number }).subscribers);

describe("a reader of the live feed over HTTP", () => {
  it("that stops reading costs no memory, and gets everything when it reads again", async () => {
    const slow = open("?after=0");
    await expect.poll(subscribers).toBe(1);
    slow.socket.pause();
    const before = process.memoryUsage().arrayBuffers + process.memoryUsage().external;
    for (let round = 0; round < 20; round++) await addChanges(1000);
    const grown = process.memoryUsage().arrayBuffers + process.memoryUsage().external - before;
    expect(grown).toBeLessThan(10_000_000);
    slow.socket.resume();
    await expect.poll(() => slow.ids().length, { timeout: 10_000 }).toBe(20_000);
    expect(slow.ids()).toEqual(Array.from({ length: 20_000 }, (_, at) => at + 1));
    slow.socket.destroy();
    await expect.poll(subscribers).toBe(0);
  });

  it("that asks for one extension's pop-ups gets nothing else", async () => {
    const agent = open("?extension=1001&kinds=popup");
    await expect.poll(subscribers).toBe(1);
    await addChanges(3);
    await addPopups("1002", "1001", "1003", "1001");
    const newest = (await running.server.store.read(() => listLatestChanges(4))).map(({ seq }) => seq);
    await expect.poll(() => agent.ids()).toEqual([newest[1], newest[3]]);
    agent.socket.destroy();
    await expect.poll(subscribers).toBe(0);
  });

  it("that asks for a kind that there is not is told which there are", async () => {
    const { status, text } = await running.ask("GET", "/api/v1/changes?kinds=popup,pop-up");
    expect(status).toBe(400);
    expect(text).toContain("integration");
  });

  it("that goes away at any moment leaves nothing behind", async () => {
    await Promise.all(
      Array.from({ length: 30 }, async (_, at) => {
        const { socket } = open("?latest=1000");
        await delay(at);
        socket.destroy();
      }),
    );
    await addChanges(100);
    await expect.poll(subscribers, { timeout: 5000 }).toBe(0);
  });
});
