import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openServer, type RunningServer } from "./support/running-server.ts";

const AUTH_TOKEN = "0123456789abcdef0123456789abcdef";
const URL_TOKEN = "a-token-that-stands-in-the-address";

const CONFIG = `
connections:
  - id: twilio
    zone: Asia/Bangkok
    settings:
      mapping: twilio
      twilioAuthToken: { env: TWILIO_AUTH_TOKEN }
  - id: own
    zone: Asia/Bangkok
    settings:
      urlToken: { value: { env: URL_TOKEN }, addresses: [127.0.0.1] }
      mapping:
        body: json
        members: { call: callid, at: when }
        cases:
          - when: { state: ring }
            events: [{ kind: ringing, direction: { template: inbound }, from: caller, to: dialled, extension: ext }]
          - when: { state: done }
            events: [{ kind: ended, disposition: { path: cause, table: { OK: answered, NA: no-answer } } }]
  - id: elsewhere
    zone: Asia/Bangkok
    settings:
      mapping: grandstream-ucm
      urlToken: { value: { env: URL_TOKEN }, addresses: [192.0.2.0/24] }
  - id: plain
    zone: Asia/Bangkok
  - id: yeastar
    zone: Asia/Bangkok
    kind: yeastar
    enabled: false
    settings:
      baseUrl: http://127.0.0.1:9
      clientId: client
      clientSecret: { env: YEASTAR_SECRET }
      webhookSecrets: [{ env: WEBHOOK_SECRET }]
    extensions: [{ number: "1001" }]
tokens:
  - { name: pbx, scopes: ["events:write:own"], value: { env: PBX_TOKEN } }
`;

let running: RunningServer;
beforeAll(async () => {
  running = await openServer(CONFIG, {
    environment: {
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
      URL_TOKEN,
      PBX_TOKEN: "dbt_of-the-pbx-and-nobody-else",
      YEASTAR_SECRET: "client-secret",
      WEBHOOK_SECRET: "a-webhook-secret-of-32-characters",
    },
  });
});
afterAll(() => running.close());

