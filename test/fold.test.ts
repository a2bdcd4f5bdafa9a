import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { cli } from "./support/cli.ts";

const SAMPLES = fileURLToPath(new URL("./samples/asterisk", import.meta.url));
const EVENTS = [
  { id: "1", call: "c1", kind: "started", at: "2026-09-21T14:13:20+07:00", from: "0812345678", to: "020001000" },
  { id: "2", call: "c1", kind: "ringing", at: "2026-09-21T14:13:21+07:00", extension: "2001" },
  { id: "3", call: "c1", kind: "answered", at: "2026-09-21T14:13:25+07:00", extension: "2001" },
  { id: "4", call: "c1", kind: "ended", at: "2026-09-21T14:13:45+07:00" },
];
const FOLDED = {
  callId: "c1",
  direction: "inbound",
  from: "0812345678",
  dialled: "020001000",
  outcome: "answered",
  answeredBy: "2001",
  rang: ["2001"],
  ringSeconds: 4,
  talkSeconds: 20,
  legs: [{ leg: "2001", extension: "2001", ringSeconds: 4, talkSeconds: 20, reason: null }],
};

describe("fold asterisk", () => {
  it("prints the calls of a recorded stream as JSON, with members for programs", async () => {
    const { out, said, code } = await cli(["fold", "asterisk", `${SAMPLES}/two-calls-at-once/stream.txt`, "--json"]);
    expect(JSON.parse(out)).toEqual(JSON.parse(readFileSync(`${SAMPLES}/two-calls-at-once/calls.json`, "utf8")));
    expect({ said, code }).toEqual({ said: "", code: 0 });
  });

  it("prints a table for a person", async () => {
    const { out } = await cli(["fold", "asterisk", `${SAMPLES}/voicemail/stream.txt`]);
    expect(out).toMatch(/^call +direction +from +dialled +outcome +answered by +rang +ring s +talk s\n/);
    expect(out).toMatch(/inbound +0812345678 +020002001 +no-answer +- +2001 +2\.0 +-\n$/);
  });

  it("takes a last message whose empty line was trimmed away", async () => {
    const input = `${readFileSync(`${SAMPLES}/inbound-declined/stream.txt`, "utf8").trimEnd()}\r\n`;
    const { out, said } = await cli(["fold", "asterisk", "-", "--json"], { input });
    expect(JSON.parse(out)).toMatchObject([{ outcome: "declined" }]);
    expect(said).toBe("");
  });

  it("reads standard input, and folds a stream that is cut off with a note", async () => {
    const whole = readFileSync(`${SAMPLES}/attended-transfer/stream.txt`, "utf8");
    const cut = whole.slice(0, whole.indexOf("Event: AttendedTransfer") + 40);
    const { out, said, code } = await cli(["fold", "asterisk", "-", "--json"], { input: cut });
    expect(JSON.parse(out)).toMatchObject([{ outcome: "answered", answeredBy: "2001" }]);
    expect(said).toContain("the file ends within a message (AttendedTransfer)");
    expect(said).toMatch(/call [\d.]+ goes on where the file ends/);
    expect(code).toBe(0);
  });

  it("takes the names of trunks and phones, and a zone for times without one", async () => {
    const input = [
      "Event: Newchannel",
      "Timestamp: 1795000000.000",
      "Channel: PJSIP/5000-00000001",
      "ChannelState: 4",
      "CallerIDNum: 0812345678",
      "Exten: 020001000",
      "Uniqueid: 1795000000.1",
      "Linkedid: 1795000000.1",
      "",
      "",
    ].join("\n");
    const direction = async (...options: string[]) =>
      JSON.parse((await cli(["fold", "asterisk", "-", "--json", ...options], { input })).out)[0]?.direction;
    expect(await direction("--trunks", "5000, other")).toBe("inbound");
    expect(await direction("--extensions", "^2\\d{3}$")).toBe("inbound");
    const refused = await cli(["fold", "asterisk", "-", "--zone", "Nowhere/At all"], { input });
    expect(refused).toMatchObject({ code: 2, said: expect.stringContaining("such as Asia/Bangkok") });
    expect((await cli(["fold", "asterisk", "-", "--extensions", "("], { input })).said).toContain("--extensions:");
  });

  it("says where, what and the cure when the file is something else", async () => {
    const { said, code } = await cli(["fold", "asterisk", "-"], { input: "hello\n" });
    expect(code).toBe(2);
    expect(said).toContain("-:1: no message of Asterisk's manager interface in this file; record what TCP port 5038");
  });

  it("names the vendors that it knows", async () => {
    const { said, code } = await cli(["fold", "nortel", "-"]);
    expect(code).toBe(2);
    expect(said).toMatch(/vendor "nortel" is not known; write one of asterisk, .*generic/);
  });
});

