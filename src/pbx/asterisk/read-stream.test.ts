import { describe, expect, it } from "vitest";
import { readAmiStream } from "./read-stream.ts";

const START = 1_795_500_000;
const NAME = "Somchai";

/** An event of the trunk's channel; `at` = seconds after the start. */
const event = (name: string, at: number, headers: string) =>
  `Event: ${name}\r\nTimestamp: ${(START + at).toFixed(6)}\r\n${headers.trim().replace(/\s*\n\s*/g, "\r\n")}\r\n\r\n`;
const trunk = (name = NAME) => `Channel: PJSIP/trunk-00000001
  ChannelState: 4
  CallerIDNum: 0812345678
  CallerIDName: ${name}
  Context: from-trunk
  Exten: 020001000
  Uniqueid: 1795500000.1
  Linkedid: 1795500000.1`;
const DEST = `DestChannel: PJSIP/2001-00000002
  DestChannelState: 5
  DestUniqueid: 1795500000.2
  DestLinkedid: 1795500000.1`;
const phone = (state: number) => `Channel: PJSIP/2001-00000002
  ChannelState: ${state}
  ConnectedLineNum: 0812345678
  Uniqueid: 1795500000.2
  Linkedid: 1795500000.1`;

const call = (name = NAME) => [
  event("Newchannel", 0, trunk(name)),
  event("Newchannel", 0.1, phone(0)),
  event("DialBegin", 0.2, `${trunk(name)}\n${DEST}`),
  event("Newstate", 0.5, phone(5)),
  event("Newstate", 3, phone(6)),
  event("DialEnd", 3.1, `${trunk(name)}\n${DEST}\nDialStatus: ANSWER`),
  event("Hangup", 9, `${phone(6)}\nCause: 16`),
  event("Hangup", 9.1, `${trunk(name)}\nCause: 16`),
];

const read = (blocks: readonly string[]) => readAmiStream(Buffer.from(blocks.join("")), "stream.txt").events;

describe("a recorded stream", () => {
  it("that was put together out of order is read in the order of its times", () => {
    const told = read(call());
    expect(told.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["ringing", "answered", "ended"]));
    const [a, b, c, d, ...rest] = call();
    expect(read([...rest, a, b, c, d].map(String))).toEqual(told);
  });

  it("of which two events lie close together is read as it was told", () => {
    const blocks = call().map((block) => block.replace((START + 3.1).toFixed(6), (START + 2.9).toFixed(6)));
    expect(read(blocks).map(({ kind }) => kind)).toEqual(read(call()).map(({ kind }) => kind));
  });

  it("whose caller has a very long name gives no longer one than other events have", () => {
    const [first] = read(call(`${"x".repeat(199)}\u{1F600}${"y".repeat(5000)}`));
    expect(first).toMatchObject({ callerName: "x".repeat(199) });
  });
});
