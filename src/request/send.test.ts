import { createServer } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { type Answer, type HttpHelpdesk, openHttpHelpdesk } from "../../test/support/http-helpdesk.ts";
import type { RenderedRequest } from "./render-request.ts";
import { openSender, type Sender, type SendLimits, type Sent } from "./send.ts";
import type { Resolve } from "./target-guard.ts";

const LIMITS: SendLimits = { timeoutMs: 2000, connectTimeoutMs: 1000, responseBytes: 10_000 };
const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

function open(connections = 4, resolve?: Resolve): Sender {
  const sender = openSender({ allowPrivateNetworkTargets: true }, connections, resolve);
  opened.push(sender);
  return sender;
}

async function helpdesk(answer: Answer): Promise<HttpHelpdesk> {
  const server = await openHttpHelpdesk(() => answer);
  opened.unshift(server);
  return server;
}

async function ask(
  answer: Answer,
  request: Partial<RenderedRequest> = {},
  limits: Partial<SendLimits> = {},
): Promise<Sent> {
  const { address } = await helpdesk(answer);
  return open().send(
    { name: "x", method: "GET", url: `${address}/a`, headers: {}, ...request },
    { ...LIMITS, ...limits },
  );
}

describe("sending", () => {
  it("gives status, headers by lower-case name, and the body as text", async () => {
    const sent = await ask({ status: 201, headers: { "X-Id": "7" }, body: "สวัสดี" });
    expect(sent).toMatchObject({ kind: "answer", status: 201, headers: { "x-id": "7" }, body: "สวัสดี", bodyBytes: 18 });
  });

  it("sends method, path, headers and body as rendered", async () => {
    const server = await helpdesk({});
    const request = {
      name: "x",
      method: "PATCH",
      url: `${server.address}/a%2Fb?q=%20`,
      headers: { "x-org": "1" },
      body: '{"a":"ส"}',
    };
    await open().send(request, LIMITS);
    expect(server.requests).toMatchObject([
      { method: "PATCH", url: "/a%2Fb?q=%20", body: '{"a":"ส"}', headers: { "x-org": "1" } },
    ]);
  });

  it("uses connections again, and never more than it may", async () => {
    const server = await helpdesk({ body: "{}" });
    const sender = open(3);
    const send = () => sender.send({ name: "x", method: "GET", url: `${server.address}/`, headers: {} }, LIMITS);
    for (let count = 0; count < 10; count++) await send();
    expect(server.connections()).toBeLessThanOrEqual(2);
    await Promise.all(Array.from({ length: 20 }, send));
    expect(server.connections()).toBeLessThanOrEqual(3);
  });

  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ])("unpacks %s", async (encoding, pack) => {
    const sent = await ask({ headers: { "content-encoding": encoding }, body: pack(Buffer.from('{"a":"สวัสดี"}')) });
    expect(sent).toMatchObject({ kind: "answer", body: '{"a":"สวัสดี"}' });
  });

  it.each([
    ["windows-874", Buffer.from([0xca, 0xc7]), "สว"],
    ["iso-8859-1", Buffer.from([0xe9]), "é"],
    ["utf-8", Buffer.from("\ufeff{}"), "{}"],
    ["no-such-charset", Buffer.from("ส"), "ส"],
  ])("reads text in %s", async (charset, bytes, want) => {
    const sent = await ask({ headers: { "content-type": `text/plain; charset="${charset}"` }, body: bytes });
    expect(sent).toMatchObject({ body: want });
  });

  it("stops reading an answer that is too large", async () => {
    expect(await ask({ status: 201, body: "x".repeat(20_000) })).toEqual({
      kind: "unreadable",
      status: 201,
      reason: "the answer is larger than 10000 bytes",
    });
  });

  it.each(["gzip", "br"] as const)("stops reading a small answer that %s makes large", async (encoding) => {
    const bomb = { gzip: gzipSync, br: brotliCompressSync }[encoding](Buffer.alloc(20_000_000));
    expect(bomb.length).toBeLessThan(25_000);
    const sent = await ask({ headers: { "content-encoding": encoding }, body: bomb }, {}, { responseBytes: 100_000 });
    expect(sent).toMatchObject({ kind: "unreadable", reason: "the answer is larger than 100000 bytes" });
  });

  it("says when an answer is not packed as it claims", async () => {
    const sent = await ask({ headers: { "content-encoding": "gzip" }, body: "no gzip at all" });
    expect(sent).toMatchObject({ kind: "unreadable", reason: expect.stringContaining("cannot be unpacked") });
  });

  it("does not follow a redirect", async () => {
    const server = await helpdesk({ status: 302, headers: { location: "/elsewhere" } });
    const sent = await open().send({ name: "x", method: "GET", url: `${server.address}/a`, headers: {} }, LIMITS);
    expect(sent).toMatchObject({ kind: "answer", status: 302 });
    expect(server.requests).toHaveLength(1);
  });

  it("tells that nothing was sent when nobody listens", async () => {
    const server = await openHttpHelpdesk(() => ({}));
    await server.close();
    const sent = await open().send({ name: "x", method: "POST", url: server.address, headers: {}, body: "{}" }, LIMITS);
    expect(sent).toMatchObject({ kind: "unsent", reason: expect.stringContaining("ECONNREFUSED") });
  });

  it("tells that nothing was sent when the name is not known", async () => {
    const sender = open(1, async () => {
      throw Object.assign(new Error("getaddrinfo ENOTFOUND nobody.example"), { code: "ENOTFOUND" });
    });
    const sent = await sender.send({ name: "x", method: "POST", url: "http://nobody.example/", headers: {} }, LIMITS);
    expect(sent).toMatchObject({ kind: "unsent", reason: expect.stringContaining("ENOTFOUND") });
  });

  it("tells that nothing was sent when the time is over before there is a connection", async () => {
    const sender = open(1, () => new Promise((resolve) => setTimeout(() => resolve([{ address: "127.0.0.1" }]), 300)));
    const request = { name: "x", method: "POST", url: "http://slow.example:9/", headers: {}, body: "{}" };
    const sent = await sender.send(request, { ...LIMITS, timeoutMs: 50 });
    expect(sent).toEqual({ kind: "unsent", reason: "the helpdesk cannot be reached: no connection within 0.05 s" });
  });

  it("tells that nothing was sent when the other side speaks no TLS", async () => {
    const { address } = await helpdesk({});
    const sent = await open().send(
      { name: "x", method: "POST", url: address.replace("http:", "https:"), headers: {}, body: "{}" },
      LIMITS,
    );
    expect(sent).toMatchObject({ kind: "unsent" });
  });

  it("tells that it was sent when no answer comes in time", async () => {
    const sent = await ask(() => {}, { method: "POST", body: "{}" }, { timeoutMs: 200 });
    expect(sent).toEqual({ kind: "unanswered", reason: "no whole answer within 0.2 s" });
  });

  it("tells that it was sent when the connection breaks before the answer", async () => {
    const sent = await ask((_, __, socket) => void socket.destroy(), { method: "POST", body: "{}" });
    expect(sent).toMatchObject({ kind: "unanswered", reason: expect.stringContaining("broke before an answer came") });
  });

  it("tells that it was sent when the answer breaks off", async () => {
    const sent = await ask((_, response, socket) => {
      response.writeHead(201, { "content-length": "100" });
      response.write("half");
      setTimeout(() => socket.destroy(), 20);
    });
    expect(sent).toMatchObject({ kind: "unanswered", reason: expect.stringContaining("the answer broke off") });
  });

  it("tells that it was sent when the answer is no HTTP", async () => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () => socket.end("hello there\r\n\r\n"));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    opened.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
    const { port } = server.address() as { port: number };
    const sent = await open().send({ name: "x", method: "GET", url: `http://127.0.0.1:${port}/`, headers: {} }, LIMITS);
    expect(sent).toMatchObject({ kind: "unanswered" });
  });

  it("stops when its caller says so", async () => {
    const { address } = await helpdesk(() => {});
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const startedAt = performance.now();
    const sent = await open().send({ name: "x", method: "GET", url: address, headers: {} }, LIMITS, stop.signal);
    expect(sent.kind).toBe("unanswered");
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  it("sends nothing when its caller had stopped before", async () => {
    const server = await helpdesk({});
    const sent = await open().send(
      { name: "x", method: "POST", url: server.address, headers: {} },
      LIMITS,
      AbortSignal.abort(),
    );
    expect(sent.kind).toBe("unsent");
    expect(server.requests).toEqual([]);
  });

  it("sends nothing after its time was over while it waited for a connection", async () => {
    const server = await helpdesk({});
    const port = new URL(server.address).port;
    const sender = open(1, () => new Promise((resolve) => setTimeout(() => resolve([{ address: "127.0.0.1" }]), 150)));
    const request = { name: "x", method: "POST", url: `http://slow.example:${port}/`, headers: {}, body: "{}" };
    expect(await sender.send(request, { ...LIMITS, timeoutMs: 30 })).toMatchObject({ kind: "unsent" });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(server.requests).toEqual([]);
  });
});
