import { afterEach, describe, expect, it } from "vitest";
import type { PhoneEvent } from "../../domain/index.ts";
import type { PbxNotice, Session, SessionTools } from "../connector.ts";
import { openYeastarDouble, type YeastarDouble, type YeastarDoubleOptions } from "../simulator/yeastar/index.ts";
import { createYeastarConnector, type YeastarTimings } from "./session.ts";
import { yeastarSettingsSchema } from "./settings.ts";

const MINUTE = 60_000;
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close().catch(() => undefined);
});

/** A PBX and we, whose clocks a test can put forward. */
async function setUp(options: YeastarDoubleOptions = {}) {
  const clock = { aheadMs: 0 };
  const now = () => Date.now() + clock.aheadMs;
  const pbx: YeastarDouble = await openYeastarDouble({ speed: 300, now, ...options });
  closers.push(pbx.close);
  const shared = { text: undefined as string | undefined, fails: false };
  const events: PhoneEvent[] = [];
  const notices: PbxNotice[] = [];
  const notes: string[] = [];
  const settings = (change: object = {}) =>
    yeastarSettingsSchema.parse({
      baseUrl: pbx.baseUrl,
      clientId: pbx.clientId,
      clientSecret: pbx.clientSecret,
      ...change,
    });
  const connect = async (
    change: object = {},
    timings: Partial<YeastarTimings> = {},
    more: Partial<SessionTools> = {},
  ) => {
    const tools: SessionTools = {
      env: { now, newId: () => "id", random: Math.random },
      zone: "Asia/Bangkok",
      shared: {
        read: async () => shared.text,
        async write(text) {
          if (shared.fails) throw new Error("the store is away");
          shared.text = text;
        },
      },
      emit: async (told) => {
        events.push(...told);
      },
      heard() {},
      notice: (notice) => notices.push(notice),
      note: (message) => notes.push(message),
      ...more,
    };
    const session: Session = await createYeastarConnector({ settleMs: 30, ...timings }).connect(
      settings(change),
      tools,
    );
    closers.push(session.close);
    return session;
  };
  return { clock, pbx, shared, events, notices, notes, connect };
}

async function until(condition: () => boolean, what: string): Promise<void> {
  for (const deadline = Date.now() + 5000; !condition(); ) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("the log-in", () => {
  it("is one for all that is asked at once, and for the next session", async () => {
    const { pbx, connect } = await setUp();
    const session = await connect();
    await Promise.all(Array.from({ length: 10 }, () => session.listExtensions()));
    pbx.drop();
    await session.ended;
    await connect();
    expect(pbx.tokens.logIns).toBe(1);
    expect(pbx.tokens.live()).toBe(1);
  });

  it("of a session that only asks stays for those who listen", async () => {
    const { pbx, connect } = await setUp();
    await connect();
    const asking = await connect({}, {}, { askOnly: true });
    expect(await asking.listExtensions()).toHaveLength(3);
    await asking.close();
    expect([pbx.tokens.logIns, pbx.tokens.live(), pbx.sockets()]).toEqual([1, 1, 1]);
  });

  it("is given back when it could not be stored", async () => {
    const { pbx, shared, connect } = await setUp();
    shared.fails = true;
    await expect(connect()).rejects.toThrow("the store is away");
    expect(pbx.tokens.live()).toBe(0);
  });

  it("that others have used up is a limit, and no refusal", async () => {
    const { pbx, clock, connect } = await setUp();
    for (let count = 0; count < 8; count++) pbx.tokens.logIn(pbx.clientId, pbx.clientSecret);
    await expect(connect()).rejects.toMatchObject({ code: "PBX_LIMIT" });
    clock.aheadMs = 31 * MINUTE;
    await connect();
  });

  it("is refused with its cure once the PBX has blocked our address", async () => {
    const { pbx, connect } = await setUp();
    for (let count = 0; count < 5; count++) {
      await expect(connect({ clientSecret: "wrong" })).rejects.toMatchObject({ code: "PBX_REFUSED" });
    }
    await expect(connect()).rejects.toThrow("Blocked IPs");
    pbx.tokens.unblock();
    await connect();
  });

  it("is made anew when the PBX has forgotten it", async () => {
    const { pbx, connect } = await setUp();
    const session = await connect();
    pbx.tokens.forgetAll();
    expect(await session.listExtensions()).toHaveLength(3);
    expect(pbx.tokens.logIns).toBe(2);
  });

  it("is taken over from another node that was first with the refresh token", async () => {
    const { pbx, clock, connect } = await setUp();
    const sessions = [await connect(), await connect()];
    clock.aheadMs = 29.6 * MINUTE;
    await Promise.all(sessions.map((session) => session.listExtensions()));
    expect(pbx.tokens.logIns).toBe(1);
  });

  it("that another node has replaced is left to end by itself", async () => {
    const { pbx, shared, connect } = await setUp();
    const session = await connect();
    shared.text = shared.text?.replace(/"access":"[^"]*"/, '"access":"another"');
    await session.close();
    expect(pbx.tokens.live()).toBe(1);
    expect(shared.text).toContain("another");
  });

  it("of other settings is not sent to this PBX", async () => {
    const { pbx, connect } = await setUp();
    await connect();
    await expect(connect({ clientId: "somebody-else" })).rejects.toMatchObject({ code: "PBX_REFUSED" });
    expect(pbx.tokens.logIns).toBe(2);
  });

  it("never stands in what is thrown", async () => {
    const { pbx, shared, connect } = await setUp();
    const session = await connect();
    const token = (JSON.parse(shared.text ?? "{}") as { access: string }).access;
    await pbx.close();
    const error = await session.listExtensions().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "PBX_UNREACHABLE" });
    const { inspect } = await import("node:util");
    expect(inspect(error, { depth: 5 })).not.toContain(token);
    expect(inspect(error, { depth: 5 })).not.toContain(pbx.clientSecret);
  });
});

