import { describe, expect, it } from "vitest";
import { toFoldedCalls } from "../src/cli/fold/to-calls.ts";
import { type PhoneEvent, toExtensionNumber } from "../src/domain/index.ts";
import { asteriskSettingsSchema, createAsteriskConnector } from "../src/pbx/asterisk/index.ts";

/** Where a real Asterisk's manager interface listens, as `host:port`, and whom it lets in; `DIAL` is `extension>number`. */
const {
  DESKBELL_REAL_ASTERISK: place,
  DESKBELL_REAL_ASTERISK_USER: username = "",
  DESKBELL_REAL_ASTERISK_SECRET: secret = "",
  DESKBELL_REAL_ASTERISK_DIAL: dial,
} = process.env;

async function connect(events: PhoneEvent[], change: object = {}) {
  const [host, port] = (place ?? "").split(":");
  const settings = asteriskSettingsSchema.parse({ host, port: Number(port), username, secret, ...change });
  return createAsteriskConnector().connect(settings, {
    env: { now: Date.now, newId: () => `test-${Date.now()}`, random: Math.random },
    zone: "UTC",
    shared: { read: async () => undefined, write: async () => undefined },
    emit: async (told) => {
      events.push(...told);
    },
    heard: () => undefined,
    note: () => undefined,
  });
}

describe("a real Asterisk", { timeout: 60_000 }, () => {
  it("lets us in, shows its phones and its clock, and names the calls that go on", async ({ skip }) => {
    if (!place) skip("no real Asterisk: set DESKBELL_REAL_ASTERISK=host:port and its _USER and _SECRET");
    const session = await connect([]);
    expect((await session.listExtensions()).length).toBeGreaterThan(0);
    expect(Math.abs(session.health().clockDifferenceMs ?? Number.NaN)).toBeLessThan(5000);
    expect(session.health().details).toMatchObject({ version: expect.any(String), interface: expect.any(String) });
    expect((await session.reconcile({ from: 0, to: 1 })).liveCallIds).toEqual(expect.any(Array));
    await session.close();
    expect(await session.ended).toBeUndefined();
  });

  it("refuses a wrong secret", async ({ skip }) => {
    if (!place) skip("no real Asterisk: set DESKBELL_REAL_ASTERISK=host:port and its _USER and _SECRET");
    await expect(connect([], { secret: "wrong-secret" })).rejects.toMatchObject({ code: "PBX_REFUSED" });
  });

  it("rings a phone for a click, and tells what becomes of it", async ({ skip }) => {
    if (!place || !dial) skip("no real Asterisk to dial with: set DESKBELL_REAL_ASTERISK_DIAL=extension>number, too");
    const events: PhoneEvent[] = [];
    const session = await connect(events);
    const [caller = "", callee = ""] = (dial ?? "").split(">");
    const { pbxCallId } = await session.dial({ caller: toExtensionNumber(caller), callee });
    await expect.poll(() => events.some(({ kind }) => kind === "ended"), { timeout: 45_000 }).toBe(true);
    await expect
      .poll(() => toFoldedCalls(events))
      .toMatchObject([{ callId: pbxCallId, direction: "outbound", from: caller, dialled: callee }]);
    await session.close();
  });
});
