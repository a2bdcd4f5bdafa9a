import { describe, expect, it } from "vitest";
import { readYeastarMessages } from "./read-file.ts";

const CALL = "1790000000.41";
const row = (to: string, disposition: string, at: number, seconds: number, talk: number) => ({
  call_id: CALL,
  timestamp: 1_790_000_000 + at,
  call_from: "Jo<+442070000111>",
  call_to: `Somebody<${to}>`,
  duration: seconds,
  talk_duration: talk,
  disposition,
  call_type: "Inbound",
  src_trunk: "sip-main",
  did_number: "+442070000999",
});
const message = (inbound: string, extension: string) => ({
  type: 30011,
  sn: "x",
  msg: JSON.stringify({
    call_id: CALL,
    members: [
      { inbound: { from: "+442070000111", to: "+442070000999", channel_id: "T", member_status: inbound } },
      { extension: { number: "2001", channel_id: "P", member_status: extension } },
    ],
  }),
});

describe("readYeastarMessages", () => {
  it("takes the times of messages that tell none from the legs that were written down", () => {
    const lines = [message("ALERT", "RING"), message("ANSWERED", "ANSWER"), row("2001", "ANSWERED", 3, 41, 29)];
    const { events, notes } = readYeastarMessages(lines.map((line) => JSON.stringify(line)).join("\n"), "f");
    expect(notes).toEqual([]);
    expect(events.find(({ kind }) => kind === "ringing")?.occurredAt).toBe(1_790_000_003_000);
    expect(events.find(({ kind }) => kind === "answered")?.occurredAt).toBe(1_790_000_015_000);
    expect(events.at(-1)).toMatchObject({ kind: "summary", talkSeconds: 29 });
  });

  it("adds the answer that only a leg tells", () => {
    const lines = [message("ALERT", "RING"), row("2001", "ANSWERED", 3, 41, 29)];
    const { events } = readYeastarMessages(JSON.stringify(lines), "f");
    expect(events.find(({ kind }) => kind === "answered")).toMatchObject({
      extension: "2001",
      occurredAt: 1_790_000_015_000,
    });
  });

  it("tells of telephones without a leg of their own by what happened around them", () => {
    const members = (inbound: string, ...phones: [number: string, status: string][]) => ({
      type: 30011,
      msg: {
        call_id: CALL,
        members: [
          { inbound: { from: "+442070000111", to: "+442070000999", channel_id: "T", member_status: inbound } },
          ...phones.map(([number, status]) => ({ extension: { number, channel_id: number, member_status: status } })),
        ],
      },
    });
    const lines = [
      members("ALERT", ["2001", "RING"], ["2002", "RING"]),
      members("ANSWERED", ["2001", "BYE"], ["2002", "ANSWER"]),
      members("BYE", ["2002", "BYE"]),
      row("6300", "ANSWERED", 0, 41, 29),
    ];
    const { events } = readYeastarMessages(JSON.stringify(lines), "f");
    const times = events.map((event) => [
      event.kind,
      "extension" in event && event.extension,
      event.occurredAt / 1000 - 1_790_000_000,
    ]);
    expect(times.filter(([kind]) => kind !== "started" && kind !== "summary")).toEqual([
      ["ringing", "2001", 0],
      ["ringing", "2002", 0],
      ["left", "2001", 12],
      ["answered", "2002", 12],
      ["ended", false, 41],
      ["left", "2002", 41],
    ]);
  });

  it("takes the time that a line begins with", () => {
    const text = `2026-09-21T14:13:25Z ${JSON.stringify(message("ALERT", "RING"))}\nheartbeat response\n`;
    expect(readYeastarMessages(text, "f").events[0]?.occurredAt).toBe(Date.UTC(2026, 8, 21, 14, 13, 25));
  });

  it("tells from rows alone who rang and who answered", () => {
    const rows = [
      row("6500", "ANSWERED", 0, 5, 5),
      row("2002", "NO ANSWER", 5, 4, 0),
      row("2001", "ANSWERED", 9, 20, 15),
    ];
    const { events } = readYeastarMessages(JSON.stringify({ errcode: 0, total_number: 3, data: rows }), "f");
    expect(events.map((event) => [event.kind, "extension" in event && event.extension])).toEqual([
      ["ringing", "2002"],
      ["left", "2002"],
      ["ringing", "2001"],
      ["answered", "2001"],
      ["left", "2001"],
      ["summary", "2001"],
    ]);
  });

  it("knows extensions by the pattern it is given", () => {
    const { events } = readYeastarMessages(JSON.stringify([row("6500", "ANSWERED", 0, 5, 5)]), "f", {
      extensionPattern: "65\\d\\d",
    });
    expect(events.at(-1)).toMatchObject({ disposition: "answered", extension: "6500" });
  });

  it("leaves out what is no message, and says where", () => {
    const text = `${JSON.stringify(row("2001", "BUSY", 0, 2, 0))}\n{"call_id": \n{"x": 1}`;
    const { events, notes } = readYeastarMessages(text, "f");
    expect(events.at(-1)).toMatchObject({ disposition: "busy" });
    expect(notes).toEqual([expect.stringContaining("line 2"), expect.stringContaining("line 3")]);
  });

  it("refuses a file of something else", () => {
    for (const text of ["Event: Hangup", "null", "42", '"x"', "[null]", ""]) {
      expect(() => readYeastarMessages(text, "stream.txt")).toThrow("stream.txt: holds no message");
    }
  });
});
