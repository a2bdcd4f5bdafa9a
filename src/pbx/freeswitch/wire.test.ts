import { describe, expect, it } from "vitest";
import { createSocketReader, writeCommand } from "./wire.ts";

const STREAM = Buffer.from(
  'Content-Type: auth/request\n\nContent-Type: command/reply\nReply-Text: +OK accepted\n\nContent-Length: 14\nContent-Type: text/event-json\n\n{"a":"ก\\n"}\n\n\nContent-Type: text/x\n\n',
);

describe("the event socket's protocol", () => {
  it("is read the same however it is cut", () => {
    const whole = createSocketReader().push(STREAM);
    expect(whole.map(({ type }) => type)).toEqual(["auth/request", "command/reply", "text/event-json", "text/x"]);
    expect(whole[1]?.headers["reply-text"]).toBe("+OK accepted");
    expect(JSON.parse(whole[2]?.body ?? "")).toEqual({ a: "ก\n" });
    const reader = createSocketReader();
    expect([...STREAM].flatMap((byte) => reader.push(Uint8Array.of(byte)))).toEqual(whole);
  });

  it.each([
    ["another protocol", "SSH-2.0-OpenSSH\n\n"],
    ["a length that is none", "Content-Length: many\n\n"],
    ["a length beyond measure", "Content-Length: 99999999999\n\n"],
  ])("refuses %s", (_what, text) => {
    expect(() => createSocketReader().push(Buffer.from(text))).toThrow();
  });

  it("lets nobody write two commands as one", () => {
    expect(() => writeCommand("api status\n\nexit")).toThrow(/line break/);
  });
});
