import { afterEach, describe, expect, it, vi } from "vitest";
import { Secret } from "../../base/index.ts";
import { type PhoneEvent, toExtensionNumber } from "../../domain/index.ts";
import type { Session, SessionTools } from "../connector.ts";
import { createFreeswitchConnector } from "./session.ts";
import { freeswitchSettingsSchema } from "./settings.ts";
import { openSwitch, type Switch, type SwitchOptions } from "./switch.test.data.ts";

const NOW = Date.parse("2026-11-24T07:00:00Z");
const PASSWORD = "a password of the tests";
const USERS = `userid|context|domain|group|contact|callgroup|effective_caller_id_name|effective_caller_id_number
2001|default|pbx.example|default|error/user_not_registered|sales|สมชาย ใจดี|2001
2001|default|pbx.example|sales|error/user_not_registered|sales|สมชาย ใจดี|2001
2002|default|pbx.example|default|sofia/internal/sip:2002@10.0.0.2|sales|Anna|2002

+OK`;
const row = (uuid: string, direction: string, dest: string, callstate: string, call_uuid = "") => ({
  uuid,
  direction,
  created_epoch: "1795503600",
  cid_num: "0812345678",
  dest,
  callstate,
  call_uuid,
});
const CHANNELS = JSON.stringify({
  row_count: 5,
  rows: [
    row("aaa", "inbound", "020001000", "ACTIVE", "aaa"),
    row("bb1", "outbound", "2001", "ACTIVE", "aaa"),
    row("bb2", "outbound", "2002", "RINGING"),
    row("bb3", "outbound", "2001", "RINGING"),
    row("bb4", "outbound", "2002", "EARLY"),
  ],
});
const PRINTS: Readonly<Record<string, string>> = {
  version: "FreeSWITCH Version 1.10.12-release~64bit (git 5c9d3c6)\n",
  list_users: USERS,
  "list_users domain pbx.example": USERS,
  "show channels as json": CHANNELS,
  "uuid_getvar bb2 originating_leg_uuid": "aaa",
  "uuid_getvar bb3 originating_leg_uuid": "_undef_",
  "uuid_getvar bb3 cc_member_session_uuid": "mmm",
  "uuid_getvar bb4 originating_leg_uuid": "-ERR No such channel!\n",
  "uuid_getvar bb4 cc_member_session_uuid": "-ERR No such channel!\n",
};
const print = (command: string) => PRINTS[command];

const opened: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function start(options: SwitchOptions = {}, more: { tools?: Partial<SessionTools>; settings?: object } = {}) {
  const pbx: Switch = await openSwitch({ print, ...options });
  opened.push(pbx);
  const events: PhoneEvent[] = [];
  const notes: string[] = [];
  const heard = vi.fn();
  const tools: SessionTools = {
    env: { now: () => NOW, newId: () => "id-1", random: () => 0.5 },
    zone: "Asia/Bangkok",
    shared: { read: async () => undefined, write: async () => undefined },
    emit: async (more) => void events.push(...more),
    heard,
    note: (text) => notes.push(text),
    ...more.tools,
  };
  const settings = freeswitchSettingsSchema.parse({
    host: "127.0.0.1",
    port: pbx.port,
    password: PASSWORD,
    ...more.settings,
  });
  const connect = async (): Promise<Session> => {
    const session = await createFreeswitchConnector({ answerMs: 300, silenceMs: 500 }).connect(settings, tools);
    opened.push(session);
    return session;
  };
  return { pbx, events, notes, heard, connect };
}

const event = (name: string, seconds: number, more: Record<string, string>) => ({
  "Event-Name": name,
  "Core-UUID": "c0de",
  "Event-Sequence": `${name}-${seconds}`,
  "Event-Date-Timestamp": String((NOW + seconds * 1000) * 1000),
  ...more,
});
const CALLER = {
  "Unique-ID": "aaa",
  "Channel-Call-UUID": "aaa",
  "Call-Direction": "inbound",
  "Caller-Caller-ID-Number": "0812345678",
  "Caller-Destination-Number": "020001000",
};
const PHONE = {
  "Unique-ID": "bb1",
  "Channel-Call-UUID": "aaa",
  "Call-Direction": "outbound",
  "Caller-Caller-ID-Number": "0812345678",
  "Caller-Destination-Number": "2001",
};

