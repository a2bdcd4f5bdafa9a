import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PhoneEvent } from "../../domain/index.ts";
import { phoneEventSchema } from "../phone-event-schema.ts";
import { writePhoneEvent } from "../write-phone-event.ts";
import { readWireMessage, readWireText } from "./envelope.ts";
import { createTranslator } from "./to-phone-event.ts";

const AT = 1_790_000_005_000;
const CALL = "1790000000.41";

const inbound = (status: string, path = "") => ({
  inbound: {
    from: "+442070000111",
    to: "+442070000999",
    trunk_name: "sip-main",
    channel_id: "PJSIP/sip-main-endpoint-00000021",
    member_status: status,
    call_path: path,
  },
});
const extension = (number: string, status: string, channel: string, path = "") => ({
  extension: { number, channel_id: `PJSIP/${number}-${channel}`, member_status: status, call_path: path },
});
const outbound = (status: string) => ({
  outbound: {
    from: "2001",
    to: "+442070000111",
    trunk_name: "sip-main",
    channel_id: "PJSIP/sip-main-endpoint-00000031",
    member_status: status,
    call_path: "",
  },
});
const state = (members: unknown[], extra: object = {}) => ({
  type: 30011,
  sn: "3600A0000TEST",
  msg: { call_id: CALL, members, ...extra },
});
const end = (fields: object = {}) => ({
  call_id: CALL,
  time_start: "2026-09-21 15:13:20",
  call_from: "+442070000111",
  call_to: "2001",
  call_duration: 41,
  talk_duration: 29,
  src_trunk_name: "sip-main",
  dst_trunk_name: " ",
  pin_code: " ",
  status: "ANSWERED",
  type: "Inbound",
  recording: "20260921151331-1790000000.41-+442070000111-2001-Inbound.wav",
  did_number: "+442070000999",
  uid: "20260921151320A1B2C",
  ...fields,
});

function setUp(zone = "Europe/London") {
  const translator = createTranslator({ zone, isExtension: (number) => /^200\d$/.test(number) });
  return {
    translator,
    read: (...messages: unknown[]): PhoneEvent[] =>
      messages.flatMap((message, index) => {
        const { events, endedCall, problem } = translator.read(readWireMessage(message), AT + index * 1000);
        expect(problem).toBeUndefined();
        const summary = endedCall === undefined ? undefined : translator.summaryOf(endedCall);
        return summary ? [...events, summary] : events;
      }),
  };
}

const told = (events: readonly PhoneEvent[]) =>
  events.map((event) => [event.kind, "extension" in event ? (event.extension ?? "") : ""].join(" ").trim());

