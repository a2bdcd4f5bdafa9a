import { describe, expect, it } from "vitest";
import { z } from "zod";
import { phoneEventSchema } from "./phone-event-schema.ts";
import { readPhoneEvents } from "./read-phone-events.ts";

const RINGING = { id: "e1", call: "c1", kind: "ringing", at: "2026-09-21T14:13:20+07:00", extension: "2001" };
const AT = Date.parse("2026-09-21T07:13:20Z");

function problemsOf(body: unknown): string[] {
  const read = readPhoneEvents(body);
  return "problems" in read
    ? read.problems.map((one) => `${one.path}: ${one.message}${one.help ? `; ${one.help}` : ""}`)
    : [];
}

describe("readPhoneEvents", () => {
  const event = { key: "e1", pbxCallId: "c1", kind: "ringing", occurredAt: AT, extension: "2001" };

  it.each([
    ["one event", RINGING],
    ["an array", [RINGING]],
    ["an envelope", { events: [RINGING] }],
  ])("takes %s", (_form, body) => {
    expect(readPhoneEvents(body)).toEqual({ events: [event] });
  });

  it.each([
    ["2026-09-21T14:13:20+07:00", AT],
    ["2026-09-21T07:13:20.000Z", AT],
    ["2026-09-21 14:13:20 +0700", AT],
    ["2026-09-21T07:13Z", AT - 20_000],
    [1_790_000_000, 1_790_000_000_000],
    [1_790_000_000.25, 1_790_000_000_250],
    [1_790_000_000_123, 1_790_000_000_123],
    ["1790000000", 1_790_000_000_000],
  ])("reads the time %j", (at, want) => {
    expect(readPhoneEvents({ ...RINGING, at })).toMatchObject({ events: [{ occurredAt: want }] });
  });

  it("takes every member of a summary", () => {
    const body = {
      ...RINGING,
      kind: "summary",
      direction: "inbound",
      from: "0812345678",
      to: "020001000",
      callerName: " สมชาย ",
      trunk: "sip",
      queue: "6400",
      leg: "a",
      disposition: "answered",
      startedAt: 1_790_000_000,
      answeredAt: 1_790_000_005,
      endedAt: 1_790_000_035,
      talkSeconds: 29.6,
      recording: { url: "https://pbx.example/r/1", file: "r.wav" },
    };
    expect(readPhoneEvents(body)).toMatchObject({
      events: [
        { callerName: "สมชาย", legId: "a", talkSeconds: 30, endedAt: 1_790_000_035_000, recording: { file: "r.wav" } },
      ],
    });
  });

  it.each([
    ["an unknown kind", { ...RINGING, kind: "ring" }, /^kind: is "ring"; kind is one of "started", "ringing"/],
    ["a missing kind", { ...RINGING, kind: undefined }, /^kind: is missing; kind is one of/],
    ["a missing id", { ...RINGING, id: undefined }, /^id: is missing: the event's own id/],
    ["an empty call", { ...RINGING, call: " " }, /^call: is empty; give the PBX's id/],
    [
      "an unknown member",
      { ...RINGING, caller: "x" },
      /^caller: is not a member of an event; known are id, call, kind/,
    ],
    ["a number that is not text", { ...RINGING, from: 812345678 }, /^from: is 812345678; write from as text in quotes/],
    [
      "a time without a zone",
      { ...RINGING, at: "2026-09-21T14:13:20" },
      /^at: "2026-09-21T14:13:20" is not a time.*with its zone/,
    ],
    ["a missing time", { ...RINGING, at: undefined }, /^at: a time is missing/],
    ["a time of another age", { ...RINGING, at: 5 }, /^at: 5 is not between the years/],
    [
      "a member of another kind",
      { ...RINGING, disposition: "busy" },
      /^disposition: means nothing in an event of kind "ringing"; it belongs to "ended" and "summary"/,
    ],
    [
      "an answer by nobody",
      { ...RINGING, kind: "answered", extension: undefined },
      /^extension: is missing: nobody can tell who "answered"/,
    ],
    ["a transfer to nowhere", { ...RINGING, kind: "transferred" }, /^toExtension: is missing/],
    ["a recording without a place", { ...RINGING, kind: "recorded" }, /^recording: is missing/],
    [
      "a recording that is no address",
      { ...RINGING, kind: "recorded", recording: { url: "javascript:1" } },
      /^recording.url: is not an http/,
    ],
    [
      "an unknown member of a recording",
      { ...RINGING, kind: "recorded", recording: { file: "a", path: "b" } },
      /^recording.path: is not a member of recording/,
    ],
    [
      "milliseconds of talk",
      { ...RINGING, kind: "summary", talkSeconds: 3_000_000 },
      /^talkSeconds: is longer than a week/,
    ],
    ["a body that is no object", "hello", /^body: is "hello" where an event was expected/],
    ["no body", undefined, /^body: is undefined where an event was expected/],
    ["an empty list", [], /^body: holds 0 events; send between 1 and 1000/],
    ["events that are no list", { events: RINGING }, /^events: is not a list/],
    ["a stranger beside events", { events: [RINGING], token: "x" }, /^token: "token" is not known beside "events"/],
  ])("refuses %s and says what to do", (_what, body, message) => {
    expect(problemsOf(body)).toEqual([expect.stringMatching(message)]);
  });

  it("tells all problems at once with their paths and takes no event", () => {
    const body = { events: [RINGING, { ...RINGING, kind: "x", from: 1 }, { ...RINGING, extra: 1 }] };
    expect(problemsOf(body).map((one) => one.split(":")[0])).toEqual([
      "events[1].kind",
      "events[1].from",
      "events[2].extra",
    ]);
  });

  it("refuses more than a thousand events", () => {
    expect(problemsOf(Array.from({ length: 1001 }, () => RINGING))).toEqual([
      expect.stringContaining("holds 1001 events"),
    ]);
  });

  it("has a JSON schema for the API's description", () => {
    const schema = z.toJSONSchema(phoneEventSchema, { io: "input" });
    expect(schema).toMatchObject({
      type: "object",
      additionalProperties: false,
      required: ["id", "call", "kind", "at"],
    });
  });
});