describe("the event line", () => {
  it("goes over to the next token without a hole", async () => {
    // The clock's leaps are no silence here.
    const { pbx, clock, events, connect, notes } = await setUp({ silenceMs: 1000 * MINUTE });
    const session = await connect({}, { renewAheadMs: 5 * MINUTE, lookMs: 20 });
    const before = session.health().tokenExpiresAt as number;
    const call = pbx.place("answered", { speed: 5, ringSeconds: 1, talkSeconds: 1 });
    clock.aheadMs = 26 * MINUTE;
    await until(() => (session.health().tokenExpiresAt as number) > before, "the token is renewed");
    await until(() => pbx.sockets() === 1, "the old socket is closed");
    clock.aheadMs = 31 * MINUTE;
    await call;
    await until(() => events.some(({ kind }) => kind === "summary"), "the call is summed up");
    expect(events.filter(({ kind }) => kind === "answered")).toHaveLength(1);
    expect(notes).toEqual([]);
    expect(pbx.tokens.logIns).toBe(1);
  }, 15_000);

  it("is kept open by heartbeats", async () => {
    const { pbx, connect } = await setUp({ silenceMs: 150 });
    await connect({}, { heartbeatMs: 40 });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(pbx.sockets()).toBe(1);
  });

  it("ends the session when the PBX closes it for silence", async () => {
    const { connect } = await setUp({ silenceMs: 50 });
    const session = await connect({}, { heartbeatMs: 10 * MINUTE });
    expect(await session.ended).toMatchObject({ code: "PBX_UNREACHABLE" });
  });

  it("makes do with fewer events where the firmware knows fewer, and says so", async () => {
    const { pbx, events, connect } = await setUp({ topics: [30_011, 30_012, 30_013, 30_014, 30_015] });
    const session = await connect();
    expect(session.health().warnings.join()).toContain("does not push all events");
    await pbx.place("answered");
    await until(() => events.some(({ kind }) => kind === "summary"), "the call is summed up");
  });

  it("hands on alerts and AI summaries", async () => {
    const { pbx, notices, connect } = await setUp();
    await connect();
    await pbx.tell({ type: 30_036, msg: { event: "disk full" } });
    await until(() => notices.length > 0, "the alert is heard");
    expect(notices[0]).toMatchObject({ kind: "alert", body: { event: "disk full" } });
  });

  it.each(["text", "object", "flat"] as const)("understands messages of the shape %s", async (shape) => {
    const { pbx, events, notes, connect } = await setUp({ shape });
    await connect();
    await pbx.place("menu");
    await until(() => events.some(({ kind }) => kind === "summary"), "the call is summed up");
    expect(events.at(-1)).toMatchObject({ disposition: "answered", extension: "1001", talkSeconds: 30 });
    expect(notes).toEqual([]);
  });

  it("notes what it does not understand, without its content", async () => {
    const { pbx, notes, connect } = await setUp();
    await connect();
    await pbx.tell({ type: 30_011, msg: { members: ["secret"] } });
    await until(() => notes.length > 0, "it is noted");
    expect(notes.join()).not.toContain("secret");
  });
});

