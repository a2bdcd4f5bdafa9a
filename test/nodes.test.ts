import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type HttpHelpdesk, openHttpHelpdesk } from "./support/http-helpdesk.ts";
import type { NodeProcess } from "./support/node-process.ts";
import { OAUTH_XML } from "./support/nodes/oauth-template.ts";
import { followPopups } from "./support/nodes/pop-ups.ts";
import { type NodesRig, openNodesRig } from "./support/nodes/rig.ts";
import { type OAuthServer, openOAuthServer } from "./support/oauth-server.ts";

// The OAuth server's hints for those who would run it in earnest.
vi.spyOn(console, "warn").mockImplementation(() => {});

/** Requests a minute that the paced helpdesk bears. */
const RATE = 720;

let rig: NodesRig;
let nodes: [NodeProcess, NodeProcess, NodeProcess];
let turn = 0;
const inTurn = () => nodes[turn++ % nodes.length] as NodeProcess;
const PATIENT = { timeout: 30_000, interval: 100 };

/** Seconds that an access token lives; at half of them it is renewed. */
const TOKEN_SECONDS = 4;
const SECRET = "the-client-s3cret";
const PUBLIC_URL = "http://127.0.0.1:9";

let oauth: OAuthServer;
let oauthDesk: HttpHelpdesk;
/** The tokens that the helpdesk has seen. */
const tokensSeen = new Set<string>();

beforeAll(async () => {
  const redirectUri = `${PUBLIC_URL}/oauth/callback`;
  oauth = await openOAuthServer([{ id: "deskbell", secret: SECRET, redirectUri, auth: "client_secret_post" }], {
    accessTokenSeconds: TOKEN_SECONDS,
  });
  oauthDesk = await openHttpHelpdesk(async ({ headers }) => {
    const token = headers.authorization?.replace("Bearer ", "") ?? "";
    if (!(await oauth.isGood(token))) return { status: 401, body: {} };
    tokensSeen.add(token);
    return { body: { items: [{ id: "7" }] } };
  });
  const fields = `login: "${oauth.address}", address: "${oauthDesk.address}", client_id: deskbell, client_secret: { env: SECRET }`;
  const integration = `enabled: false, fields: { ${fields} }`;
  rig = await openNodesRig({
    templates: [
      { key: "desk", maxConcurrentRequests: 3 },
      { key: "paced", maxConcurrentRequests: 10, requestsPerMinute: RATE },
    ],
    extraTemplates: { oauth: { xml: OAUTH_XML, integration } },
    publicUrl: PUBLIC_URL,
    environment: { SECRET },
  });
  nodes = await Promise.all([rig.start(), rig.start(), rig.start()]);
}, 60_000);
afterAll(async () => {
  await rig.close();
  await oauthDesk.close();
  await oauth.close();
});

const effectsOf = (who: string, number: string) =>
  rig.helpdesk.effects.filter((one) => one.who === who && one.number === number);
const whatOf = (who: string, number: string) => effectsOf(who, number).map(({ what }) => what);

describe("nodes that start at once on an empty database", () => {
  it("make one first token", () => {
    expect(nodes.filter(({ adminToken }) => adminToken !== undefined)).toHaveLength(1);
  });

  it("know of each other, and one of them holds the PBX connection", async () => {
    const list = async ({ ask }: NodeProcess) => {
      const { body } = await ask("GET", "/api/v1/nodes", rig.token);
      return (body as { nodes: { id: string; this: boolean; connections: string[] }[] }).nodes;
    };
    await expect.poll(async () => (await list(nodes[0])).length, PATIENT).toBe(3);
    await expect
      .poll(async () => (await list(nodes[0])).flatMap((one) => one.connections), PATIENT)
      .toEqual(["office"]);
    const selves = await Promise.all(nodes.map(async (node) => (await list(node)).filter((one) => one.this)));
    expect(new Set(selves.flat().map(({ id }) => id)).size).toBe(3);
  });

  it("keep data for as long as somebody has told any of them", async () => {
    const [first, second] = nodes;
    const retention = { callDays: 3650 };
    expect((await first.ask("PUT", "/api/v1/settings/retention", rig.token, retention)).status).toBe(200);
    expect((await second.ask("GET", "/api/v1/settings/retention", rig.token)).body).toEqual({ retention, named: [] });
  });

  it("let none in that has another key, and say what to do", async () => {
    const other = { DESKBELL_KEY: `stranger:${Buffer.alloc(32, 1).toString("base64")}` };
    const refused = rig.start(other);
    await expect(refused).rejects.toThrow(/sealed with key .{1,3}nodes.{1,3}, which is not among the configured keys/);
    await expect(refused).rejects.toThrow("give every node the same DESKBELL_KEY");
    await expect(refused).rejects.not.toThrow("only-for-tests");
  });
});

