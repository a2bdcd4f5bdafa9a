import { describe, expect, it } from "vitest";
import { HOUR, MINUTE } from "../base/index.ts";
import { type PhoneEvent, toCallId, toExtensionNumber } from "../domain/index.ts";
import { applyEvent } from "./apply-event.ts";
import { closeStale } from "./close-stale.ts";

const START = 1_790_000_000_000;
const IDENTITY = { id: toCallId("call-1"), connectionId: "pbx" };
const base = { pbxCallId: "1.1", direction: "inbound", from: "0812345678", to: "020001000" } as const;
const extension = toExtensionNumber("2001");
const ring: PhoneEvent = { ...base, key: "1", kind: "ringing", occurredAt: START, extension };
const answer: PhoneEvent = { ...base, key: "2", kind: "answered", occurredAt: START + MINUTE, extension };
const end: PhoneEvent = { ...base, key: "3", kind: "ended", occurredAt: START + 5 * MINUTE };

const open = applyEvent(applyEvent(undefined, ring, IDENTITY).call, answer, IDENTITY).call;

describe("closeStale", () => {
  it("leaves a call alone that had news within four hours", () => {
    expect(closeStale(open, START + 4 * HOUR)).toBe(open);
  });

  it("ends a call without news for four hours, at its last news, as incomplete", () => {
    const closed = closeStale(open, START + MINUTE + 4 * HOUR);
    expect(closed).toMatchObject({
      state: "ended",
      endedAt: START + MINUTE,
      disposition: "answered",
      incomplete: true,
    });
  });

  it("leaves an ended call alone", () => {
    const { call } = applyEvent(open, end, IDENTITY);
    expect(closeStale(call, START + 9 * HOUR)).toBe(call);
  });

  it("is corrected by the true end that is told late, without reopening", () => {
    const closed = closeStale(open, START + 9 * HOUR);
    expect(applyEvent(closed, end, IDENTITY).call).toMatchObject({
      state: "ended",
      endedAt: START + 5 * MINUTE,
      talkSeconds: 240,
      incomplete: false,
    });
  });

  it("stays closed when other late news comes", () => {
    const closed = closeStale(open, START + 9 * HOUR);
    const late: PhoneEvent = { ...base, key: "9", kind: "ringing", occurredAt: START + 9 * HOUR, extension };
    expect(applyEvent(closed, late, IDENTITY).call.state).toBe("ended");
  });
});
