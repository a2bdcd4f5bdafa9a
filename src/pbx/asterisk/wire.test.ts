import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AmiMessage, createAmiReader, writeAmiAction } from "./wire.ts";

const STREAM =
  "Asterisk Call Manager/11.0.0\r\n" +
  "Response: Success\r\nActionID: 1\r\nMessage: Authentication accepted\r\n\r\n" +
  "Event: Newchannel\r\nChannel: PJSIP/trunk-00000001\r\nCallerIDName: สมชาย ใจดี\r\nExten: \r\nConnectedLineNum: <unknown>\r\n" +
  "ChanVariable: A=1\r\nChanVariable: B=2: x\r\n\r\n";

function read(bytes: Uint8Array): AmiMessage[] {
  return createAmiReader().push(bytes);
}

describe("the manager protocol", () => {
  it("is read into messages, without regard to the case of headers", () => {
    const reader = createAmiReader();
    const [answer, event] = reader.push(Buffer.from(STREAM)) as [AmiMessage, AmiMessage];
    expect(reader.banner).toBe("Asterisk Call Manager/11.0.0");
    expect(answer.event).toBeUndefined();
    expect(answer.get("actionid")).toBe("1");
    expect(event.event).toBe("Newchannel");
    expect(event.get("CallerIDName")).toBe("สมชาย ใจดี");
    expect(event.all("ChanVariable")).toEqual(["A=1", "B=2: x"]);
  });

  it("has no value where Asterisk writes nothing or <unknown>", () => {
    const event = read(Buffer.from(STREAM))[1];
    expect(event?.get("Exten")).toBeUndefined();
    expect(event?.get("ConnectedLineNum")).toBeUndefined();
    expect(event?.get("Nothing")).toBeUndefined();
  });

  it("may come in any pieces, with CRLF or LF", () => {
    const plain = (messages: readonly AmiMessage[]) => messages.map((one) => [one.event, one.get("CallerIDName")]);
    fc.assert(
      fc.property(fc.array(fc.nat(STREAM.length + 40), { maxLength: 12 }), fc.boolean(), (cuts, isUnix) => {
        const bytes = Buffer.from(isUnix ? STREAM.replaceAll("\r\n", "\n") : STREAM);
        const reader = createAmiReader();
        const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const messages = places.flatMap((from, at) => reader.push(bytes.subarray(from, places[at + 1] ?? from)));
        expect(plain(messages)).toEqual(plain(read(Buffer.from(STREAM))));
      }),
    );
  });

  it("is read as Latin-1 where it is no UTF-8", () => {
    const [event] = read(Buffer.from("Event: X\r\nCallerIDName: Jürgen\r\n\r\n", "latin1"));
    expect(event?.get("CallerIDName")).toBe("Jürgen");
  });

  it("shows what lies there of a message that has not ended, and lines that are no headers", () => {
    const reader = createAmiReader();
    expect(reader.push(Buffer.from("garbage\r\nEvent: Hangup\r\nUniq"))).toEqual([]);
    expect(reader.rest()?.event).toBe("Hangup");
    expect(reader.odd).toEqual({ lines: 1, tooLong: 0 });
  });

  it("leaves out lines and messages that never end, and goes on after them", () => {
    const reader = createAmiReader();
    for (let count = 0; count < 20; count++) expect(reader.push(Buffer.alloc(10_000, "x"))).toEqual([]);
    expect(reader.push(Buffer.from("\r\n\r\nEvent: Next\r\n\r\n")).map(({ event }) => event)).toEqual(["Next"]);
    const many = Buffer.from(`Event: Many\r\n${"Variable: x\r\n".repeat(60_000)}\r\nEvent: Last\r\n\r\n`);
    expect(reader.push(many).map(({ event }) => event)).toEqual(["Last"]);
    expect(reader.odd.tooLong).toBe(2);
  });

  it("lets no value of an action begin another header", () => {
    expect(writeAmiAction({ Action: "Originate", Exten: "1\r\nAction: Command", Variable: ["A=1", "B=2"] })).toBe(
      "Action: Originate\r\nExten: 1 Action: Command\r\nVariable: A=1\r\nVariable: B=2\r\n\r\n",
    );
  });
});