describe("calls whose events come to one node and again to another", () => {
  const numbers = Array.from({ length: 30 }, (_, at) => `+668120000${at + 10}`);

  it("make one ticket and one journal entry each, in order", async () => {
    await Promise.all(numbers.map((number) => rig.call(number, inTurn, "1001", 1)));
    await expect.poll(() => rig.helpdesk.effects.length, PATIENT).toBe(4 * numbers.length);
    for (const number of numbers) {
      for (const who of ["desk", "paced"]) {
        expect(whatOf(who, number)).toEqual(["POST /tickets", "POST /journals"]);
        const [ticket, journal] = effectsOf(who, number);
        expect(journal?.ticket).toBe(ticket?.id);
      }
    }
    expect(rig.helpdesk.visits.length).toBe(6 * numbers.length);
  }, 60_000);

  it("have never more requests under way at a helpdesk than it bears, over all nodes", () => {
    expect(rig.helpdesk.most("desk")).toBeLessThanOrEqual(3);
    // The third place is kept for look-ups: whether one is under way at the same moment is chance, but the other two are always used.
    expect(rig.helpdesk.most("desk")).toBeGreaterThanOrEqual(2);
    expect(rig.helpdesk.most("paced")).toBeLessThanOrEqual(10);
  });

  it("bring no more requests a minute than it bears, over all nodes", () => {
    // Of so many, some have to wait.
    const times = rig.helpdesk.visits.filter(({ who }) => who === "paced").map(({ at }) => at);
    // A tenth may come at once; on the way to the helpdesk they may come closer together by some milliseconds.
    const most = (ms: number) => RATE / 10 + (RATE * (ms + 250)) / 60_000 + nodes.length;
    expect(times.length).toBeGreaterThan(most(0));
    for (const [from, begin] of times.entries()) {
      for (const [to, end] of times.entries())
        if (to >= from) expect(to - from + 1).toBeLessThanOrEqual(most(end - begin));
    }
  });
});

describe("an agent who follows one node", () => {
  it("gets the pop-ups of calls at another, each once, though the agent changes to a third meanwhile", async () => {
    const numbers = Array.from({ length: 24 }, (_, at) => `+668130000${at + 10}`);
    const [a, b, c] = nodes;
    const steady = followPopups(a.address, rig.token, "1002");
    let reader = followPopups(b.address, rig.token, "1002");
    const calls = numbers.slice(0, 12).map((number) => rig.call(number, () => a, "1002"));
    await expect.poll(() => reader.seen.length, PATIENT).toBeGreaterThan(3);
    await reader.stop();
    await Promise.all(calls);
    reader = followPopups(c.address, rig.token, "1002", reader.seen);
    await Promise.all(numbers.slice(12).map((number) => rig.call(number, () => a, "1002")));
    const shown = (who: string) => reader.seen.filter((one) => one.integration === who).map(({ number }) => number);
    for (const who of ["desk", "paced"]) {
      await expect.poll(() => [...new Set(shown(who))].sort(), PATIENT).toEqual(numbers);
    }
    await expect.poll(() => reader.seen).toEqual(steady.seen);
    const ids = reader.seen.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((x, y) => x - y));
    await Promise.all([reader.stop(), steady.stop()]);
  }, 60_000);
});

describe("an integration that is set up otherwise at one node", () => {
  it("is so at every other", async () => {
    const [a, b, c] = nodes;
    const fields = { address: `${rig.helpdesk.address}/moved` };
    const wish = { connection: "office", template: "desk", fields };
    expect((await a.ask("PUT", "/api/v1/integrations/desk", rig.token, wish)).status).toBe(200);
    // The others hear of it within a moment: a call that comes to them sooner still goes the old way.
    const whereTo = async (node: NodeProcess, number: string) => {
      await rig.call(number, () => node);
      const visits = () => rig.helpdesk.visits.filter((one) => one.number === number && one.who !== "paced");
      await expect.poll(() => visits().length, PATIENT).toBeGreaterThan(0);
      return visits()[0]?.who;
    };
    let count = 10;
    for (const node of [b, c]) {
      await expect.poll(() => whereTo(node, `+668140000${count++}`), PATIENT).toBe("moved");
      expect(await whereTo(node, `+668140000${count++}`)).toBe("moved");
    }
  }, 60_000);
});

describe("tokens that several nodes use and renew", () => {
  it("are renewed by one of them at a time, and no request fails for it", async () => {
    const [a, b] = nodes;
    const { body } = await a.ask("POST", "/api/v1/integrations/oauth/connect", rig.token);
    const back = await oauth.consent((body as { url: string }).url);
    // The permission was asked for at one node; the browser comes back to another.
    expect((await fetch(b.address + back.pathname + back.search)).status).toBe(200);
    const answers: { status: number; found: number }[] = [];
    const search = async (node: NodeProcess) => {
      const { status, body } = await node.ask("GET", "/api/v1/integrations/oauth/search?text=a", rig.token);
      answers.push({ status, found: (body as { contacts: unknown[] }).contacts.length });
    };
    const began = Date.now();
    while (Date.now() - began < 2.5 * TOKEN_SECONDS * 1000) {
      await Promise.all(nodes.flatMap((node) => [search(node), search(node), search(node)]));
      await sleep(50);
    }
    expect(answers.filter(({ status, found }) => status !== 200 || found !== 1)).toEqual([]);
    expect(oauth.refused).toEqual([]);
    const refreshes = oauth.granted.filter((grant) => grant === "refresh_token").length;
    expect(refreshes).toBe(tokensSeen.size - 1);
    expect(refreshes).toBeGreaterThanOrEqual(2);
    expect(refreshes).toBeLessThanOrEqual((Date.now() - began) / (TOKEN_SECONDS * 500));
  }, 60_000);
});
