import { describe, expect, it } from "vitest";
import { toFoldedCalls } from "./to-calls.ts";
import { findVendor } from "./vendors.ts";

const ROWS = [
  { state: "ring", call: "c1", at: "2026-11-24 14:00:00", from: "0812345678", ext: "2001" },
  { state: "talk", call: "c1", at: "2026-11-24 14:00:06", from: "0812345678", ext: "2001" },
  { state: "over", call: "c1", at: "2026-11-24 14:01:06" },
];
const MAPPING = {
  body: "json",
  members: { call: "call", at: "at", from: "from", extension: "ext" },
  cases: [
    {
      events: [
        {
          kind: { path: "state", table: { ring: "ringing", talk: "answered", over: "ended" } },
          disposition: { value: "answered" },
        },
      ],
    },
  ],
};
const LINES = ROWS.map((row) => JSON.stringify(row)).join("\n");

async function read(vendor: string, text: string, more: { extensionPattern?: string; mapping?: string } = {}) {
  const { mapping = JSON.stringify(MAPPING), ...options } = more;
  const reader = await findVendor(vendor, async () => Buffer.from(mapping));
  return reader?.(Buffer.from(text), { file: "posts.txt", zone: "Asia/Bangkok", ...options });
}

describe("folding what a PBX posted", () => {
  it("reads a body from each line by a mapping in a file", async () => {
    const found = await read("mapping:./own.json", LINES);
    expect(found?.notes).toEqual([]);
    expect(found?.events[0]?.occurredAt).toBe(Date.parse("2026-11-24T07:00:00Z"));
    expect(toFoldedCalls(found?.events ?? [])).toMatchObject([
      {
        callId: "c1",
        direction: "inbound",
        from: "0812345678",
        outcome: "answered",
        answeredBy: "2001",
        ringSeconds: 6,
        talkSeconds: 60,
      },
    ]);
  });

  it("reads one document over several lines", async () => {
    const mapping = JSON.stringify({ ...MAPPING, each: "rows" });
    const found = await read("mapping:./own.json", JSON.stringify({ rows: ROWS }, undefined, 2), { mapping });
    expect(found?.events).toHaveLength(3);
  });

  it("reads forms, as they came or as fields", async () => {
    const fields = {
      CallSid: "CA1",
      ParentCallSid: "CA0",
      CallStatus: "ringing",
      From: "+66812345678",
      To: "sip:2001@x",
    };
    const form = new URLSearchParams(fields).toString();
    const found = await read("mapping:twilio", `${form}\n${JSON.stringify(fields)}\n`);
    expect(found?.events.map(({ key, kind }) => [key, kind])).toEqual(Array(2).fill([expect.any(String), "ringing"]));
    expect(new Set(found?.events.map(({ key }) => key)).size).toBe(1);
  });

  it("takes the extensions from the command line", async () => {
    const found = await read("mapping:./own.json", LINES, { extensionPattern: "^3" }).catch((error: unknown) => error);
    expect(found).toMatchObject({ code: "INPUT_INVALID", message: "posts.txt, line 2 cannot be read by the mapping" });
  });

  it("tells with the line what no case fits", async () => {
    const mapping = JSON.stringify({ ...MAPPING, cases: [{ when: { state: "ring" }, events: [] }] });
    const found = await read("mapping:./own.json", LINES, { mapping });
    expect(found?.notes).toEqual([
      'posts.txt, line 2: the body: no case fits (state "talk")',
      'posts.txt, line 3: the body: no case fits (state "over")',
    ]);
  });

  it.each([
    ["an unknown ready mapping", "mapping:avaya", "{}", /the mapping cannot be used/],
    ["a mapping that is no JSON", "mapping:own.json", "cases:", /own\.json:1:1: not JSON/],
    ["a mapping with mistakes", "mapping:own.json", '{"body":"json"}', /the mapping cannot be used/],
  ])("refuses %s", async (_what, vendor, mapping, message) => {
    await expect(read(vendor, LINES, { mapping })).rejects.toMatchObject({ message: expect.stringMatching(message) });
  });

  it("knows no other vendors", async () => {
    expect(await findVendor("avaya", async () => Buffer.from(""))).toBeUndefined();
    expect(await findVendor("toString", async () => Buffer.from(""))).toBeUndefined();
  });
});
