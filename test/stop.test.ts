import { once } from "node:events";
import { createServer, type Server as HttpServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RT_CONFIG, rtEnvironment } from "./support/rt-config.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

const SLOW_MS = 300;

let slowHelpdesk: HttpServer;
let asked: Promise<unknown>;
let running: RunningServer;
beforeEach(async () => {
  slowHelpdesk = createServer((_request, response) => {
    setTimeout(() => response.writeHead(404, { "content-type": "application/json" }).end("{}"), SLOW_MS);
  });
  asked = once(slowHelpdesk, "request");
  slowHelpdesk.listen(0, "127.0.0.1");
  await once(slowHelpdesk, "listening");
  const address = `http://127.0.0.1:${(slowHelpdesk.address() as AddressInfo).port}`;
  running = await openServer(RT_CONFIG, { environment: rtEnvironment(address) });
});
afterEach(async () => {
  await running.close();
  slowHelpdesk.close();
  slowHelpdesk.closeAllConnections();
});

describe("a server that stops", () => {
  it("answers what is under way, lets readers of the feed go, and takes nothing new", async () => {
    const { address } = running.server;
    const authorization = `Bearer ${running.server.adminToken?.reveal()}`;
    const feed = await fetch(`${address}/api/v1/changes`, { headers: { authorization } });
    const read = feed.text();
    const slow = running.ask("POST", "/api/v1/integrations/rt/users/refresh");
    await asked;
    const began = performance.now();
    const stopped = running.server.close();
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
    expect(await slow).toMatchObject({ status: 200, body: { outcome: { status: 404 } } });
    expect(await read).toContain("retry:");
    await stopped;
    expect(performance.now() - began).toBeLessThan(5 * SLOW_MS);
  });

  it("is not held up by who connects and says nothing", async () => {
    const { hostname, port } = new URL(running.server.address);
    const silent = connect(Number(port), hostname);
    await once(silent, "connect");
    const gone = once(silent, "close");
    await running.server.close();
    await gone;
  });
});
