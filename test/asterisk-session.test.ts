import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { toFoldedCalls } from "../src/cli/fold/to-calls.ts";
import { type PhoneEvent, toExtensionNumber } from "../src/domain/index.ts";
import { asteriskSettingsSchema, createAsteriskConnector } from "../src/pbx/asterisk/index.ts";
import type { Session } from "../src/pbx/index.ts";
import { type AsteriskDouble, DOUBLE_USER, type DoubleOptions, openAsteriskDouble } from "./support/asterisk/double.ts";
import { createPlayer } from "./support/asterisk/player.ts";

const ENDPOINTS = [{ name: "1001", callerId: '"Somchai" <1001>', context: "internal" }];

let pbx: AsteriskDouble | undefined;
let session: Session | undefined;
afterEach(async () => {
  await session?.close();
  await pbx?.close();
  [pbx, session] = [undefined, undefined];
});

async function open(options: Partial<DoubleOptions> = {}, change: object = {}, timings: { pingMs?: number } = {}) {
  const double = await openAsteriskDouble({ endpoints: ENDPOINTS, ...options });
  pbx = double;
  const events: PhoneEvent[] = [];
  const notes: string[] = [];
  const settings = asteriskSettingsSchema.parse({ host: "127.0.0.1", port: double.port, ...DOUBLE_USER, ...change });
  const opened = await createAsteriskConnector(timings).connect(settings, {
    env: { now: Date.now, newId: () => "id", random: Math.random },
    zone: "Asia/Bangkok",
    shared: { read: async () => undefined, write: async () => undefined },
    emit: async (told) => {
      events.push(...told);
    },
    heard: () => undefined,
    note: (message) => notes.push(message),
  });
  session = opened;
  return { double, session: opened, events, notes };
}

describe("a session with Asterisk", () => {
  it("proves its secret without sending it where the PBX offers a challenge", async () => {
    const { double } = await open();
    const login = double.actions.find((action) => action.get("Action") === "Login");
    expect(login?.get("Key")).toMatch(/^[0-9a-f]{32}$/);
    expect(double.actions.flatMap((action) => [...action.values()])).not.toContain(DOUBLE_USER.secret);
  });

  it("sends its secret where there is no challenge", async () => {
    const { double } = await open({ hasNoChallenge: true });
    expect(double.actions.find((action) => action.get("Action") === "Login")?.get("Secret")).toBe(DOUBLE_USER.secret);
  });

  it("asks for no more events than it reads", async () => {
    const { double } = await open();
    expect(double.actions.find((action) => action.get("Action") === "Login")?.get("Events")).toBe(
      "system,call,cdr,agent",
    );
  });

  it("ends when no ping is answered any more", async () => {
    const { double, session: live } = await open({}, {}, { pingMs: 20 });
    double.fallSilent();
    expect(await live.ended).toMatchObject({ code: "PBX_UNREACHABLE", message: expect.stringContaining("ping") });
  });

  it("says which right is missing, and goes on without", async () => {
    const { session: live, notes } = await open({
      denied: ["PJSIPShowEndpoints", "GetConfigJSON", "CoreShowChannels"],
    });
    expect(notes).toEqual([expect.stringContaining("Permission denied")]);
    const refusal = { code: "PBX_REFUSED", message: expect.stringContaining("docs/connect/asterisk.md") };
    await expect(live.listExtensions()).rejects.toMatchObject(refusal);
    await expect(live.reconcile({ from: 0, to: 1 })).rejects.toMatchObject(refusal);
  });

  it("tells what is missing at the PBX, each with its cure", async () => {
    const { session: live } = await open({ hasNoRecords: true });
    const { warnings, details } = live.health();
    expect(warnings.join("\n")).toMatch(/cdr_manager\.conf[\s\S]*Master\.csv[\s\S]*voicemail\.conf/);
    expect(details).toMatchObject({ version: "22.0.0-double", extensions: "1" });
  });

  it("hears of a call that began before it came", async () => {
    const { double, session: live, events } = await open();
    const trunk = { name: "PJSIP/trunk-1a2b3c", id: "1795000000.1", linkedId: "1795000000.1", number: "0812345678" };
    double.channels.add({ ...trunk, context: "from-trunk", exten: "020001000", state: "Up" });
    const phone = { name: "PJSIP/1001-1a2b3d", id: "1795000000.2", linkedId: trunk.id, number: "1001" };
    double.channels.add({ ...phone, context: "internal", exten: "", state: "Up" });
    expect((await live.reconcile({ from: 0, to: 1 })).liveCallIds).toEqual([trunk.id]);
    await expect
      .poll(() => toFoldedCalls(events))
      .toMatchObject([
        {
          callId: trunk.id,
          direction: "inbound",
          from: "0812345678",
          dialled: "020001000",
          outcome: "answered",
          answeredBy: "1001",
        },
      ]);
  });

  it("reads calls of a gap from Master.csv, and leaves those that it heard", async () => {
    const folder = mkdtempSync(join(tmpdir(), "deskbell-cdr-"));
    const cdrCsv = join(folder, "Master.csv");
    try {
      const { double, session: live, events } = await open({}, { cdrCsv });
      const heard = await createPlayer(double).play("missed");
      await expect.poll(() => events.some(({ kind }) => kind === "ended")).toBe(true);
      const at = Math.floor(Date.now() / 1000) - 100;
      const local = (seconds: number) =>
        new Date((at + seconds + 7 * 3600) * 1000).toISOString().replace("T", " ").slice(0, 19);
      const row = (id: string, since: number) =>
        `"","0812345678","020001000","from-trunk","""Somchai"" <0812345678>","PJSIP/trunk-00000001","PJSIP/1001-00000002","Dial","PJSIP/1001,20","${local(since)}","${local(since + 5)}","${local(since + 25)}",25,20,"ANSWERED","DOCUMENTATION","${id}",""\n`;
      writeFileSync(cdrCsv, `broken line\n${row(`${at}.7`, 0)}${row(heard, 0)}${row(`${at - 90_000}.8`, -90_000)}`);
      const span = { from: (at - 10) * 1000, to: Date.now() };
      const { events: told } = await live.reconcile(span);
      expect(toFoldedCalls(told)).toMatchObject([
        {
          callId: `${at}.7`,
          direction: "inbound",
          outcome: "answered",
          answeredBy: "1001",
          ringSeconds: 5,
          talkSeconds: 20,
        },
      ]);
      expect((await live.reconcile(span)).events.map(({ key }) => key)).toEqual(told.map(({ key }) => key));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("dials numbers only, and only for phones that it knows", async () => {
    const { session: live } = await open();
    const caller = toExtensionNumber("1001");
    await expect(live.dial({ caller, callee: "2002,1\r\nx" })).rejects.toMatchObject({ code: "INPUT_INVALID" });
    const stranger = toExtensionNumber("1999");
    await expect(live.dial({ caller: stranger, callee: "2002" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