describe("states of a call", () => {
  it("tell of an inbound call that rings and is answered, with its parties in each event", () => {
    const events = setUp().read(
      state([inbound("ALERT", "6400"), extension("2001", "RING", "22", "6400")]),
      state([inbound("ANSWERED", "6400"), extension("2001", "ANSWER", "22", "6400")]),
      state([extension("2001", "BYE", "22")]),
      state([inbound("BYE", "6400")]),
    );
    expect(told(events)).toEqual(["started", "ringing 2001", "started", "answered 2001", "left 2001", "ended"]);
    for (const event of events) {
      expect(event).toMatchObject({ direction: "inbound", from: "+442070000111", to: "+442070000999", queue: "6400" });
    }
    expect(events[4]).toMatchObject({ reason: "hung-up", legId: "PJSIP/2001-22" });
  });

  it("give the same keys for the same state, so that a repetition is one", () => {
    const { read } = setUp();
    const first = read(state([inbound("ALERT"), extension("2001", "RING", "22")]));
    const again = read(state([inbound("ALERT"), extension("2001", "RING", "22")]));
    expect(again.map(({ key }) => key)).toEqual(first.map(({ key }) => key));
  });

  it("tell that the caller gave up only where the trunk hangs up before the telephones that ring", () => {
    const ring = state([inbound("ALERT"), extension("2001", "RING", "22"), extension("2002", "RING", "23")]);
    const isGivenUp = (...rest: unknown[]) =>
      setUp()
        .read(ring, ...rest)
        .some((event) => event.kind === "ended" && event.abandoned === true);
    const silent = state([extension("2001", "BYE", "22"), extension("2002", "BYE", "23")]);
    expect(isGivenUp(state([inbound("BYE")]))).toBe(true);
    expect(isGivenUp(state([extension("2001", "BYE", "22")]), state([inbound("BYE")]))).toBe(true);
    expect(isGivenUp(silent, state([inbound("BYE")]))).toBe(false);
    expect(isGivenUp(state([inbound("ANSWERED"), extension("2002", "ANSWER", "23")]), state([inbound("BYE")]))).toBe(
      false,
    );
  });

  it("take a menu that picks up for no answer", () => {
    expect(told(setUp().read(state([inbound("ANSWERED", "6500")])))).toEqual(["started"]);
  });

  it("take whoever holds for one who answered", () => {
    const events = setUp().read(state([inbound("ANSWERED"), extension("2001", "HOLD", "22")]));
    expect(told(events)).toEqual(["started", "answered 2001"]);
  });

  it("tell an outbound call by the leg of the extension that placed it", () => {
    const events = setUp().read(
      state([extension("2001", "ALERT", "30"), outbound("EARLYMEDIA")]),
      state([extension("2001", "ANSWERED", "30"), outbound("ANSWER")]),
      state([outbound("BYE")]),
    );
    expect(told(events)).toEqual(["started 2001", "ringing 2001", "answered 2001", "answered 2001", "ended"]);
    expect(new Set(events.map(({ key }) => key)).size).toBe(4);
    expect(events[1]).toMatchObject({ direction: "outbound", from: "2001", to: "+442070000111", trunk: "sip-main" });
  });

  it("do not end an outbound call whose trunk failed, for another may be tried", () => {
    const events = setUp().read(state([extension("2001", "ALERT", "30"), outbound("ALERT")]), state([outbound("BYE")]));
    expect(told(events)).not.toContain("ended");
  });

  it("take the phone that rings first in a call by click for no inbound ring", () => {
    const masked = { outbound: { ...outbound("ALERT").outbound, from: "+442070000999" } };
    const events = setUp().read(
      state([extension("2001", "RING", "30")]),
      state([extension("2001", "ANSWER", "30")]),
      state([extension("2001", "ANSWER", "30"), masked]),
      state([extension("2001", "ANSWERED", "30"), { outbound: { ...masked.outbound, member_status: "ANSWER" } }]),
    );
    const answers = events.filter(({ kind }) => kind === "answered");
    expect(new Set(answers.map(({ key }) => key)).size).toBe(1);
    expect(answers[0]).toMatchObject({ direction: "outbound", from: "2001", extension: "2001" });
  });

  it("tell an internal call as one", () => {
    const events = setUp().read(state([extension("2001", "ALERT", "1"), extension("2002", "RING", "2")]));
    expect(told(events)).toEqual(["started", "ringing 2002"]);
    expect(events[0]).toMatchObject({ direction: "internal", from: "2001", to: "2002" });
  });

  it("end a call that the PBX does not allow", () => {
    const events = setUp().read({
      type: 30015,
      sn: "x",
      msg: { call_id: CALL, reason: "NO Dial Permission", members: [extension("2001", "BYE", "1")] },
    });
    expect(events.at(-1)).toMatchObject({ kind: "ended", disposition: "failed" });
  });

  it("are understood although a member is null, unknown or without its number", () => {
    const odd = [{ ...inbound("ALERT"), extension: null, outbound: null }, { queue: {} }, null, { extension: {} }];
    const members = [...odd, { extension: { number: 2001, member_status: "RING" } }];
    expect(told(setUp().read(state(members)))).toEqual(["started", "ringing 2001"]);
  });

  it("are understood with msg as text, as an object, and without an envelope", () => {
    const message = state([inbound("ALERT"), extension("2001", "RING", "22")]);
    const shapes = [message, { ...message, msg: JSON.stringify(message.msg) }, message.msg];
    const events = shapes.map((shape) => setUp().read(shape));
    expect(events[1]).toEqual(events[0]);
    expect(events[2]).toEqual(events[0]);
  });
});

