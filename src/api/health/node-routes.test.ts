import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openServer, type RunningServer } from "../../../test/support/running-server.ts";
import { PACKAGE } from "../../server/package-info.ts";

let running: RunningServer;
beforeAll(async () => {
  running = await openServer();
});
afterAll(() => running.close());

describe("the nodes", () => {
  it("are one where the store is a file, and it holds every PBX connection", async () => {
    const pbx = { name: "Office", zone: "Asia/Bangkok" };
    expect((await running.ask("PUT", "/api/v1/connections/pbx", pbx)).status).toBe(200);
    const one = { name: expect.stringContaining(String(process.pid)), version: PACKAGE.version, this: true };
    await expect
      .poll(async () => (await running.ask("GET", "/api/v1/nodes")).body)
      .toMatchObject({ nodes: [{ ...one, connections: ["pbx"], startedAt: expect.any(Number) }] });
  });

  it("are told to whoever may read", async () => {
    const { body } = await running.ask("POST", "/api/v1/tokens", { name: "reader", scopes: ["read"] });
    const { token } = body as { token: string };
    expect((await running.ask("GET", "/api/v1/nodes", undefined, token)).status).toBe(200);
    expect((await running.ask("GET", "/api/v1/nodes", undefined, "")).status).toBe(401);
  });
});
