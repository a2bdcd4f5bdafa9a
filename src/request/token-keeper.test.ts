import { afterEach, describe, expect, it } from "vitest";
import {
  type Answer,
  type HttpHelpdesk,
  openHttpHelpdesk,
  type ReceivedRequest,
} from "../../test/support/http-helpdesk.ts";
import { Secret } from "../base/index.ts";
import type { TokenSet } from "../domain/index.ts";
import type { Auth } from "./auth.ts";
import { aConnection, aRendering, aServerAuth, aTokenServer, aTokenSet, SEND } from "./connection.test.data.ts";
import type { HelpdeskConnection } from "./connection.ts";
import { createMemoryTokenStore, type TokenStore } from "./token-store.ts";

const HOUR_MS = 3_600_000;
const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

interface Servers {
  readonly address: string;
  /** Requests of the token server, and of the helpdesk. */
  tokens(): ReceivedRequest[];
  calls(): ReceivedRequest[];
}

/** A helpdesk at `/api` and its token server at `/token`, each answering as told. */
async function servers(
  token: (request: ReceivedRequest) => Answer,
  api: (request: ReceivedRequest) => Answer = () => ({}),
): Promise<Servers> {
  const server: HttpHelpdesk = await openHttpHelpdesk((request) =>
    request.url.startsWith("/token") ? token(request) : api(request),
  );
  opened.push(server);
  const of = (path: string) => server.requests.filter(({ url }) => url.startsWith(path));
  return { address: server.address, tokens: () => of("/token"), calls: () => of("/api") };
}

function connect(
  address: string,
  tokens: TokenSet | undefined,
  auth: Partial<Extract<Auth, { kind: "token-server" }>> = {},
  store?: TokenStore,
) {
  const tokenStore = store ?? createMemoryTokenStore(tokens);
  const connection = aConnection({ auth: aServerAuth(`${address}/token`, auth), tokenStore });
  opened.unshift(connection);
  const call = () => connection.send(aRendering(`${address}/api`), "contacts", SEND);
  return { connection, call, tokenStore };
}

const pair = (name: string) => ({ body: { access_token: name, refresh_token: `${name}-refresh`, expires_in: 3600 } });
const authorization = (requests: readonly ReceivedRequest[]) => requests.map(({ headers }) => headers.authorization);

