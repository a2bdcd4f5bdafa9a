import { createHmac } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSimulator, SCRIPTS, type Script, writePhoneEvent } from "../src/pbx/index.ts";
import { exportConfig, realEnv } from "../src/server/index.ts";
import { openRequestTracker, type RequestTracker, RT_TOKEN } from "./support/helpdesks/request-tracker.ts";
import { EVENTS_TOKEN, RT_CONFIG, rtEnvironment, SIGNING_SECRET } from "./support/rt-config.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

const EVENTS = "/api/v1/connections/office/events";

let helpdesk: RequestTracker;
let running: RunningServer;

beforeAll(async () => {
  helpdesk = await openRequestTracker();
  running = await openServer(RT_CONFIG, { environment: rtEnvironment(helpdesk.address) });
});

afterAll(async () => {
  await running.close();
  await helpdesk.close();
});

/** Every answer that a test got, for the search for secrets at the end. */
const seen: string[] = [];

async function ask(method: string, path: string, body?: unknown, token?: string) {
  const answer = await running.ask(method, path, body, token);
  seen.push(answer.text);
  return answer;
}

async function place(script: Script): Promise<string> {
  const simulator = createSimulator({
    env: realEnv,
    speed: Number.POSITIVE_INFINITY,
    post: async (events) => {
      const body = { events: events.map(writePhoneEvent) };
      expect((await ask("POST", EVENTS, body, EVENTS_TOKEN)).status).toBe(202);
    },
  });
  const id = await simulator.place(script);
  await running.server.engine.idle();
  return id;
}

describe("a call through the generic door", () => {
  it("becomes a ticket with a comment, and can be looked into", async () => {
    expect((await ask("POST", "/api/v1/integrations/rt/users/refresh")).body).toMatchObject({
      associations: [
        { extension: "1001", userId: "agent1001", origin: "email" },
        { extension: "1002", userId: "agent1002", origin: "manual" },
      ],
    });
    const pbxCallId = await place(SCRIPTS.answered({ number: "+66812345678", extension: "1001", talkSeconds: 20 }));
    const { calls } = (await ask("GET", "/api/v1/calls")).body as { calls: { id: string; pbxCallId: string }[] };
    const call = calls.find((one) => one.pbxCallId === pbxCallId);
    const found = (await ask("GET", `/api/v1/calls/${call?.id}`)).body as {
      links: { match: { state: string }; ticketId: string }[];
      deliveries: { id: string; feature: string; state: string }[];
      popups: { extension: string; url: string }[];
    };
    expect(found.links).toMatchObject([{ match: { state: "known" }, ticketId: expect.any(String) }]);
    expect(found.deliveries.map(({ feature, state }) => `${feature} ${state}`)).toEqual([
      "contact-sync done",
      "auto-ticket done",
      "call-journal done",
    ]);
    expect(found.popups).toMatchObject([{ extension: "1001", url: expect.stringContaining(helpdesk.address) }]);
    const ticket = helpdesk.state.tickets.find(({ id }) => id === found.links[0]?.ticketId);
    expect(ticket).toMatchObject({ Owner: "agent1001", customFields: { "Call Id": pbxCallId } });
    expect(ticket?.texts).toHaveLength(2);
    const attempts = (await ask("GET", `/api/v1/deliveries/${found.deliveries[1]?.id}`)).text;
    expect(attempts).toContain('"authorization":"token ***"');
  });

  it("is not acted on twice when its events come again", async () => {
    const before = helpdesk.state.tickets.length;
    const posted: unknown[] = [];
    const simulator = createSimulator({
      env: realEnv,
      speed: Number.POSITIVE_INFINITY,
      post: async (events) => void posted.push(...events.map(writePhoneEvent)),
    });
    await simulator.place(SCRIPTS.missed({ number: "+66812345678", extension: "1002" }));
    for (const body of [posted, [...posted].reverse(), posted]) await ask("POST", EVENTS, body, EVENTS_TOKEN);
    await running.server.engine.idle();
    expect(helpdesk.state.tickets).toHaveLength(before + 1);
    expect((await ask("POST", EVENTS, posted, EVENTS_TOKEN)).body).toEqual({ accepted: 0, repeated: posted.length });
  });

  it("of an unknown number makes one contact, however many call at once", async () => {
    const number = "+66877776666";
    await Promise.all(Array.from({ length: 10 }, () => place(SCRIPTS.missed({ number, extension: "1002" }))));
    const made = helpdesk.state.users.filter(({ WorkPhone }) => WorkPhone === number);
    expect(made).toHaveLength(1);
    expect(helpdesk.state.tickets.filter(({ Requestor }) => Requestor.includes(made[0]?.Name ?? ""))).toHaveLength(10);
  });

  it("waits for a helpdesk that is away, and loses nothing", async () => {
    const before = helpdesk.state.tickets.length;
    helpdesk.answerNext({ status: 503, headers: { "retry-after": "0" }, body: "{}" });
    await place(SCRIPTS.missed({ number: "+66812345678", extension: "1001" }));
    await expect.poll(() => helpdesk.state.tickets.length, { timeout: 15_000 }).toBe(before + 1);
    await expect.poll(() => helpdesk.state.tickets.at(-1)?.texts.length, { timeout: 15_000 }).toBe(2);
  });

  it("that the helpdesk refuses goes to the dead letters with its words, and can be replayed", async () => {
    const pbxCallId = await placeRefused();
    const { deliveries } = (await ask("GET", "/api/v1/deliveries?state=dead")).body as {
      deliveries: { id: string; feature: string; note: string }[];
    };
    expect(deliveries).toMatchObject([
      { feature: "auto-ticket", note: expect.stringContaining("No permission to create tickets") },
    ]);
    const id = deliveries[0]?.id;
    expect((await ask("POST", `/api/v1/deliveries/${id}/replay`)).status).toBe(200);
    await running.server.engine.idle();
    expect(helpdesk.state.tickets.some(({ customFields }) => customFields["Call Id"] === pbxCallId)).toBe(true);
    expect((await ask("POST", `/api/v1/deliveries/${id}/cancel`)).status).toBe(409);
  });

  // The first answer goes to the ticket: the caller is in the phonebook by now.
  async function placeRefused(): Promise<string> {
    helpdesk.answerNext({
      status: 403,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ message: "No permission to create tickets in the queue 'General'" }),
    });
    return place(SCRIPTS.missed({ number: "+66812345678", extension: "1001" }));
  }
});