describe("health", () => {
  it("says that trunks are not monitored when calls are heard of only at their end", async () => {
    const { pbx, events, connect } = await setUp({ monitorTrunks: false });
    const session = await connect();
    for (const script of ["answered", "missed", "busy"]) await pbx.place(script);
    await until(() => events.filter(({ kind }) => kind === "summary").length === 3, "the calls are summed up");
    expect(session.health().warnings.join()).toContain("switch on the status monitor");
  });

  it("measures the PBX's clock, and lets events follow it", async () => {
    const { pbx, clock, events, connect } = await setUp();
    clock.aheadMs = 40_000;
    const session = await connect();
    expect(session.health().clockDifferenceMs as number).toBeLessThan(-38_000);
    expect(session.health().warnings.join()).toMatch(/the PBX's clock is (?:39|40|41) s behind ours/);
    await pbx.place("answered");
    await until(() => events.some(({ kind }) => kind === "summary"), "the call is summed up");
    expect(Math.abs((events[0]?.occurredAt as number) - Date.now())).toBeLessThan(3000);
  });

  it("says that the connection's zone is not the PBX's", async () => {
    const { connect } = await setUp({ zone: "Europe/London" });
    expect((await connect()).health().warnings.join()).toContain("minutes off the zone Asia/Bangkok");
  });

  it("says that helpdesk users cannot be associated by e-mail", async () => {
    const { connect } = await setUp({ extensions: [{ number: "1001", name: "Anna" }] });
    expect((await connect()).health().warnings.join()).toContain("no extension has an e-mail address");
  });
});

describe("recordings", () => {
  it("are fetched one at a time, for the PBX gives no two mp3 files at once", async () => {
    const { pbx, connect } = await setUp({ recording: "mp3" });
    const session = await connect();
    await pbx.place("answered");
    const [file] = pbx.state.recordings.keys();
    const read = async () => {
      const stream = await session.openRecording(file as string, new AbortController().signal);
      let bytes = 0;
      for await (const chunk of stream.body) bytes += chunk.length;
      return [stream.contentType, bytes === stream.length];
    };
    expect(await Promise.all([read(), read(), read()])).toEqual(Array(3).fill(["audio/mpeg", true]));
  });

  it("that are not finished are not there yet", async () => {
    const { pbx, clock, connect } = await setUp({ recordingDelayMs: MINUTE, silenceMs: 1000 * MINUTE });
    const session = await connect();
    await pbx.place("answered");
    const [file = ""] = pbx.state.recordings.keys();
    const { signal } = new AbortController();
    await expect(session.openRecording(file, signal)).rejects.toMatchObject({ code: "NOT_FOUND" });
    clock.aheadMs = 2 * MINUTE;
    const stream = await session.openRecording(file, signal);
    for await (const _chunk of stream.body);
  });

  it("that nobody waits for any more let the next one through", async () => {
    const { pbx, connect } = await setUp({ recording: "mp3" });
    const session = await connect();
    await pbx.place("answered");
    const [file = ""] = pbx.state.recordings.keys();
    const leaving = new AbortController();
    const first = await session.openRecording(file, leaving.signal);
    leaving.abort();
    await expect(async () => {
      for await (const _chunk of first.body);
    }).rejects.toThrow();
    const next = await session.openRecording(file, new AbortController().signal);
    for await (const _chunk of next.body);
  });
});