describe("tokens", () => {
  it("are used while they are good, without a word to the token server", async () => {
    const { address, tokens, calls } = await servers(() => pair("new"));
    await connect(address, aTokenSet("old", "old-refresh", HOUR_MS)).call();
    expect(authorization(calls())).toEqual(["Bearer old"]);
    expect(tokens()).toEqual([]);
  });

  it.each([
    ["a fifth of an hour's life is left", 720_000, HOUR_MS, true],
    ["more than a fifth of it is left", 730_000, HOUR_MS, false],
    ["30 s of two minutes are left", 29_000, 120_000, true],
    ["25 s of a life of 30 s are left", 25_000, 30_000, false],
    ["half of a life of 30 s is left", 15_000, 30_000, true],
    ["they have ended", -1, HOUR_MS, true],
  ])("are renewed ahead of their end: when %s", async (_, left, life, renewed) => {
    const { address, tokens } = await servers(() => pair("new"));
    const now = Date.now();
    const set = { ...aTokenSet("old", "old-refresh", undefined), expiresAt: now + left, obtainedAt: now + left - life };
    await connect(address, set).call();
    expect(tokens()).toHaveLength(renewed ? 1 : 0);
  });

  it("go to the server with the refresh token and the client's credentials", async () => {
    const { address, tokens, calls } = await servers(() => pair("new"));
    await connect(address, aTokenSet("old", "old-refresh", 0)).call();
    expect(Object.fromEntries(new URLSearchParams(tokens()[0]?.body))).toEqual({
      grant_type: "refresh_token",
      refresh_token: "old-refresh",
      client_id: "deskbell",
      client_secret: "client-secret-canary",
    });
    expect(authorization(calls())).toEqual(["Bearer new"]);
  });

  it("are stored before they are used", async () => {
    const { address, calls } = await servers(() => pair("new"));
    const memory = createMemoryTokenStore(aTokenSet("old", "old-refresh", 0));
    const seen: number[] = [];
    const store: TokenStore = {
      load: () => memory.load(),
      async save(tokens, version) {
        seen.push(calls().length);
        return memory.save(tokens, version);
      },
    };
    await connect(address, undefined, {}, store).call();
    expect(seen).toEqual([0]);
    expect((await memory.load())?.tokens.refreshToken?.reveal()).toBe("new-refresh");
  });

  it("are asked for once, however many requests find them at their end", async () => {
    const { address, tokens, calls } = await servers(() => pair("new"));
    const { call } = connect(address, aTokenSet("old", "old-refresh", 0));
    await Promise.all(Array.from({ length: 30 }, call));
    expect(tokens()).toHaveLength(1);
    expect(new Set(authorization(calls()))).toEqual(new Set(["Bearer new"]));
  });

  it("are renewed once after a 401, and the request is repeated once", async () => {
    const { address, tokens, calls } = await servers(
      () => pair("new"),
      ({ headers }) => ({ status: headers.authorization === "Bearer new" ? 200 : 401 }),
    );
    const { exchange } = await connect(address, aTokenSet("old", "old-refresh", HOUR_MS)).call();
    expect(exchange.outcome.kind).toBe("delivered");
    expect(authorization(calls())).toEqual(["Bearer old", "Bearer new"]);
    expect(tokens()).toHaveLength(1);
  });

  it("are not asked for again and again when the helpdesk refuses the new ones too", async () => {
    const { address, tokens, calls } = await servers(
      () => pair("new"),
      () => ({ status: 401 }),
    );
    const { exchange } = await connect(address, aTokenSet("old", "old-refresh", HOUR_MS)).call();
    expect(exchange.outcome).toMatchObject({ kind: "unauthorised", status: 401 });
    expect([tokens().length, calls().length]).toEqual([1, 2]);
  });

  it("are renewed when an error's text says that they ended", async () => {
    const { address, calls } = await servers(
      () => pair("new"),
      ({ headers }) => (headers.authorization === "Bearer new" ? {} : { status: 400, body: { code: "INVALID_OAUTH" } }),
    );
    const { exchange } = await connect(address, aTokenSet("old", "r", HOUR_MS), {
      tokenErrors: ["INVALID_OAUTH"],
    }).call();
    expect(exchange.outcome.kind).toBe("delivered");
    expect(calls()).toHaveLength(2);
  });

  it("are not renewed for that text in a success", async () => {
    const { address, tokens } = await servers(
      () => pair("new"),
      () => ({ body: "a note about INVALID_OAUTH" }),
    );
    await connect(address, aTokenSet("old", "r", HOUR_MS), { tokenErrors: ["INVALID_OAUTH"] }).call();
    expect(tokens()).toEqual([]);
  });

  it("keep the old refresh token when the answer brings none", async () => {
    const { address } = await servers(() => ({ body: { access_token: "new", expires_in: "3600" } }));
    const { call, tokenStore } = connect(address, aTokenSet("old", "old-refresh", 0));
    await call();
    const kept = (await tokenStore.load())?.tokens;
    expect(kept?.refreshToken?.reveal()).toBe("old-refresh");
    expect(kept?.expiresAt).toBeGreaterThan(Date.now() + 3_500_000);
  });

  it("are taken from an answer that calls itself a page, and need not say when they end", async () => {
    const { address } = await servers(() => ({
      headers: { "content-type": "text/html" },
      body: '{"access_token":"new"}',
    }));
    const { call, tokenStore } = connect(address, aTokenSet("old", "r", 0));
    expect((await call()).exchange.outcome.kind).toBe("delivered");
    expect((await tokenStore.load())?.tokens).not.toHaveProperty("expiresAt");
  });

  it("are taken from an answer whose member for errors is empty", async () => {
    const { address, calls } = await servers(() => ({ body: { error: "", access_token: "new", expires_in: 60 } }));
    await connect(address, aTokenSet("old", "r", -1)).call();
    expect(authorization(calls())).toEqual(["Bearer new"]);
  });

  it("are never refreshed when the template says that they do not end", async () => {
    const { address, tokens } = await servers(
      () => pair("new"),
      () => ({ status: 401 }),
    );
    const { exchange } = await connect(address, aTokenSet("old", "r", -1), { refresh: false }).call();
    expect(exchange.outcome).toMatchObject({ kind: "unauthorised", reason: expect.stringContaining("connect again") });
    expect(tokens()).toEqual([]);
  });

  it("that are not there yet make the request unauthorised, and it is not sent", async () => {
    const { address, calls } = await servers(() => pair("new"));
    const { exchange } = await connect(address, undefined).call();
    expect(exchange).toMatchObject({
      sent: false,
      outcome: { kind: "unauthorised", reason: "not connected yet; connect first" },
    });
    expect(calls()).toEqual([]);
  });

  it.each([
    ["400 invalid_grant", { status: 400, body: { error: "invalid_grant", error_description: "revoked" } }],
    ["200 with an error", { status: 200, body: { error: "invalid_grant" } }],
    ["401 invalid_client", { status: 401, body: { error: "invalid_client" } }],
    ["401 without a word", { status: 401, body: "" }],
  ])("that cannot be refreshed (%s) make the connection want its permission again", async (_, answer) => {
    const { address, tokens, calls } = await servers(() => answer);
    const { exchange } = await connect(address, aTokenSet("old", "r", -1)).call();
    expect(exchange.outcome).toMatchObject({ kind: "unauthorised", reason: expect.stringContaining("connect again") });
    expect([tokens().length, calls().length]).toEqual([1, 0]);
  });

  it.each([
    ["is down", { status: 503, body: "down" }],
    ["asks to wait", { status: 429, body: { error: "rate" } }],
    ["answers without a token", { status: 200, body: {} }],
  ])("are tried again later when their server %s", async (_, answer) => {
    const { address } = await servers(() => answer);
    expect((await connect(address, aTokenSet("old", "r", -1)).call()).exchange.outcome.kind).toBe("unreachable");
  });

  it("that are still good are used while their server is away", async () => {
    const { address, calls } = await servers(() => ({ status: 503 }));
    const { exchange } = await connect(address, aTokenSet("old", "r", 10_000)).call();
    expect(exchange.outcome.kind).toBe("delivered");
    expect(authorization(calls())).toEqual(["Bearer old"]);
  });

  it("that another process renewed first are taken from the store", async () => {
    const memory = createMemoryTokenStore(aTokenSet("old", "used-up", 0));
    const { address, calls } = await servers(() => {
      void memory.save(aTokenSet("others", "others-refresh", HOUR_MS), 1);
      return { status: 400, body: { error: "invalid_grant" } };
    });
    const { exchange } = await connect(address, undefined, {}, memory).call();
    expect(exchange.outcome.kind).toBe("delivered");
    expect(authorization(calls())).toEqual(["Bearer others"]);
  });

  it("that another process stored meanwhile win over those that came too late", async () => {
    const memory = createMemoryTokenStore(aTokenSet("old", "r", 0));
    const { address, calls } = await servers(() => {
      void memory.save(aTokenSet("others", "others-refresh", HOUR_MS), 1);
      return pair("late");
    });
    await connect(address, undefined, {}, memory).call();
    expect(authorization(calls())).toEqual(["Bearer others"]);
  });

  it("are fetched with the credentials alone where the template logs in that way, and again when they end", async () => {
    let count = 0;
    const { address, tokens, calls } = await servers(() => ({
      body: { access_token: `t${++count}`, expires_in: 3600 },
    }));
    const { call, tokenStore } = connect(address, undefined, { grant: "credentials" });
    await call();
    await call();
    expect(tokens()).toHaveLength(1);
    expect(new URLSearchParams(tokens()[0]?.body).get("grant_type")).toBe("client_credentials");
    await tokenStore.save(aTokenSet("t1", undefined, -1), 1);
    await call();
    expect(authorization(calls())).toEqual(["Bearer t1", "Bearer t1", "Bearer t2"]);
  });
});