describe("a session with FreeSWITCH", () => {
  it("hands on what happens, in order", async () => {
    const { pbx, events, connect } = await start();
    await connect();
    pbx.tell(event("CHANNEL_CREATE", 0, CALLER));
    pbx.tell(event("CHANNEL_PROGRESS", 2, PHONE));
    pbx.tell(event("CHANNEL_ANSWER", 8, PHONE));
    pbx.tell(
      event("CHANNEL_HANGUP_COMPLETE", 48, {
        ...CALLER,
        "Hangup-Cause": "NORMAL_CLEARING",
        variable_last_bridge_to: "bb1",
      }),
    );
    await vi.waitFor(() => expect(events).toHaveLength(4));
    expect(events).toMatchObject([
      { kind: "started", pbxCallId: "aaa", occurredAt: NOW, from: "0812345678", to: "020001000" },
      { kind: "ringing", pbxCallId: "aaa", extension: "2001", legId: "bb1" },
      { kind: "answered", extension: "2001" },
      { kind: "ended", disposition: "answered" },
    ]);
  });

  it("knows its extensions by the directory", async () => {
    const { pbx, events, connect } = await start();
    const session = await connect();
    expect(await session.listExtensions()).toEqual([
      { number: "2001", name: "สมชาย ใจดี", email: "" },
      { number: "2002", name: "Anna", email: "" },
    ]);
    pbx.tell(event("CHANNEL_ANSWER", 1, { ...PHONE, "Caller-Destination-Number": "1669" }));
    await vi.waitFor(() => expect(events).toHaveLength(1));
    expect(events[0]).not.toHaveProperty("extension");
  });

  it("tells what it missed, and which calls go on", async () => {
    const { connect } = await start();
    const session = await connect();
    const first = await session.reconcile({ from: 0, to: NOW });
    expect(first.liveCallIds).toEqual(["aaa", "mmm", "bb4"]);
    expect(first.events.map((one) => [one.kind, one.pbxCallId, "legId" in one ? one.legId : undefined])).toEqual([
      ["started", "aaa", undefined],
      ["ringing", "aaa", "bb1"],
      ["answered", "aaa", "bb1"],
      ["ringing", "aaa", "bb2"],
      ["ringing", "mmm", "bb3"],
      ["ringing", "bb4", "bb4"],
    ]);
    const again = await session.reconcile({ from: 0, to: NOW });
    expect(again.events.map(({ key }) => key)).toEqual(first.events.map(({ key }) => key));
  });

  it("measures the clock and shows who it speaks to", async () => {
    const { pbx, heard, connect } = await start();
    const session = await connect();
    pbx.tell(event("HEARTBEAT", 3, { "FreeSWITCH-Version": "1.10.12", "FreeSWITCH-Hostname": "pbx" }));
    await vi.waitFor(() => expect(session.health().clockDifferenceMs).toBe(3000));
    expect(session.health()).toMatchObject({ warnings: [], details: { version: "1.10.12", host: "pbx" } });
    expect(heard).toHaveBeenCalled();
  });

  it("warns when the directory lists nobody", async () => {
    const { connect } = await start({ print: (command) => (command === "list_users" ? "+OK" : print(command)) });
    expect((await connect()).health().warnings).toEqual([expect.stringContaining("`extensions`")]);
  });

  it("rings the caller's phone and then dials", async () => {
    const { pbx, events, connect } = await start({}, { settings: { domain: "pbx.example" } });
    const session = await connect();
    expect(await session.dial({ caller: toExtensionNumber("2001"), callee: "0898765432" })).toEqual({
      pbxCallId: "id-1",
    });
    expect(pbx.commands.at(-1)).toBe(
      "bgapi originate {origination_uuid=id-1,deskbell_caller=2001,deskbell_callee=0898765432}user/2001@pbx.example 0898765432 XML default",
    );
    const dialled = {
      ...PHONE,
      "Unique-ID": "id-1",
      "Channel-Call-UUID": "id-1",
      variable_deskbell_caller: "2001",
      variable_deskbell_callee: "0898765432",
    };
    pbx.tell(event("CHANNEL_CREATE", 0, dialled));
    pbx.tell(event("CHANNEL_PROGRESS", 1, dialled));
    pbx.tell(event("CHANNEL_HANGUP_COMPLETE", 2, { ...dialled, "Hangup-Cause": "NO_ANSWER" }));
    await vi.waitFor(() => expect(events).toHaveLength(2));
    expect(events).toMatchObject([
      { kind: "started", pbxCallId: "id-1", from: "2001", to: "0898765432" },
      { kind: "ended", disposition: "no-answer" },
    ]);
  });

  it.each(["0898 1", "1} &system(x)", "1\n\nexit", ""])("dials nothing like %j", async (callee) => {
    const { pbx, connect } = await start();
    const session = await connect();
    await expect(session.dial({ caller: toExtensionNumber("2001"), callee })).rejects.toMatchObject({
      code: "INPUT_INVALID",
    });
    expect(pbx.commands.some((command) => command.startsWith("bgapi"))).toBe(false);
  });

  it("asks for no events when nothing is to be heard", async () => {
    const { pbx, connect } = await start({}, { tools: { askOnly: true } });
    await connect();
    expect(pbx.commands).toEqual(["auth", "api version", "api list_users"]);
  });

  it("has no recordings to give", async () => {
    const { connect } = await start();
    const session = await connect();
    await expect(session.openRecording("/rec/1.wav", new AbortController().signal)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("notes an event that it cannot read, and goes on", async () => {
    const { pbx, events, notes, connect } = await start();
    await connect();
    pbx.tell({ ...event("CHANNEL_CREATE", 0, CALLER), "Event-Date-Timestamp": "yesterday" });
    pbx.tell(event("CHANNEL_CREATE", 1, CALLER));
    await vi.waitFor(() => expect(events).toHaveLength(1));
    expect(notes).toEqual([expect.stringMatching(/^FreeSWITCH: .*"yesterday" is not a time/)]);
  });
});

describe("the end of a session with FreeSWITCH", () => {
  it.each([
    ["a notice", true, /ended the session/],
    ["a lost connection", false, /closed the connection/],
  ])("comes by %s", async (_what, notice, message) => {
    const { pbx, connect } = await start();
    const session = await connect();
    pbx.drop(notice);
    expect(await session.ended).toMatchObject({ code: "PBX_UNREACHABLE", message: expect.stringMatching(message) });
    await expect(session.listExtensions()).rejects.toMatchObject({ code: "PBX_UNREACHABLE" });
  });

  it("comes by silence", async () => {
    const { connect } = await start();
    expect(await (await connect()).ended).toMatchObject({
      code: "PBX_UNREACHABLE",
      message: expect.stringContaining("silent"),
    });
  });

  it("comes when what was heard cannot be written", async () => {
    const emit = vi.fn().mockRejectedValue(new Error("the store is away"));
    const { pbx, connect } = await start({}, { tools: { emit } });
    const session = await connect();
    pbx.tell(event("CHANNEL_CREATE", 0, CALLER));
    pbx.tell(event("CHANNEL_PROGRESS", 1, PHONE));
    expect(await session.ended).toMatchObject({ message: "the store is away" });
    expect(emit).toHaveBeenCalledTimes(1);
  });

  it("is no fault when we close", async () => {
    const { pbx, connect } = await start();
    const session = await connect();
    await session.close();
    expect(await session.ended).toBeUndefined();
    await vi.waitFor(() => expect(pbx.commands.at(-1)).toBe("exit"));
  });
});

describe("connecting to FreeSWITCH", () => {
  it.each([
    ["a wrong password", { password: "another" }, "PBX_REFUSED", /does not take the password/],
    ["an access list without us", { refusesAll: true }, "PBX_REFUSED", /apply-inbound-acl/],
    ["silence", { isMute: true }, "PBX_UNREACHABLE", /does not greet/],
    ["no answer", { isStuck: true }, "PBX_UNREACHABLE", /does not answer/],
  ] as const)("fails by %s", async (_what, options, code, message) => {
    const { connect } = await start(options);
    const error = await connect().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(String((error as Error).message)).not.toContain(PASSWORD);
  });

  it("fails where nobody listens", async () => {
    const { pbx, connect } = await start();
    await pbx.close();
    await expect(connect()).rejects.toMatchObject({ code: "PBX_UNREACHABLE" });
  });

  it.each([
    ["a host with a port", { host: "pbx:8021/x" }],
    ["no password", { password: "" }],
    ["a password of two lines", { password: "a\nb" }],
    ["a pattern that is none", { extensions: ["(a+)+"] }],
    ["an unknown member", { user: "x" }],
  ])("takes no settings with %s", (_what, change) => {
    expect(freeswitchSettingsSchema.safeParse({ host: "pbx", password: PASSWORD, ...change }).success).toBe(false);
  });

  it("keeps the password to itself", () => {
    const settings = freeswitchSettingsSchema.parse({ host: "pbx", password: PASSWORD });
    expect(settings.password).toBeInstanceOf(Secret);
    expect(JSON.stringify(settings)).not.toContain(PASSWORD);
  });
});