describe("whoever posts events", () => {
  const event = {
    id: "e1",
    call: "c-door",
    kind: "ringing",
    at: "2026-11-24T08:00:00Z",
    extension: "1001",
    from: "+66812345678",
  };

  function sign(
    body: string,
    timestamp = Math.floor(Date.now() / 1000),
    secret = SIGNING_SECRET,
  ): Record<string, string> {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    const digest = createHmac("sha256", key).update(`msg_1.${timestamp}.${body}`).digest("base64");
    const signature = `v1,${Buffer.alloc(32).toString("base64")} v1,${digest}`;
    return { "webhook-id": "msg_1", "webhook-timestamp": String(timestamp), "webhook-signature": signature };
  }

  async function post(body: string, headers: Record<string, string>) {
    const answer = await fetch(running.server.address + EVENTS, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
    const text = await answer.text();
    seen.push(text);
    return { status: answer.status, text };
  }

  it("may sign with the connection's secret, in Standard Webhooks' way", async () => {
    const body = JSON.stringify(event);
    expect(await post(body, sign(body))).toEqual({ status: 202, text: '{"accepted":1,"repeated":0}' });
    expect(await post(body, sign(body))).toEqual({ status: 202, text: '{"accepted":0,"repeated":1}' });
  });

  it.each([
    ["a body that was changed", (body: string) => sign(`${body} `), "does not fit"],
    [
      "another secret",
      (body: string) => sign(body, undefined, `whsec_${Buffer.from("wrong").toString("base64")}`),
      "does not fit",
    ],
    ["an old message", (body: string) => sign(body, Math.floor(Date.now() / 1000) - 400), "in the past"],
    ["a message from the future", (body: string) => sign(body, Math.floor(Date.now() / 1000) + 400), "in the future"],
    ["no time", (body: string) => ({ ...sign(body), "webhook-timestamp": "" }), "must all be there"],
    ["no proof at all", () => ({}), "no token came"],
    ["a token that is not known", () => ({ authorization: "Bearer dbt_nonsense" }), "not known"],
  ])("is refused with %s", async (_name, headers, sentence) => {
    const body = JSON.stringify(event);
    const answer = await post(body, headers(body));
    expect(answer.status).toBe(401);
    expect(answer.text).toContain(sentence);
  });

  it("is refused at another connection than the token's", async () => {
    expect((await ask("POST", "/api/v1/connections/other/events", event, EVENTS_TOKEN)).status).toBe(403);
    expect((await ask("POST", "/api/v1/connections/other/events", event)).status).toBe(404);
  });

  it("is told every mistake with its path, and nothing is taken", async () => {
    const { status, body } = await ask(
      "POST",
      EVENTS,
      { events: [event, { ...event, id: "e2", kind: "rings", frm: "1" }] },
      EVENTS_TOKEN,
    );
    expect(status).toBe(400);
    const { error } = body as { error: { code: string; problems: { path: string }[] } };
    expect(error.code).toBe("INPUT_INVALID");
    expect(error.problems.map(({ path }) => path)).toEqual(expect.arrayContaining(["events[1].kind"]));
  });

  it.each([
    ["{bad", "not JSON"],
    ["", "body"],
    ["[]", "0 events"],
    ['"text"', "body"],
  ])("is told what is wrong with the body %j", async (body, sentence) => {
    const answer = await ask("POST", EVENTS, body, EVENTS_TOKEN);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(sentence);
    expect(answer.text).not.toMatch(/at \w+ \(|node:internal/);
  });
});

describe("the REST API", () => {
  it("describes itself as OpenAPI 3.1 with an operation id for each request", async () => {
    const { body } = await ask("GET", "/api/openapi.json", undefined, undefined);
    const { openapi, paths } = body as {
      openapi: string;
      paths: Record<string, Record<string, { operationId?: string }>>;
    };
    expect(openapi).toBe("3.1.0");
    const ids = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(ids).not.toContain(undefined);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("needs the scope that a request is about", async () => {
    const made = (await ask("POST", "/api/v1/tokens", { name: "reader", scopes: ["read"] })).body as {
      id: string;
      token: string;
    };
    seen.pop();
    expect((await ask("GET", "/api/v1/calls", undefined, made.token)).status).toBe(200);
    expect((await ask("POST", "/api/v1/tokens", { name: "x", scopes: ["admin"] }, made.token)).status).toBe(403);
    expect((await ask("DELETE", `/api/v1/tokens/${made.id}`)).status).toBe(204);
    expect((await ask("GET", "/api/v1/calls", undefined, made.token)).status).toBe(401);
  });

  it("never gives a secret back", async () => {
    const { body } = await ask("GET", "/api/v1/integrations/rt");
    expect(body).toMatchObject({
      status: "connected",
      fields: expect.arrayContaining([
        { name: "token", title: expect.any(String), secret: true, set: true },
        { name: "address", title: expect.any(String), secret: false, set: true, value: helpdesk.address },
      ]),
    });
  });

  it("tells every problem of an integration at once and changes nothing", async () => {
    const wrong = {
      connection: "office",
      template: "request_tracker",
      fields: { adress: "x" },
      settings: { parameters: { Nope: { a: "b" } } },
    };
    const { status, body } = await ask("PUT", "/api/v1/integrations/rt2", wrong);
    expect(status).toBe(400);
    const { problems } = (body as { error: { problems: { path: string }[] } }).error;
    expect(problems.map(({ path }) => path)).toEqual([
      "fields.adress",
      "fields.address",
      "fields.token",
      "fields.staff_domain",
      "settings.parameters.Nope",
    ]);
    expect((await ask("GET", "/api/v1/integrations/rt2")).status).toBe(404);
  });

  it("keeps a template only when it has no errors, and gives it back byte for byte", async () => {
    const xml = readFileSync("templates/zendesk/template.xml", "utf8");
    const post = (body: string) =>
      fetch(`${running.server.address}/api/v1/templates`, {
        method: "POST",
        headers: { authorization: `Bearer ${running.server.adminToken?.reveal()}`, "content-type": "application/xml" },
        body,
      });
    expect((await post(xml)).status).toBe(201);
    expect((await ask("GET", "/api/v1/templates/zendesk")).text).toBe(xml);
    const refused = await post(xml.replace("{{.address}}/oauth/tokens", "{{.address/oauth/tokens"));
    expect(refused.status).toBe(422);
    expect(await refused.text()).toMatch(/"path":"\d+:\d+"/);
    expect((await post("<a")).status).toBe(422);
  });

  it("searches contacts, refreshes users, opens pop-ups and creates contacts by hand", async () => {
    expect((await ask("GET", "/api/v1/integrations/rt/search?text=a")).status).toBe(200);
    const { calls } = (await ask("GET", "/api/v1/calls?limit=1")).body as { calls: [{ id: string }] };
    const popup = { integration: "rt", extension: "1001" };
    expect((await ask("POST", `/api/v1/calls/${calls[0].id}/popups`, popup)).body).toMatchObject({
      trigger: "manual",
      extension: "1001",
    });
    expect((await ask("POST", `/api/v1/calls/${calls[0].id}/contacts`, { integration: "rt" })).status).toBe(409);
    expect((await ask("POST", "/api/v1/calls/none/popups", popup)).status).toBe(404);
  });

  it("follows changes from where a reader stopped, without a gap and without repeats", async () => {
    const read = async (headers: Record<string, string>, until: number) => {
      const stop = new AbortController();
      const answer = await fetch(`${running.server.address}/api/v1/changes?latest=1000`, {
        headers: { authorization: `Bearer ${running.server.adminToken?.reveal()}`, ...headers },
        signal: stop.signal,
      });
      const ids: number[] = [];
      for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
        for (const [, id] of new TextDecoder().decode(chunk).matchAll(/^id: (\d+)$/gm)) ids.push(Number(id));
        if (ids.length >= until) break;
      }
      stop.abort();
      return ids;
    };
    const first = await read({}, 20);
    const middle = first[9] as number;
    const rest = await read({ "last-event-id": String(middle) }, 10);
    expect(rest.slice(0, 10)).toEqual(first.slice(10, 20));
  });
});

describe("keys and secrets", () => {
  it("are sealed anew without a stop, and the server goes on", async () => {
    const keyFile = join(running.folder, "data", "secret.key");
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    const before = readFileSync(keyFile, "utf8");
    expect((await ask("POST", "/api/v1/settings/rotate-key")).body).toMatchObject({ resealed: 2 });
    expect(readFileSync(keyFile, "utf8")).not.toBe(before);
    running.server.engine.integrationChanged("rt");
    const tickets = helpdesk.state.tickets.length;
    await place(SCRIPTS.missed({ number: "+66812345678", extension: "1001" }));
    expect(helpdesk.state.tickets).toHaveLength(tickets + 1);
  });

  it("never appear in an answer, a log line, an export or a file of the data folder", async () => {
    const secrets = [RT_TOKEN, EVENTS_TOKEN, SIGNING_SECRET, running.server.adminToken?.reveal() as string];
    const spelled = secrets.flatMap((one) => [one, Buffer.from(one).toString("base64"), encodeURIComponent(one)]);
    const exported = await exportConfig(running.server.store);
    const data = join(running.folder, "data");
    const files = readdirSync(data, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "latin1"));
    const everything = [...seen, ...running.logged, exported, ...files];
    expect(seen.length).toBeGreaterThan(40);
    for (const secret of spelled) expect(everything.filter((text) => text.includes(secret))).toEqual([]);
    expect(exported).toContain("env: DESKBELL_RT_TOKEN");
  });
});

describe("starting", () => {
  it("is refused while another process has the data folder", async () => {
    await expect(openServer(undefined, { folder: running.folder })).rejects.toThrow(
      "another Deskbell is using this data folder",
    );
  });

  it("is refused on a port that is taken, and leaves the folder free", async () => {
    const port = Number(new URL(running.server.address).port);
    await expect(openServer(undefined, { port })).rejects.toThrow("is in use by another program");
  });

  it("applies the same configuration again without a change, and shows the first token only once", async () => {
    const first = await openServer(RT_CONFIG, { environment: rtEnvironment(helpdesk.address) });
    const exported = await exportConfig(first.server.store);
    await first.server.close();
    const again = await openServer(RT_CONFIG, { environment: rtEnvironment(helpdesk.address), folder: first.folder });
    expect(again.server.adminToken).toBeUndefined();
    expect(await exportConfig(again.server.store)).toBe(exported);
    await again.close();
    await first.close();
  });

  it("says which key is missing when the key file is lost", async () => {
    const first = await openServer(RT_CONFIG, { environment: rtEnvironment(helpdesk.address) });
    await first.server.close();
    writeFileSync(join(first.folder, "data", "secret.key"), `other:${Buffer.alloc(32, 1).toString("base64")}\n`);
    await expect(openServer(undefined, { folder: first.folder })).rejects.toThrow("is not among the configured keys");
    expect(existsSync(join(first.folder, "data", "deskbell.sqlite"))).toBe(true);
    await first.close();
  });

  it("sets up again from its own export", async () => {
    const exported = await exportConfig(running.server.store);
    const environment = {
      DESKBELL_OFFICE_SIGNING_SECRET: SIGNING_SECRET,
      DESKBELL_RT_TOKEN: RT_TOKEN,
      DESKBELL_PBX_TOKEN: EVENTS_TOKEN,
    };
    const config = exported.replace("file: request_tracker.xml", "shipped: request-tracker");
    const copy = await openServer(config, { environment });
    expect(await exportConfig(copy.server.store)).toBe(exported);
    await copy.close();
  });
});