describe("a token that the credentials alone give", () => {
  it("is fetched with them when its refresh token is used up", async () => {
    const { address, tokens, calls } = await servers(({ body }) =>
      body.includes("client_credentials") ? pair("new") : { status: 400, body: { error: "invalid_grant" } },
    );
    await connect(address, aTokenSet("old", "r", 0), { grant: "credentials" }).call();
    expect(authorization(calls())).toEqual(["Bearer new"]);
    expect(tokens()).toHaveLength(2);
  });
});

describe("a token request", () => {
  const refresh = async (server: Partial<ReturnType<typeof aTokenServer>>, path = "/token") => {
    const { address, tokens } = await servers(() => pair("new"));
    const auth = { server: aTokenServer(`${address}${path}`, server) };
    await connect(address, aTokenSet("old", "old-refresh", 0), auth).call();
    const [request] = tokens();
    return {
      request: request as ReceivedRequest,
      form: new URLSearchParams(request?.body),
      query: new URL(request?.url ?? "", address).searchParams,
    };
  };

  it("carries the client's credentials in a header where the template says so", async () => {
    const { request, form } = await refresh({ clientAuth: "basic", clientId: "a b" });
    expect(request.headers.authorization).toBe(`Basic ${Buffer.from("a%20b:client-secret-canary").toString("base64")}`);
    expect([form.has("client_id"), form.has("client_secret")]).toEqual([false, false]);
  });

  it("carries them in the query where the template says so", async () => {
    const { request, query } = await refresh({ clientAuth: "query" });
    expect(request.method).toBe("POST");
    expect([query.get("client_id"), query.get("refresh_token")]).toEqual(["deskbell", "old-refresh"]);
    expect(request.body).toBe("");
  });

  it("does not carry twice what the address holds already", async () => {
    const { form, query } = await refresh({}, "/token?client_id=own&grant_type=refresh_token");
    expect(query.get("client_id")).toBe("own");
    expect([form.has("client_id"), form.has("grant_type"), form.has("client_secret")]).toEqual([false, false, true]);
  });

  it("is a GET, or JSON, where the template says so", async () => {
    const got = await refresh({ method: "GET" });
    expect([got.request.method, got.query.get("grant_type")]).toEqual(["GET", "refresh_token"]);
    const posted = await refresh({ format: "json", extra: [["audience", "desk"]] });
    expect(posted.request.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(posted.request.body)).toMatchObject({ refresh_token: "old-refresh", audience: "desk" });
  });

  it("that fails shows neither secret nor token nor code", async () => {
    const echo = (request: ReceivedRequest) => ({
      status: 400,
      body: { error: "invalid_grant", error_description: `bad: ${decodeURIComponent(request.body)}` },
    });
    const { address } = await servers(echo);
    const { call, connection } = connect(address, aTokenSet("old", "refresh-canary", 0));
    const { exchange } = await call();
    expect(JSON.stringify(exchange)).not.toMatch(/canary/);
    const failed: unknown = await (connection as HelpdeskConnection)
      .acceptCode("code-canary", "http://127.0.0.1/cb", "verifier-canary")
      .catch((error) => error);
    expect(failed).toMatchObject({ code: "REAUTHORISE" });
    expect(String(failed)).not.toMatch(/canary/);
  });
});

