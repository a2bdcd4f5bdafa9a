import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRequestTracker, type RequestTracker } from "./support/helpdesks/request-tracker.ts";
import { RT_CONFIG, rtEnvironment } from "./support/rt-config.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

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

function makeToken(...scopes: string[]): Promise<{ id: string; token: string }> {
  return running.ask("POST", "/api/v1/tokens", { name: scopes.join(" "), scopes }).then(({ body }) => body);
}

async function refusal(method: string, path: string, body?: unknown, token?: string) {
  const answer = await running.ask(method, path, body, token);
  const { error } = answer.body as { error: { code: string; message: string; problems?: { path: string }[] } };
  return { status: answer.status, code: error.code, message: error.message, problems: error.problems ?? [] };
}

interface Described {
  readonly operationId?: string;
  readonly summary?: string;
  readonly responses?: Readonly<Record<string, unknown>>;
  readonly security?: readonly unknown[];
}

async function listOperations(): Promise<(Described & { readonly method: string; readonly path: string })[]> {
  const { body } = await running.ask("GET", "/api/openapi.json");
  const { paths } = body as { paths: Record<string, Record<string, Described>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ ...one, method: method.toUpperCase(), path })),
  );
}

describe("every request", () => {
  it("is described with a summary and what it refuses", async () => {
    for (const one of await listOperations()) {
      expect(one.summary, one.path).toBeTruthy();
      if (one.security?.length !== 0) expect(Object.keys(one.responses ?? {}), one.operationId).toContain("401");
    }
  });

  it("has its refusals in one shape, described once", async () => {
    const { text, body } = await running.ask("GET", "/api/openapi.json");
    const { components } = body as { components: { schemas: Record<string, unknown> } };
    const pointed = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name as string);
    expect(pointed.length).toBeGreaterThan(50);
    expect(Object.keys(components.schemas).sort()).toEqual([...new Set(pointed)].sort());
    expect(text).not.toContain("Default Response");
  });

  it("that is not open to all is refused without a token, and with one that may nothing of it", async () => {
    const { token } = await makeToken("events:write:elsewhere");
    for (const { method, path, security, operationId } of await listOperations()) {
      if (security?.length === 0 || operationId === "getSession" || operationId === "closeSession") continue;
      // What is their own is open to all who are somebody.
      if (path.startsWith("/api/v1/me")) continue;
      const url = path.replace(/\{\w+\}/g, "office");
      const body = method === "POST" || method === "PUT" ? {} : undefined;
      const headers = body === undefined ? {} : { "content-type": "application/json" };
      const open = await fetch(running.server.address + url, { method, headers, ...(body && { body: "{}" }) });
      expect([operationId, open.status]).toEqual([operationId, 401]);
      expect([operationId, (await running.ask(method, url, body, token)).status]).toEqual([operationId, 403]);
    }
  });
});

describe("a token of an agent", () => {
  it("may read, search and open pop-ups, and change no settings", async () => {
    const { token } = await makeToken("agent");
    expect((await running.ask("GET", "/api/v1/calls", undefined, token)).status).toBe(200);
    expect((await running.ask("GET", "/api/v1/integrations/rt/search?text=a", undefined, token)).status).toBe(200);
    const popup = { integration: "rt", extension: "1001" };
    expect((await refusal("POST", "/api/v1/calls/none/popups", popup, token)).status).toBe(404);
    expect((await refusal("GET", "/api/v1/config", undefined, token)).status).toBe(403);
    expect((await refusal("PUT", "/api/v1/connections/x", { zone: "UTC" }, token)).code).toBe("SCOPE_MISSING");
  });
});