describe("fold freeswitch", () => {
  const MAPPED = fileURLToPath(new URL("./samples/mapping", import.meta.url));
  const eventsOf = (name: string) =>
    readFileSync(`${MAPPED}/freeswitch-events/${name}/trace.jsonl`, "utf8").trim().split("\n");
  const frame = (type: string, body: string) =>
    `Content-Length: ${Buffer.byteLength(body)}\nContent-Type: ${type}\n\n${body}`;
  const toPlain = (json: string) =>
    Object.entries(JSON.parse(json) as Record<string, string>)
      .map(([name, value]) => `${name}: ${encodeURIComponent(value)}\n`)
      .join("");
  const GREETING = "Content-Type: auth/request\n\nContent-Type: command/reply\nReply-Text: +OK accepted\n\n";
  const ANSWERED = {
    callId: "aaa",
    from: "0812345678",
    outcome: "answered",
    answeredBy: "2001",
    rang: ["2001"],
    ringSeconds: 6,
    talkSeconds: 40,
  };
  const fold = async (input: string) => {
    const { out, said } = await cli(["fold", "freeswitch", "-", "--json"], { input });
    return { calls: JSON.parse(out), said };
  };

  it("reads what the event socket sent, as JSON or plain, from wherever the recording begins", async () => {
    const json = eventsOf("answered").map((one) => frame("text/event-json", one));
    const plain = eventsOf("answered").map((one) => frame("text/event-plain", toPlain(one)));
    for (const input of [GREETING + json.join(""), `e-Name": 1}\n${plain.join("")}`]) {
      expect(await fold(input)).toMatchObject({ calls: [ANSWERED], said: "" });
    }
  });

  it("reads events and call records as JSON, one in each line, as one call", async () => {
    const record = readFileSync(`${MAPPED}/freeswitch-cdr/given-up/trace.jsonl`, "utf8");
    expect(await fold(`${eventsOf("answered").join("\n")}\n`)).toMatchObject({ calls: [ANSWERED], said: "" });
    for (const input of [eventsOf("given-up").join("\n"), record, `${eventsOf("given-up").join("\n")}\n${record}`]) {
      expect((await fold(input)).calls).toMatchObject([{ callId: "aaa", outcome: "abandoned", rang: ["2001"] }]);
    }
  });

  it("takes what is whole of a recording that is cut or broken, and says so", async () => {
    const whole = eventsOf("answered").map((one) => frame("text/event-json", one));
    const cut = await fold(whole.join("").slice(0, -20));
    expect(cut).toMatchObject({ calls: [{ callId: "aaa", answeredBy: "2001" }] });
    expect(cut.said).toContain("the file ends within a message");
    const broken = await fold(`${whole.join("")}\nbroken here\n\n`);
    expect(broken).toMatchObject({ calls: [ANSWERED] });
    expect(broken.said).toContain("it is not what mod_event_socket says");
  });

  it("says what a file of another kind should hold", async () => {
    for (const input of ["", "Event: Hangup\r\n\r\n", '{"a":1}', GREETING]) {
      const { code, out } = await cli(["fold", "freeswitch", "-", "--json"], { input });
      expect(code).toBe(2);
      expect(JSON.parse(out).error.message).toContain("no event and no call record of a FreeSWITCH");
    }
  });
});

describe("fold generic", () => {
  it.each([
    ["a list", JSON.stringify(EVENTS)],
    ["an envelope", JSON.stringify({ events: EVENTS }, undefined, 2)],
    ["a line for each", EVENTS.map((event) => JSON.stringify(event)).join("\n")],
  ])("reads events as %s", async (_name, input) => {
    const { out, said } = await cli(["fold", "generic", "-", "--json"], { input });
    expect(JSON.parse(out)).toEqual([FOLDED]);
    expect(said).toBe("");
  });

  it("leaves out a last line that is cut off, with a note", async () => {
    const input = EVENTS.map((event) => JSON.stringify(event)).join("\n");
    const { out, said } = await cli(["fold", "generic", "-", "--json"], { input: input.slice(0, -20) });
    expect(JSON.parse(out)).toMatchObject([{ callId: "c1", outcome: "answered" }]);
    expect(said).toContain("line 4 ends within an event");
  });

  it("names the file of a note once", async () => {
    const { said } = await cli(["fold", "mapping:twilio", "-"], { input: '{"CallSid":"CA1","CallStatus":"odd"}\n' });
    expect(said).toMatch(/^deskbell: -, line 1: /);
  });

  it("tells every fault with its place", async () => {
    const input = `${JSON.stringify(EVENTS[0])}\n{"id":"2","call":"c1","kind":"melting","at":1790000000}\n`;
    const { said, code } = await cli(["fold", "generic", "-"], { input });
    expect(code).toBe(2);
    expect(said).toMatch(/-, line 2 holds what is no phone event\n {2}kind: is "melting"/);
    expect((await cli(["fold", "generic", "-"], { input: "{" })).said).toContain("not JSON");
    expect((await cli(["fold", "generic", "-"], { input: Buffer.from([0xff]) })).said).toContain("not UTF-8");
  });
});