describe("the code of an authorisation", () => {
  it("becomes tokens, with the verifier, and they are used", async () => {
    const { address, tokens, calls } = await servers(() => pair("first"));
    const { connection, call } = connect(address, undefined);
    await connection.acceptCode("the-code", "http://127.0.0.1:9/callback", "the-verifier");
    await call();
    expect(Object.fromEntries(new URLSearchParams(tokens()[0]?.body))).toMatchObject({
      grant_type: "authorization_code",
      code: "the-code",
      redirect_uri: "http://127.0.0.1:9/callback",
      code_verifier: "the-verifier",
    });
    expect(authorization(calls())).toEqual(["Bearer first"]);
  });

  it("replaces tokens that are there", async () => {
    const { address } = await servers(() => pair("second"));
    const { connection, tokenStore } = connect(address, aTokenSet("first", "r", HOUR_MS));
    await connection.acceptCode("the-code", "http://127.0.0.1:9/callback", undefined);
    expect((await tokenStore.load())?.tokens.accessToken.reveal()).toBe("second");
  });

  it("is refused where the template does not log in that way", async () => {
    const connection = aConnection({ auth: { kind: "basic", credential: new Secret("a:b") } });
    opened.unshift(connection);
    await expect(connection.acceptCode("c", "http://127.0.0.1/", undefined)).rejects.toMatchObject({
      code: "REAUTHORISE",
    });
  });
});