describe("a refusal", () => {
  it.each([
    ["an unknown path", "GET", "/api/v1/nothing?token=secret", undefined, 404, "there is no GET /api/v1/nothing;"],
    ["an unknown connection", "GET", "/api/v1/connections/none", undefined, 404, 'no connection "none"'],
    ["an unknown template", "GET", "/api/v1/templates/none", undefined, 404, 'no template "none"'],
    [
      "an unknown integration's contacts",
      "GET",
      "/api/v1/integrations/none/contacts",
      undefined,
      404,
      "no integration",
    ],
    ["an unknown integration's users", "POST", "/api/v1/integrations/none/users/refresh", undefined, 404, "no integr"],
    ["an unknown delivery", "POST", "/api/v1/deliveries/none/replay", undefined, 404, "none"],
    ["a query that is not known", "GET", "/api/v1/calls?limt=1", undefined, 400, "the query has a problem"],
    ["a body with a fault", "PUT", "/api/v1/connections/x", '{"zone": "UTC",}', 400, "body:1:16: not JSON: expected"],
    ["a body that is a list", "POST", "/api/v1/tokens", "[]", 400, "the body has a problem"],
    ["no body", "POST", "/api/v1/tokens", undefined, 400, "the body"],
    ["an id with a slash", "PUT", "/api/v1/connections/a%2Fb", { zone: "UTC" }, 400, "the path has a problem"],
  ])("of %s says what is wrong", async (_name, method, path, body, status, sentence) => {
    const found = await refusal(method, path, body);
    expect([found.status, found.message]).toEqual([status, expect.stringContaining(sentence)]);
    expect(found.message).not.toContain("secret");
  });

  it("names every problem at once, and repeats no secret", async () => {
    const wrong = { zone: "Asia/Bankok", nam: "x", signingSecret: "whsec_!!!canary!!!" };
    const found = await refusal("PUT", "/api/v1/connections/x", wrong);
    expect(found.problems.map(({ path }) => path).sort()).toEqual(["nam", "zone"]);
    const secret = await refusal("PUT", "/api/v1/connections/x", { zone: "UTC", signingSecret: "whsec_!!!canary!!!" });
    expect(secret.problems.map(({ path }) => path)).toEqual(["signingSecret"]);
    expect(JSON.stringify([found, secret])).not.toContain("canary");
  });

  it("names the limit of a body that is too large, and the type of one that is not taken", async () => {
    const large = await refusal("PUT", "/api/v1/connections/x", { zone: "x".repeat(1024 * 1024) });
    expect([large.status, large.message]).toEqual([413, expect.stringContaining("1 MiB")]);
    const answer = await fetch(`${running.server.address}/api/v1/tokens`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${running.server.adminToken?.reveal()}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "name=x",
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("send application/json");
  });
});

describe("a browser's session", () => {
  async function signIn(token: string): Promise<string> {
    const answer = await fetch(`${running.server.address}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token }),
    });
    expect(answer.status).toBe(200);
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^deskbell_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=604800$/);
    return cookie.split(";")[0] as string;
  }
  const call = (method: string, path: string, headers: Record<string, string>, body?: string) =>
    fetch(running.server.address + path, { method, headers, ...(body !== undefined && { body }) });

  it("stands for its token until it is closed or the token is revoked", async () => {
    const { id, token } = await makeToken("read");
    const first = await signIn(token);
    const second = await signIn(token);
    expect((await call("GET", "/api/v1/calls", { cookie: first })).status).toBe(200);
    await call("DELETE", "/api/v1/session", { cookie: first });
    expect((await call("GET", "/api/v1/calls", { cookie: first })).status).toBe(401);
    expect((await call("GET", "/api/v1/calls", { cookie: second })).status).toBe(200);
    await running.ask("DELETE", `/api/v1/tokens/${id}`);
    expect((await call("GET", "/api/v1/calls", { cookie: second })).status).toBe(401);
  });

  it("changes nothing without the header that other sites cannot send", async () => {
    const cookie = await signIn(running.server.adminToken?.reveal() as string);
    const headers = { cookie, "content-type": "application/json" };
    const body = JSON.stringify({ zone: "UTC" });
    const forged = await call("PUT", "/api/v1/connections/forged", headers, body);
    expect([forged.status, await forged.text()]).toEqual([401, expect.stringContaining("X-Deskbell: 1")]);
    expect((await running.ask("GET", "/api/v1/connections/forged")).status).toBe(404);
    const own = await call("PUT", "/api/v1/connections/own", { ...headers, "x-deskbell": "1" }, body);
    expect(own.status).toBe(200);
  });
});

describe("the live feed", () => {
  it("lets go who follows it with a token that is revoked", async () => {
    const { id, token } = await makeToken("read");
    const answer = await fetch(`${running.server.address}/api/v1/changes`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.headers.get("content-type")).toContain("text/event-stream");
    const whole = answer.text();
    await running.ask("DELETE", `/api/v1/tokens/${id}`);
    expect(await whole).toContain("retry: 2000");
  });
});

describe("the list of calls", () => {
  it("goes on from page to page without leaving one out, though all began at once", async () => {
    const events = Array.from({ length: 25 }, (_, at) => ({
      id: `page-${at}`,
      call: `page-${at}`,
      kind: "ringing",
      at: 1_795_507_445,
      direction: "internal",
      extension: "1001",
    }));
    expect((await running.ask("POST", "/api/v1/connections/office/events", events)).body).toMatchObject({
      accepted: 25,
    });
    await running.server.engine.idle();
    const found: string[] = [];
    let query = "";
    for (;;) {
      const { body } = await running.ask("GET", `/api/v1/calls?limit=10${query}`);
      const { calls } = body as { calls: { id: string; pbxCallId: string; startedAt: number }[] };
      const last = calls.at(-1);
      if (!last) break;
      found.push(...calls.map(({ pbxCallId }) => pbxCallId).filter((id) => id.startsWith("page-")));
      query = `&before=${last.startedAt}&beforeId=${last.id}`;
    }
    expect(found).toHaveLength(25);
    expect(new Set(found).size).toBe(25);
  });
});

describe("the list of helpdesk users", () => {
  it("stays as it was when the helpdesk names nobody", async () => {
    const refresh = () => running.ask("POST", "/api/v1/integrations/rt/users/refresh");
    const read = () => running.ask("GET", "/api/v1/integrations/rt/users").then(({ body }) => body as object);
    await refresh();
    const before = await read();
    expect(before).toMatchObject({ associations: [{ origin: "email" }, { origin: "manual" }] });
    const headers = { "content-type": "application/json" };
    for (const reply of [
      { status: 404, headers, body: '{"message":"no such page"}' },
      { status: 200, headers, body: '{"items":[]}' },
      { status: 500, headers, body: "{}" },
    ]) {
      helpdesk.answerNext(reply);
      expect((await refresh()).body).toMatchObject({ users: [] });
      const tried = { triedAt: expect.any(Number), failure: expect.any(String) };
      expect(await read()).toEqual({ ...before, ...tried });
    }
  });
});

describe("set-up over the API", () => {
  it("keeps every revision of a template, and gives each back as it was", async () => {
    const xml = (await running.ask("GET", "/api/v1/templates/request_tracker")).text;
    const changed = xml.replace("<Information ", "<!-- ours -->\n<Information ");
    const upload = (body: string) =>
      fetch(`${running.server.address}/api/v1/templates`, {
        method: "POST",
        headers: { authorization: `Bearer ${running.server.adminToken?.reveal()}`, "content-type": "application/xml" },
        body,
      });
    for (const body of [changed, changed]) expect((await upload(body)).status).toBe(201);
    const { body } = await running.ask("GET", "/api/v1/templates/request_tracker/revisions");
    expect((body as { revisions: { revision: number }[] }).revisions.map(({ revision }) => revision)).toEqual([2, 1]);
    expect((await running.ask("GET", "/api/v1/templates/request_tracker?revision=1")).text).toBe(xml);
    expect((await running.ask("GET", "/api/v1/templates/request_tracker")).text).toBe(changed);
    expect((await running.ask("GET", "/api/v1/integrations/rt")).body).toMatchObject({ templateRevision: 1 });
  });

  it("makes, shows, changes and removes connections and extensions", async () => {
    const path = "/api/v1/connections/branch";
    const signingSecret = `whsec_${Buffer.alloc(32, 5).toString("base64")}`;
    expect((await running.ask("PUT", path, { zone: "UTC", name: "Branch", signingSecret })).body).toEqual({
      id: "branch",
      kind: "generic",
      name: "Branch",
      enabled: true,
      settings: {},
      secrets: [],
      signed: true,
      zone: "UTC",
    });
    expect((await running.ask("PUT", path, { zone: "Asia/Tokyo" })).body).toMatchObject({
      name: "Branch",
      signed: true,
    });
    expect((await running.ask("PUT", path, { zone: "UTC", signingSecret: null })).body).toMatchObject({
      signed: false,
    });
    expect((await running.ask("GET", path)).body).toMatchObject({ zone: "UTC" });
    const extension = { name: "Malai", email: "malai@example.com", popup: { trigger: "answered" } };
    expect((await running.ask("PUT", `${path}/extensions/2001`, extension)).body).toEqual({
      ...extension,
      number: "2001",
      popup: { enabled: true, trigger: "answered" },
    });
    expect((await running.ask("DELETE", `${path}/extensions/2001`)).status).toBe(204);
    expect((await running.ask("GET", `${path}/extensions`)).body).toEqual({ extensions: [] });
  });

  it("is exported as a configuration without secrets", async () => {
    const { status, text, body } = await running.ask("GET", "/api/v1/config");
    expect(status).toBe(200);
    expect((body as { integrations: object[] }).integrations).toMatchObject([
      { id: "rt", connection: "office", template: "request_tracker", fields: { token: { env: "DESKBELL_RT_TOKEN" } } },
    ]);
    for (const secret of Object.values(rtEnvironment("http://none"))) expect(text).not.toContain(secret);
  });
});
