import { describe, expect, it } from "vitest";
import { type PhoneEvent, toCallId, toExtensionNumber } from "../domain/index.ts";
import { applyEvent } from "./apply-event.ts";
import { toOutcome } from "./outcome.ts";

type Reason = NonNullable<Extract<PhoneEvent, { kind: "left" }>["reason"]>;
type End = Omit<Extract<PhoneEvent, { kind: "ended" }>, "kind" | "key" | "pbxCallId" | "occurredAt">;

function outcomeOf(direction: "inbound" | "outbound", reasons: readonly Reason[], end: End, answers = false) {
  const outside = "0812345678";
  const base = {
    pbxCallId: "1.1",
    direction,
    ...(direction === "inbound" ? { from: outside, to: "1" } : { from: "2001", to: outside }),
  };
  const extension = toExtensionNumber("2001");
  const legs = reasons.flatMap((reason, at): PhoneEvent[] => [
    { ...base, key: `r${at}`, occurredAt: 1000 + at, kind: "ringing", extension, legId: `l${at}` },
    { ...base, key: `l${at}`, occurredAt: 5000 + at, kind: "left", extension, legId: `l${at}`, reason },
  ]);
  const answer: PhoneEvent[] = answers
    ? [{ ...base, key: "a", occurredAt: 3000, kind: "answered", extension, legId: "l0" }]
    : [];
  const events: PhoneEvent[] = [
    { ...base, key: "s", occurredAt: 0, kind: "started" },
    ...legs,
    ...answer,
    { ...base, key: "e", occurredAt: 9000, kind: "ended", ...end },
  ];
  const calls = [events, events.toReversed()].map((some) => {
    const identity = { id: toCallId("c"), connectionId: "pbx" };
    return some.reduce<ReturnType<typeof applyEvent>["call"] | undefined>(
      (call, event) => applyEvent(call, event, identity).call,
      undefined,
    );
  });
  const outcomes = calls.map((call) => call && toOutcome(call));
  expect(outcomes[0]).toBe(outcomes[1]);
  return outcomes[0];
}

describe("the outcome of a call", () => {
  it("is answered when somebody talked", () => {
    expect(outcomeOf("inbound", ["hung-up"], {}, true)).toBe("answered");
  });

  it("is abandoned when the caller gave up, as told or as the telephones' end tells", () => {
    expect(outcomeOf("inbound", [], { disposition: "no-answer", abandoned: true })).toBe("abandoned");
    expect(outcomeOf("inbound", ["no-answer", "hung-up"], { disposition: "no-answer" })).toBe("abandoned");
  });

  it("is no answer when a call to outside is given up", () => {
    expect(outcomeOf("outbound", ["hung-up"], { disposition: "no-answer" })).toBe("no-answer");
  });

  it("is declined only when everybody refused", () => {
    expect(outcomeOf("inbound", ["declined"], { disposition: "no-answer" })).toBe("declined");
    expect(outcomeOf("outbound", ["declined"], { disposition: "no-answer" })).toBe("declined");
    expect(outcomeOf("inbound", ["declined", "busy"], { disposition: "no-answer" })).toBe("declined");
    expect(outcomeOf("inbound", ["declined", "no-answer"], { disposition: "no-answer" })).toBe("no-answer");
  });

  it("is no answer when a voicemail took the call", () => {
    expect(outcomeOf("inbound", ["no-answer"], { disposition: "voicemail" })).toBe("no-answer");
  });

  it("is busy or failed as told", () => {
    expect(outcomeOf("inbound", ["busy"], { disposition: "busy" })).toBe("busy");
    expect(outcomeOf("outbound", [], { disposition: "failed" })).toBe("failed");
  });

  it("is open while nobody has answered a call that goes on", () => {
    const ringing = { key: "r", pbxCallId: "1", occurredAt: 1, kind: "ringing", from: "0812345678", to: "1" } as const;
    const extension = toExtensionNumber("2001");
    const identity = { id: toCallId("c"), connectionId: "pbx" };
    const { call } = applyEvent(undefined, { ...ringing, extension }, identity);
    expect(toOutcome(call)).toBeUndefined();
    const answered = { ...ringing, key: "a", occurredAt: 2, kind: "answered", extension } as const;
    expect(toOutcome(applyEvent(call, answered, identity).call)).toBe("answered");
  });
});
