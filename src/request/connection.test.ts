import { afterEach, describe, expect, it } from "vitest";
import {
  type Answer,
  type HttpHelpdesk,
  openHttpHelpdesk,
  type ReceivedRequest,
} from "../../test/support/http-helpdesk.ts";
import { Secret } from "../base/index.ts";
import { aConnection, aRendering, aServerAuth, aTokenSet, CREATE, SEND } from "./connection.test.data.ts";
import type { HelpdeskConnection, HelpdeskConnectionOptions } from "./connection.ts";
import { createMemoryTokenStore } from "./token-store.ts";

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function helpdesk(
  answer: (request: ReceivedRequest, count: number) => Answer | Promise<Answer>,
): Promise<HttpHelpdesk> {
  const server = await openHttpHelpdesk(answer);
  opened.push(server);
  return server;
}

function connect(options: Partial<HelpdeskConnectionOptions> = {}): HelpdeskConnection {
  const connection = aConnection(options);
  opened.unshift(connection);
  return connection;
}

describe("a helpdesk connection", () => {
  it.each([
    ["nothing", { kind: "none" }, undefined],
    [
      "Basic, in UTF-8",
      { kind: "basic", credential: new Secret("jim:pässword") },
      `Basic ${Buffer.from("jim:pässword").toString("base64")}`,
    ],
    ["a pasted token", { kind: "bearer", tokenType: "Bearer", token: new Secret("abc") }, "Bearer abc"],
    [
      "a pasted token with a word of its own",
      { kind: "bearer", tokenType: "token", token: new Secret("1-32-x") },
      "token 1-32-x",
    ],
    ["a pasted token without a word", { kind: "bearer", tokenType: "", token: new Secret("abc") }, "abc"],
  ] as const)("proves itself with %s", async (_, auth, want) => {
    const server = await helpdesk(() => ({}));
    const { exchange } = await connect({ auth }).send(aRendering(server.address), "contacts", SEND);
    expect(server.requests[0]?.headers.authorization).toBe(want);
    expect(server.requests[0]?.headers["user-agent"]).toBe("Deskbell/test");
    expect(exchange).toMatchObject({ sent: true, outcome: { kind: "delivered", status: 200 } });
  });

  it("keeps a User-Agent that the template sets", async () => {
    const server = await helpdesk(() => ({}));
    await connect().send(aRendering(server.address, { headers: { "user-agent": "OpenAPI" } }), "contacts", SEND);
    expect(server.requests[0]?.headers["user-agent"]).toBe("OpenAPI");
  });

  it("gives the raw answer for reading and the redacted record for keeping", async () => {
    const server = await helpdesk(() => ({ body: { token: "s3cret-canary", id: 1 } }));
    const { answer, exchange } = await connect({ secrets: ["s3cret-canary"] }).send(
      aRendering(server.address),
      "contacts",
      SEND,
    );
    expect(answer?.body).toBe('{"token":"s3cret-canary","id":1}');
    expect(exchange.response?.body).toBe('{"token":"***","id":1}');
  });

  it("keeps 64 KiB of a large answer and tells its whole size", async () => {
    const server = await helpdesk(() => ({ body: "x".repeat(300_000) }));
    const { exchange, answer } = await connect().send(aRendering(server.address), "contacts", SEND);
    expect(exchange.response?.body).toHaveLength(64 * 1024);
    expect(exchange.response?.bodyBytes).toBe(300_000);
    expect(answer?.body).toHaveLength(300_000);
  });

  it("shows no part of a secret that the cut goes through", async () => {
    const secret = `canary-${"z".repeat(40)}`;
    const server = await helpdesk(() => ({ body: secret.repeat(4000) }));
    const { exchange } = await connect({ secrets: [secret] }).send(aRendering(server.address), "contacts", SEND);
    expect(exchange.response?.body).not.toMatch(/canary|z/);
  });

  it("lets no more requests through at once than the template allows", async () => {
    let under = 0;
    let most = 0;
    const server = await helpdesk(async () => {
      most = Math.max(most, ++under);
      await new Promise((resolve) => setTimeout(resolve, 10));
      under--;
      return {};
    });
    const connection = connect({ maxConcurrentRequests: 3 });
    await Promise.all(Array.from({ length: 12 }, () => connection.send(aRendering(server.address), "contacts", SEND)));
    expect(most).toBe(3);
    expect(server.requests).toHaveLength(12);
  });

  it("records a request whose caller stopped while it waited for its turn, and does not send it", async () => {
    const server = await helpdesk(() => ({}));
    const connection = connect({ requestsPerMinute: 1 });
    await connection.send(aRendering(server.address), "contacts", SEND);
    const stopped = { ...CREATE, signal: AbortSignal.timeout(20) };
    const { exchange } = await connection.send(aRendering(server.address, { method: "POST" }), "tickets", stopped);
    expect(exchange).toMatchObject({ sent: false, outcome: { kind: "unreachable" } });
    expect(server.requests).toHaveLength(1);
  });

  it("records a request that must not be sent, and sends nothing", async () => {
    const server = await helpdesk(() => ({}));
    const refused = {
      kind: "refused",
      reason: "the body is not JSON",
      method: "POST",
      url: server.address,
      warnings: ["w"],
    } as const;
    const { exchange } = await connect().send(refused, "contacts", SEND);
    expect(exchange).toMatchObject({
      sent: false,
      outcome: { kind: "refused", reason: 'request "contacts": the body is not JSON' },
      warnings: ["w"],
    });
    const empty = await connect().send({ kind: "empty", method: "GET", warnings: [] }, "contacts", SEND);
    expect(empty.exchange).toMatchObject({
      sent: false,
      notSent: 'the address of request "contacts" came out empty',
      outcome: { kind: "skipped" },
    });
    expect(server.requests).toEqual([]);
  });

  it("previews with the kind of its credentials and without asking for a token", async () => {
    const server = await helpdesk(() => ({}));
    const connection = connect({ auth: aServerAuth(server.address, { tokenType: "Zoho-oauthtoken" }) });
    const exchange = connection.preview(aRendering(`${server.address}/x`), "contacts", "SearchContact");
    expect(exchange).toMatchObject({
      sent: false,
      notSent: "dry run",
      outcome: { kind: "skipped", reason: "dry run" },
    });
    expect(exchange.request.headers.authorization).toBe("Zoho-oauthtoken ***");
    expect(server.requests).toEqual([]);
  });

  it("calls a create without an answer uncertain, and a search unreachable", async () => {
    const server = await helpdesk(() => (_, __, socket) => void socket.destroy());
    const post = aRendering(server.address, { method: "POST", body: "{}" });
    expect((await connect().send(post, "t", CREATE)).exchange).toMatchObject({
      sent: true,
      outcome: { kind: "uncertain" },
    });
    expect((await connect().send(post, "t", SEND)).exchange.outcome.kind).toBe("unreachable");
  });

  it("says that the credentials are not taken", async () => {
    const server = await helpdesk(() => ({ status: 401, body: { message: "Unauthorized" } }));
    const auth = { kind: "bearer", tokenType: "Bearer", token: new Secret("abc") } as const;
    const { exchange } = await connect({ auth }).send(aRendering(server.address), "contacts", SEND);
    expect(exchange.outcome).toEqual({
      kind: "unauthorised",
      status: 401,
      reason: "the helpdesk answered 401: Unauthorized",
    });
    expect(server.requests).toHaveLength(1);
  });

  it("shows none of its secrets in any part of a record", async () => {
    const canaries = ["canary-field-1", "canary-basic:pass", "canary-access", "canary-refresh", "client-secret-canary"];
    const all = canaries.join(" ");
    const server = await helpdesk((request) => ({
      status: 422,
      headers: { "x-echo": all, "set-cookie": "sid=canary-access", "content-type": "application/json" },
      body: JSON.stringify({ message: `no: ${all}`, echo: request.headers, access_token: "other" }),
    }));
    const tokenStore = createMemoryTokenStore(aTokenSet("canary-access", "canary-refresh", 3_600_000));
    const connection = connect({
      auth: aServerAuth(server.address),
      secrets: ["canary-field-1", "canary-basic:pass"],
      tokenStore,
    });
    const rendering = aRendering(`${server.address}/canary-field-1?x=${encodeURIComponent(all)}&token=other`, {
      method: "POST",
      headers: {
        "x-note": "canary-field-1",
        cookie: "a=canary-basic:pass",
        "x-b64": Buffer.from("canary-basic:pass").toString("base64"),
      },
      body: JSON.stringify({ a: all, password: "other" }),
    });
    const { exchange } = await connection.send({ ...rendering, warnings: [all] }, "contacts", CREATE);
    const shown = JSON.stringify(exchange);
    expect(shown).not.toContain("canary");
    expect(shown).not.toContain("other");
    expect(shown).not.toContain(Buffer.from("canary-basic:pass").toString("base64").slice(0, 12));
    expect(connection.redactValue(all)).not.toContain("canary");
    const refused = {
      kind: "refused",
      reason: all,
      method: "GET",
      url: `${server.address}/?q=${all}`,
      warnings: [all],
    } as const;
    expect(JSON.stringify((await connection.send(refused, "contacts", SEND)).exchange)).not.toContain("canary");
    expect(JSON.stringify(connection.preview({ ...rendering, warnings: [all] }, "contacts", "x"))).not.toContain(
      "canary",
    );
  });
});