describe("records of legs", () => {
  it("become the summary of the call, with blanks for empty and times by the PBX's zone", () => {
    expect(setUp().read({ type: 30012, sn: "x", msg: end() })).toEqual([
      {
        kind: "summary",
        key: expect.stringMatching(/^1790000000\.41\/records\/[0-9a-f]{16}$/),
        pbxCallId: CALL,
        occurredAt: 1_790_000_041_000,
        direction: "inbound",
        from: "+442070000111",
        to: "+442070000999",
        trunk: "sip-main",
        startedAt: 1_790_000_000_000,
        answeredAt: 1_790_000_012_000,
        endedAt: 1_790_000_041_000,
        talkSeconds: 29,
        disposition: "answered",
        extension: "2001",
        recording: { file: "20260921151331-1790000000.41-+442070000111-2001-Inbound.wav" },
      },
    ]);
  });

  it("tell the right times though the zone is set wrongly, by the second in the call's id", () => {
    const [summary] = setUp("Asia/Bangkok").read(end());
    expect(summary).toMatchObject({ startedAt: 1_790_000_000_000, endedAt: 1_790_000_041_000 });
  });

  it("tell the right times in the hour that the clocks show twice", () => {
    const before = Date.UTC(2026, 9, 25, 0, 59, 30);
    const { read } = setUp();
    const leg = {
      call_id: `${before / 1000}.7`,
      time_start: "2026-10-25 01:59:30",
      call_to: "6400",
      call_duration: 120,
    };
    const second = { ...leg, time_start: "2026-10-25 01:00:10", call_to: "2001", call_duration: 80 };
    const events = read(end({ ...leg, talk_duration: 0 }), end(second));
    expect(events.at(-1)).toMatchObject({ startedAt: before, endedAt: before + 120_000, talkSeconds: 29 });
  });

  it("of a menu and a queue that picked up are no answer, and count no talk twice", () => {
    const events = setUp().read(
      end({ call_to: "6500", call_duration: 8, talk_duration: 8, recording: " " }),
      end({ time_start: "2026-09-21 15:13:28", call_to: "6400", call_duration: 33, talk_duration: 20 }),
      end({
        time_start: "2026-09-21 15:13:28",
        call_to: "2002",
        call_duration: 33,
        talk_duration: 20,
        type: "inbound",
      }),
    );
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ disposition: "answered", extension: "2002", talkSeconds: 20 });
  });

  it("add up the talk of two extensions after a transfer", () => {
    const events = setUp().read(
      end({ call_duration: 30, talk_duration: 20 }),
      end({ time_start: "2026-09-21 15:13:50", call_to: "2002", call_duration: 25, talk_duration: 20 }),
    );
    expect(events.at(-1)).toMatchObject({ talkSeconds: 40, extension: "2002", endedAt: 1_790_000_055_000 });
  });

  it.each([
    ["NO ANSWER", "no-answer"],
    ["NO_ANSWER", "no-answer"],
    ["CANCEL", "no-answer"],
    ["BUSY", "busy"],
    ["FAILED", "failed"],
    ["VOICEMAIL", "voicemail"],
    ["ANSWERD", "answered"],
  ])("with status %s are %s", (status, disposition) => {
    expect(setUp().read(end({ status })).at(-1)).toMatchObject({ disposition });
  });

  it("of a caller who gave up in the menu wait for the last word", () => {
    const { translator, read } = setUp();
    expect(read(end({ call_to: "6500" }))).toEqual([]);
    expect(translator.finalSummaryOf(CALL)).toMatchObject({ disposition: "no-answer", talkSeconds: 0 });
  });

  it("name the caller where the PBX does, and the number alone as the number", () => {
    expect(setUp().read(end({ call_from: "สมชาย<+442070000111>" }))[0]).toMatchObject({
      from: "+442070000111",
      callerName: "สมชาย",
    });
  });

  it("of an outbound call name whoever placed it", () => {
    const outboundEnd = end({
      type: "OUTBOUND",
      call_from: "2001",
      call_to: "+66812345678",
      did_number: " ",
      dst_trunk_name: "sip-main",
      src_trunk_name: " ",
    });
    expect(setUp().read(outboundEnd)[0]).toMatchObject({
      direction: "outbound",
      from: "2001",
      to: "+66812345678",
      extension: "2001",
      disposition: "answered",
      trunk: "sip-main",
    });
  });
});

describe("other messages", () => {
  it.each([
    [30007, "registration"],
    [30008, "extension-state"],
    [30009, "presence"],
    [30036, "alert"],
    [30040, "ai-summary"],
  ])("of type %i are a notice", (type, kind) => {
    const { notices } = setUp().translator.read(readWireMessage({ type, sn: "x", msg: { a: 1 } }), AT);
    expect(notices).toEqual([{ kind, at: AT, body: { a: 1 } }]);
  });

  it.each([
    ["[]", "is not a JSON object"],
    ["{", "is not JSON"],
    ['{"x":"secret"}', "has neither a type nor members that tell it: x"],
    ['{"type":30011,"msg":"{"}', "has a msg that is not JSON"],
    ['{"type":30011,"msg":{"members":[]}}', "call_id"],
    ['{"type":30012,"msg":{}}', "call_id"],
  ])("%s is a problem, told without its content", (text, problem) => {
    const found = setUp().translator.read(readWireText(text), AT).problem;
    expect(found).toContain(problem);
    expect(found).not.toContain("secret");
  });
});

describe("any message", () => {
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(
      "",
      " ",
      "ANSWER",
      "RING",
      "BYE",
      "2001",
      "1790000000.41",
      "x".repeat(600),
      Number.POSITIVE_INFINITY,
      -1,
    ),
  );
  const party = fc.record(
    { number: odd, from: odd, to: odd, trunk_name: odd, channel_id: odd, member_status: odd, call_path: odd },
    { requiredKeys: [] },
  );
  const member = fc.record({ extension: party, inbound: party, outbound: party }, { requiredKeys: [] });
  const callState = fc.record({ call_id: odd, reason: odd, members: fc.array(member) }, { requiredKeys: [] });
  const leg = fc.record(
    {
      call_id: odd,
      time_start: odd,
      call_from: odd,
      call_to: odd,
      call_duration: odd,
      talk_duration: odd,
      status: odd,
      type: odd,
      recording: odd,
    },
    { requiredKeys: ["call_duration"] },
  );

  it("is understood or told to be a problem, and gives nothing but events that can be stored", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(callState, leg, fc.jsonValue())), (messages) => {
        const translator = createTranslator({ zone: "Asia/Bangkok", isExtension: (number) => number === "2001" });
        for (const message of messages) {
          const { events, endedCall } = translator.read(readWireMessage(message), AT);
          const summary = endedCall === undefined ? undefined : translator.finalSummaryOf(endedCall);
          for (const event of summary ? [...events, summary] : events) {
            expect(Number.isSafeInteger(event.occurredAt)).toBe(true);
            expect(() => writePhoneEvent(event)).not.toThrow();
            expect(phoneEventSchema.safeParse(writePhoneEvent({ ...event, key: "k" })).success).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