async function post(path: string, body: string, headers: Record<string, string>) {
  const answer = await fetch(running.server.address + path, { method: "POST", body, headers });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const json = { "content-type": "application/json" };
const ring = JSON.stringify({
  state: "ring",
  callid: "c-1",
  when: "2026-11-20T10:00:00+07:00",
  caller: "+66812345678",
  dialled: "020001000",
  ext: "1001",
});

describe("a PBX that posts in its own words", () => {
  it("is understood by its mapping, with the token as Bearer, Basic password or in the address", async () => {
    const bearer = { ...json, authorization: "Bearer dbt_of-the-pbx-and-nobody-else" };
    expect(await post("/api/v1/connections/own/webhook", ring, bearer)).toEqual({
      status: 200,
      body: { accepted: 1, repeated: 0, notes: [] },
    });
    const basic = Buffer.from("pbx:dbt_of-the-pbx-and-nobody-else").toString("base64");
    expect(
      (await post("/api/v1/connections/own/webhook", ring, { ...json, authorization: `Basic ${basic}` })).body,
    ).toMatchObject({ accepted: 0, repeated: 1 });
    expect((await post(`/api/v1/connections/own/webhook?token=${URL_TOKEN}`, ring, json)).body).toMatchObject({
      repeated: 1,
    });
    await running.server.engine.idle();
    const { calls } = (await running.ask("GET", "/api/v1/calls")).body as {
      calls: { pbxCallId: string; externalNumber: string; state: string }[];
    };
    expect(calls).toMatchObject([{ pbxCallId: "c-1", externalNumber: "+66812345678", state: "ringing" }]);
  });

  it("is refused without proof, with a wrong one, and from another address", async () => {
    const path = "/api/v1/connections/own/webhook";
    expect((await post(path, ring, json)).status).toBe(401);
    expect((await post(`${path}?token=wrong`, ring, json)).status).toBe(401);
    expect((await post(path, ring, { ...json, authorization: "Bearer dbt_nobody" })).status).toBe(401);
    expect((await post(`/api/v1/connections/elsewhere/webhook?token=${URL_TOKEN}`, ring, json)).status).toBe(401);
    expect((await post("/api/v1/connections/nobody/webhook", ring, json)).status).toBe(401);
  });

  it("hears what of a body was not understood, and takes nothing of it", async () => {
    const broken = JSON.stringify({ state: "ring", callid: "c-2", when: "yesterday" });
    const answer = await post(`/api/v1/connections/own/webhook?token=${URL_TOKEN}`, broken, json);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain("yesterday");
    expect((await post(`/api/v1/connections/own/webhook?token=${URL_TOKEN}`, "{", json)).status).toBe(400);
  });

  it("needs a mapping", async () => {
    const answer = await running.ask("POST", "/api/v1/connections/plain/webhook", { any: "thing" });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("settings.mapping");
  });
});

describe("the last refused posts", () => {
  const token = { authorization: "Bearer dbt_of-the-pbx-and-nobody-else" };
  const WEBHOOK = "/api/v1/connections/own/webhook";
  interface Kept {
    readonly fate: string;
    readonly body?: string;
    readonly reasons: readonly { readonly path: string; readonly message: string }[];
  }
  async function list(id = "own"): Promise<{ posts: readonly Kept[]; text: string }> {
    const { body, text } = await running.ask("GET", `/api/v1/connections/${id}/refused-posts`);
    return { ...(body as { posts: readonly Kept[] }), text };
  }

  it("tell what was sent and why nothing was taken of it, without secrets", async () => {
    const sent = JSON.stringify({ state: "ring", callid: "c-9", when: "some day", pin: "4321", note: URL_TOKEN });
    await post(`${WEBHOOK}?token=${URL_TOKEN}`, sent, json);
    const { posts, text } = await list();
    expect(posts[0]).toMatchObject({
      fate: "refused",
      method: "POST",
      address: `${WEBHOOK}?token=***`,
      from: "127.0.0.1",
      contentType: "application/json",
      bytes: sent.length,
      body: '{"state":"ring","callid":"c-9","when":"some day","pin":"***","note":"***"}',
    });
    expect(posts[0]?.reasons.map(({ path, message }) => `${path} ${message}`).join()).toMatch(/at .*some day/);
    expect(text).not.toMatch(new RegExp(`${URL_TOKEN}|4321`));
    expect((await running.ask("GET", "/api/v1/connections/own/health")).body).toMatchObject({
      warnings: [expect.stringMatching(/^What the PBX posts is refused: .*some day/)],
    });
  });

  it("are kept of strangers without their words, and not of each", async () => {
    await post(WEBHOOK, ring, json);
    const { posts, text } = await list();
    expect(posts.filter(({ fate }) => fate === "unproven")).toMatchObject([
      { reasons: [{ message: expect.stringContaining("the sender has not proven itself") }] },
    ]);
    expect(posts.find(({ fate }) => fate === "unproven")?.body).toBeUndefined();
    await post(WEBHOOK, ring, { ...json, authorization: "Bearer dbt_a-wrong-token" });
    expect((await list()).posts).toHaveLength(posts.length);
    expect(text).not.toContain("wrong-token");
  });

  it("tell of a post that nobody needs, and nothing of one that was taken", async () => {
    expect((await post(WEBHOOK, '{"state":"parked"}', { ...json, ...token })).status).toBe(200);
    const { posts } = await list();
    expect(posts[0]).toMatchObject({
      fate: "not-understood",
      body: '{"state":"parked"}',
      reasons: [{ message: expect.stringContaining('no case fits (state "parked")') }],
    });
    await post(WEBHOOK, ring, { ...json, ...token });
    expect((await list()).posts).toEqual(posts);
  });

  it("are the last ten with problems, beside five of each other fate", async () => {
    for (let at = 0; at < 11; at++) await post(WEBHOOK, `{"at":${at}`, { ...json, ...token });
    const { posts } = await list();
    expect(posts.filter(({ fate }) => fate === "refused").map(({ body }) => body)).toEqual(
      Array.from({ length: 10 }, (_, at) => `{"at":${10 - at}`),
    );
    expect(new Set(posts.map(({ fate }) => fate)).size).toBe(3);
  });

  it("are kept of events in our own words too, also of what is no JSON, and are no notices", async () => {
    const path = "/api/v1/connections/plain/events";
    await running.ask("POST", path, { events: [{ kind: "ringing" }] });
    await running.ask("POST", path, "{");
    await fetch(running.server.address + path, {
      method: "POST",
      body: "a=b",
      headers: { "content-type": "text/plain" },
    });
    const { posts } = await list("plain");
    expect(posts).toMatchObject([
      { fate: "unproven", reasons: [{ message: expect.stringContaining("body:1:2") }] },
      { fate: "refused", body: '{"events":[{"kind":"ringing"}]}' },
      { fate: "refused", reasons: [{ path: "settings.mapping" }] },
    ]);
    expect((await running.ask("GET", "/api/v1/connections/plain/notices")).body).toEqual({ notices: [] });
  });

  it("are for administrators, and forgotten with any number", async () => {
    const listed = `/api/v1/connections/own/refused-posts`;
    const { body } = await running.ask("POST", "/api/v1/tokens", { name: "reader", scopes: ["read"] });
    expect((await running.ask("GET", listed, undefined, (body as { token: string }).token)).status).toBe(403);
    expect((await running.ask("GET", "/api/v1/connections/nobody/refused-posts")).status).toBe(404);
    await running.ask("POST", "/api/v1/privacy/erase", { number: "+66855555555" });
    expect((await list()).posts).toEqual([]);
    expect((await running.ask("GET", "/api/v1/connections/own/health")).body).toMatchObject({ warnings: [] });
  });
});

describe("Twilio", () => {
  const form = new URLSearchParams({
    CallSid: "CA1",
    CallStatus: "ringing",
    Direction: "inbound",
    From: "+66812345678",
    To: "+6620001000",
    Timestamp: "Fri, 20 Nov 2026 03:00:00 +0000",
  }).toString();
  const path = "/api/v1/connections/twilio/webhook";

  function sign(address: string): Record<string, string> {
    const fields = [...new URLSearchParams(form)].sort(([a], [b]) => (a < b ? -1 : 1)).flat();
    const signature = createHmac("sha1", AUTH_TOKEN)
      .update(address + fields.join(""))
      .digest("base64");
    return { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature };
  }

  it("is believed by its signature over the public address", async () => {
    expect((await post(path, form, sign(running.server.address + path))).status).toBe(200);
  });

  it("is refused when the signature does not fit, even with a token", async () => {
    expect((await post(path, form, sign("https://other.example/"))).status).toBe(401);
    const { "x-twilio-signature": _, ...unsigned } = sign("");
    expect((await post(path, form, unsigned)).status).toBe(401);
  });
});

describe("a Yeastar's webhook", () => {
  const body = JSON.stringify({
    type: 30012,
    sn: "TEST",
    msg: JSON.stringify({
      call_id: "1795507445.12",
      time_start: "2026-11-24 15:04:05",
      call_from: "+66812345678",
      call_to: "1001",
      call_duration: 75,
      talk_duration: 65,
      src_trunk_name: "trunk",
      dst_trunk_name: " ",
      status: "ANSWERED",
      type: "Inbound",
      did_number: "020001000",
      uid: "U1",
    }),
  });
  const sign = (secret: string) => ({
    ...json,
    "x-signature": createHmac("sha256", secret).update(body).digest("base64"),
  });

  it("is believed by its signature, and changes nothing when it is sent again", async () => {
    const signed = sign("a-webhook-secret-of-32-characters");
    const path = "/api/v1/connections/yeastar/webhook/30012";
    expect((await post(path, body, signed)).body).toMatchObject({ accepted: 1, repeated: 0 });
    expect((await post(path, body, signed)).body).toMatchObject({ accepted: 0, repeated: 1 });
    await running.server.engine.idle();
    expect((await running.ask("GET", "/api/v1/calls/1795507445.12/trace")).body).toMatchObject({
      call: { direction: "inbound", disposition: "answered", extension: "1001", talkSeconds: 65 },
    });
  });

  it("is believed still after the stored secrets were sealed with a new key", async () => {
    expect((await running.ask("POST", "/api/v1/settings/rotate-key")).status).toBe(200);
    const path = "/api/v1/connections/yeastar/webhook/30012";
    const signed = sign("a-webhook-secret-of-32-characters");
    expect((await post(path, body, signed)).body).toMatchObject({ repeated: 1 });
  });

  it("is refused with another secret, unsigned, and even with a token", async () => {
    const path = "/api/v1/connections/yeastar/webhook";
    expect((await post(path, body, sign("another-secret"))).status).toBe(401);
    expect((await post(path, body, json)).status).toBe(401);
  });
});

describe("the settings of a connection", () => {
  it("are shown and exported without their secrets, and keep a secret that is left out", async () => {
    const shown = await running.ask("GET", "/api/v1/connections/own");
    expect(shown.body).toMatchObject({ kind: "generic", secrets: ["urlToken.value"] });
    expect(shown.text).not.toContain(URL_TOKEN);
    const exported = await running.ask("GET", "/api/v1/config");
    expect(exported.text).toContain('"value":{"env":"DESKBELL_OWN_URLTOKEN_VALUE"}');
    expect(exported.text).not.toContain(URL_TOKEN);
    const { settings } = (shown.body as { settings: { mapping: object } }) ?? {};
    const changed = await running.ask("PUT", "/api/v1/connections/own", {
      zone: "Asia/Bangkok",
      settings: { mapping: settings.mapping },
    });
    expect(changed.status).toBe(200);
    expect((await post(`/api/v1/connections/own/webhook?token=${URL_TOKEN}`, ring, json)).status).toBe(200);
  });

  it("that are wrong are refused with every place", async () => {
    const answer = await running.ask("PUT", "/api/v1/connections/new", {
      zone: "Asia/Bangkok",
      kind: "yeastar",
      settings: { baseUrl: "pbx.example", clientSecret: "" },
    });
    expect(answer.status).toBe(400);
    for (const place of ["settings.baseUrl", "settings.clientId", "settings.clientSecret"]) {
      expect(answer.text).toContain(place);
    }
    const mapping = await running.ask("PUT", "/api/v1/connections/new", {
      zone: "Asia/Bangkok",
      settings: { mapping: "nortel" },
    });
    expect(mapping.text).toContain("3cx");
  });
});

describe("a connection that posts", () => {
  it("has a passive health, and cannot be asked to dial", async () => {
    expect((await running.ask("GET", "/api/v1/connections/plain/health")).body).toMatchObject({
      state: "passive",
      warnings: [],
    });
    const dial = await running.ask("POST", "/api/v1/connections/plain/dial", { extension: "1001", number: "02" });
    expect(dial.status).toBe(409);
  });

  it("can be tried with a test call", async () => {
    const { status, body } = await running.ask("POST", "/api/v1/connections/plain/test-call", {
      number: "+66899999999",
      extension: "1001",
    });
    expect(status).toBe(202);
    const trace = await running.ask("GET", `/api/v1/calls/${(body as { pbxCallId: string }).pbxCallId}/trace`);
    expect(trace.text).toContain("+66899999999");
    // No session knows of it, but the events do.
    const health = await running.ask("GET", "/api/v1/connections/plain/health");
    expect(health.body).toMatchObject({ state: "passive", heardAt: expect.any(Number) });
  });
});
