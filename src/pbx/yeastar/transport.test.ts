import { type AddressInfo, connect } from "node:net";
import { createServer } from "node:tls";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openYeastarDouble, type YeastarDouble } from "../simulator/yeastar/index.ts";
import { createYeastarConnector } from "./session.ts";
import { yeastarSettingsSchema } from "./settings.ts";
import { SELF_SIGNED } from "./transport.test.data.ts";

let pbx: YeastarDouble;
let baseUrl: string;
let close: () => Promise<unknown>;

beforeEach(async () => {
  pbx = await openYeastarDouble();
  const sockets = new Set<{ destroy(): void }>();
  const proxy = createServer({ cert: SELF_SIGNED.cert, key: SELF_SIGNED.key }, (socket) => {
    const inner = connect(Number(new URL(pbx.baseUrl).port), "127.0.0.1");
    sockets.add(socket);
    for (const one of [socket, inner]) one.on("error", () => one.destroy());
    socket.on("close", () => inner.destroy());
    inner.on("close", () => socket.destroy());
    socket.pipe(inner).pipe(socket);
  });
  proxy.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  baseUrl = `https://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => proxy.close(resolve));
    await pbx.close();
  };
});

afterEach(() => close());

async function log(change: object) {
  const settings = yeastarSettingsSchema.parse({
    baseUrl,
    clientId: pbx.clientId,
    clientSecret: pbx.clientSecret,
    ...change,
  });
  const session = await createYeastarConnector().connect(settings, {
    env: { now: Date.now, newId: () => "id", random: Math.random },
    zone: "UTC",
    shared: { read: async () => undefined, write: async () => undefined },
    emit: async () => undefined,
    heard() {},
    note() {},
  });
  const sockets = pbx.sockets();
  await session.close();
  return sockets;
}

describe("over TLS, with a certificate that nobody has signed", () => {
  it("nothing is sent unless that is allowed, and the cure is told", async () => {
    await expect(log({})).rejects.toMatchObject({
      code: "PBX_UNREACHABLE",
      message: expect.stringMatching(/certificate is not trusted .*allowSelfSigned/),
    });
    expect(pbx.tokens.logIns).toBe(0);
  });

  it("it is taken where that is allowed", async () => {
    expect(await log({ allowSelfSigned: true })).toBe(1);
  });

  it("it is taken when it is the one that was pinned, for requests and for events", async () => {
    expect(await log({ certificateFingerprint: SELF_SIGNED.fingerprint })).toBe(1);
  });

  it("it is not taken when another was pinned, and the secret is not sent", async () => {
    await expect(log({ certificateFingerprint: "00".repeat(32), allowSelfSigned: true })).rejects.toMatchObject({
      code: "PBX_UNREACHABLE",
      message: expect.stringContaining(SELF_SIGNED.fingerprint.replaceAll(":", "")),
    });
    expect(pbx.tokens.logIns).toBe(0);
  });
});

describe("the settings", () => {
  const base = { baseUrl: "https://192.0.2.10:8088", clientId: "id", clientSecret: "secret" };
  it.each([
    ["https://192.0.2.10:8088/", "https://192.0.2.10:8088"],
    ["https://192.0.2.10:8088/openapi/v1.0", "https://192.0.2.10:8088"],
    ["https://pbx.ras.yeastar.com/openapi/v1.0/", "https://pbx.ras.yeastar.com"],
  ])("take %s for %s", (written, read) => {
    expect(yeastarSettingsSchema.parse({ ...base, baseUrl: written }).baseUrl).toBe(read);
  });

  it.each([
    [{ baseUrl: "pbx.example" }, "is not an http or https address"],
    [{ baseUrl: "https://a@pbx.example" }, "holds more than an address"],
    [{ clientSecret: "" }, "is empty"],
    [{ certificateFingerprint: "12" }, "is not a SHA-256 fingerprint"],
    [{ baseUrl: "http://pbx.example", certificateFingerprint: "00".repeat(32) }, "means nothing without https"],
  ])("refuse %j", (change, message) => {
    expect(
      yeastarSettingsSchema
        .safeParse({ ...base, ...change })
        .error?.issues.map((issue) => issue.message)
        .join(),
    ).toContain(message);
  });
});
