import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMember, becomeOwner, openTestBrowser, PASSWORD } from "./support/people.ts";
import { startPostgres, type TestDatabase } from "./support/postgres/start.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

let postgres: TestDatabase;
let one: RunningServer;
let two: RunningServer;
beforeAll(async () => {
  postgres = await startPostgres();
  const environment = { DESKBELL_KEY: `k:${Buffer.alloc(32, 3).toString("base64")}` };
  const options = { storeUrl: postgres.url, environment };
  one = await openServer(undefined, options);
  two = await openServer(undefined, options);
}, 60_000);
afterAll(async () => {
  await one?.close();
  await two?.close();
  await postgres?.stop();
});

describe("people of several nodes", () => {
  it("are signed in at all of them, and let go at all of them", async () => {
    await becomeOwner(one);
    const { id, browser } = await addMember(one, "mali@example.com", ["supervisor"]);
    const cookie = browser.cookie();
    const there = openTestBrowser(two);
    expect((await there.ask("GET", "/api/v1/me", undefined, { cookie })).body).toMatchObject({
      login: "mali@example.com",
    });
    const feed = await fetch(`${two.server.address}/api/v1/changes`, { headers: { cookie } });
    expect(feed.status).toBe(200);
    const ended = (async () => {
      for await (const _ of feed.body ?? []);
      return "ended";
    })();
    await one.ask("PATCH", `/api/v1/people/${id}`, { disabled: true });
    expect(await ended).toBe("ended");
    expect((await there.ask("GET", "/api/v1/me", undefined, { cookie })).status).toBe(401);
  });

  it("have one count of failures, and no second owner", async () => {
    const wrong = { login: "ghost@example.com", password: "wrong wrong wrong" };
    const answers = [];
    for (let at = 0; at < 6; at++) {
      answers.push((await openTestBrowser(at % 2 === 0 ? one : two).ask("POST", "/api/v1/sign-in", wrong)).status);
    }
    expect(answers).toEqual([401, 401, 401, 401, 401, 429]);
    const link = two.server.setUpLink?.url.reveal().split("#")[1];
    const wish = { link, login: "second@example.com", password: PASSWORD };
    expect((await openTestBrowser(two).ask("POST", "/api/v1/set-up", wish)).status).toBe(401);
  });

  it("write one audit log, whole, however many write at once", async () => {
    const add = (running: RunningServer, at: number) =>
      running.ask("PUT", `/api/v1/connections/c${at}`, { zone: "UTC" }, one.server.adminToken?.reveal());
    const done = await Promise.all(Array.from({ length: 24 }, (_, at) => add(at % 2 === 0 ? one : two, at)));
    expect(new Set(done.map(({ status }) => status))).toEqual(new Set([200]));
    const { body } = await two.ask("GET", "/api/v1/audit/verify", undefined, one.server.adminToken?.reveal());
    expect(body).toMatchObject({ ok: true });
    const list = await one.ask("GET", "/api/v1/audit?action=putConnection&limit=100");
    expect((list.body as { entries: object[] }).entries).toHaveLength(24);
  });
});

describe("the address that somebody comes from", () => {
  it("is the one that a trusted proxy names, and no other's word counts", async () => {
    const addressSeen = async (config: string | undefined) => {
      const running = await openServer(config, { publicUrl: "https://desk.example.com" });
      try {
        const owner = await becomeOwner(running);
        await owner.ask("PATCH", "/api/v1/me", { theme: "dark" });
        const forwarded = { "x-forwarded-for": "203.0.113.9" };
        const wish = { login: "owner@example.com", password: PASSWORD, embedded: true };
        const answer = await owner.ask("POST", "/api/v1/sign-in", wish, forwarded);
        const list = (await owner.ask("GET", "/api/v1/me/sessions")).body as {
          sessions: { address: string; this: boolean }[];
        };
        const cookie = answer.headers.get("set-cookie") ?? "";
        return [list.sessions.find((session) => session.this)?.address, cookie.replace(/^[^;]*/, "")];
      } finally {
        await running.close();
      }
    };
    const lax = "; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800; Secure";
    expect(await addressSeen(undefined)).toEqual(["127.0.0.1", lax]);
    const framed = `server: { trustedProxies: [127.0.0.0/8] }\npages: { frameAncestors: ["https://acme.zendesk.com"] }`;
    // In a frame of another site only a cookie of this kind is sent, and only in frames of that site.
    expect(await addressSeen(framed)).toEqual(["203.0.113.9", lax.replace("Lax", "None; Partitioned")]);
  });
});
