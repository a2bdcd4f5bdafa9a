import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPages } from "../scripts/pages/build.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

let running: RunningServer;

beforeAll(async () => {
  await buildPages();
  running = await openServer();
}, 120_000);
afterAll(() => running?.close());

function get(path: string, accept = "text/html"): Promise<Response> {
  return fetch(running.server.address + path, { headers: { accept } });
}

describe("the pages", () => {
  it("are the console at / and wherever a browser asks for a page, the desk at /desk", async () => {
    const [first, deep, desk] = await Promise.all(["/", "/calls/1?a=b", "/desk"].map((path) => get(path)));
    const text = await first?.text();
    expect(text).toContain("/assets/console-");
    expect(await deep?.text()).toBe(text);
    expect(await desk?.text()).toContain("/assets/desk-");
    for (const page of [first, deep, desk]) expect(page?.headers.get("cache-control")).toBe("no-cache");
  });

  it("hold no script or style of their own, and their policy lets none in", async () => {
    for (const path of ["/", "/desk"]) {
      const page = await get(path);
      expect(page.headers.get("content-security-policy")).toMatch(/default-src 'self'/);
      expect(page.headers.get("content-security-policy")).not.toContain("unsafe");
      expect(await page.text()).not.toMatch(/<style|style=|<script(?![^>]* src=)|data:/);
    }
  });

  it("keep their hashed files for ever, and ask again for the others", async () => {
    for (const file of readdirSync("web/dist/assets")) {
      const answer = await get(`/assets/${file}`);
      expect(answer.headers.get("cache-control")).toContain("immutable");
      await answer.body?.cancel();
    }
    expect((await get("/bell.svg")).headers.get("cache-control")).toBe("no-cache");
  });

  it.each([
    ["/api/v1/nothing", "text/html"],
    ["/nothing", "application/json"],
    ["/assets/nothing.js", "*/*"],
  ])("do not stand for %s asked for as %s", async (path, accept) => {
    const answer = await get(path, accept);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([404, expect.stringContaining("json")]);
  });
});
