import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SECOND } from "../base/index.ts";
import { type Call, type PhoneEvent, toCallId, toExtensionNumber } from "../domain/index.ts";
import { applyEvent } from "./apply-event.ts";

const START = 1_790_000_000_000;
const IDENTITY = { id: toCallId("call-1"), connectionId: "pbx" };
const FACTS = { direction: "inbound", from: "0812345678", to: "020001000", queue: "6400" } as const;
const ROUND_SECONDS = 20;
const MEMBERS = ["2001", "2002", "2003", "2004", "2005"].map(toExtensionNumber);

/** A caller waits in a queue that rings its members round after round. */
function waiting(rounds: number, withLegIds = false): PhoneEvent[] {
  return Array.from({ length: rounds }, (_, round) =>
    MEMBERS.flatMap((extension, place): PhoneEvent[] => {
      const at = START + (round * ROUND_SECONDS + place / 10) * SECOND;
      const leg = withLegIds ? { legId: `${round}/${extension}` } : {};
      const same = { ...FACTS, ...leg, pbxCallId: "1.1", extension };
      return [
        { ...same, kind: "ringing", key: `r/${round}/${extension}`, occurredAt: at },
        { ...same, kind: "left", key: `l/${round}/${extension}`, occurredAt: at + 15 * SECOND, reason: "no-answer" },
      ];
    }),
  ).flat();
}

function answered(rounds: number): PhoneEvent[] {
  const at = START + rounds * ROUND_SECONDS * SECOND;
  const same = { ...FACTS, pbxCallId: "1.1", extension: MEMBERS[1] as (typeof MEMBERS)[number] };
  return [
    { ...same, kind: "ringing", key: "ring", occurredAt: at },
    { ...same, kind: "answered", key: "answer", occurredAt: at + 5 * SECOND },
    { ...same, kind: "left", key: "left", occurredAt: at + 65 * SECOND, reason: "hung-up" },
    { ...FACTS, pbxCallId: "1.1", kind: "ended", key: "end", occurredAt: at + 65 * SECOND, disposition: "answered" },
    { ...same, kind: "summary", key: "cdr", occurredAt: at + 66 * SECOND, disposition: "answered", talkSeconds: 60 },
  ];
}

function fold(events: readonly PhoneEvent[], before?: Call): Call {
  let call = before;
  for (const event of events) ({ call } = applyEvent(call, event, IDENTITY));
  return call as Call;
}

describe.each([
  ["named by their extensions", false],
  ["each with an id of its own", true],
])("a call of thousands of events, its legs %s", (_name, withLegIds) => {
  const events = waiting(200, withLegIds);
  const long = fold(events);

  it("takes no more room than one of hundreds", () => {
    const hundreds = JSON.stringify(fold(waiting(80, withLegIds))).length;
    expect(JSON.stringify(long).length).toBeLessThan(1.1 * hundreds);
    expect(JSON.stringify(long).length).toBeLessThan(40_000);
  });

  it("still shows who rings now and who rang first", () => {
    const ringing = fold(answered(200).slice(0, 1), long).legs.filter((leg) => leg.endedAt === undefined);
    expect(ringing.map(({ extension }) => extension)).toEqual(["2002"]);
    expect(long.legs[0]).toMatchObject({ extension: "2001", ringingAt: START });
  });

  it("that is answered at last shows by whom and for how long", () => {
    expect(fold(answered(200), long)).toMatchObject({
      disposition: "answered",
      extension: "2002",
      ringSeconds: 4005,
      talkSeconds: 60,
      incomplete: false,
    });
  });

  it("is incomplete where nobody told how long the talk was, since not every leg is kept", () => {
    expect(fold(answered(200).slice(0, -1), long)).toMatchObject({ talkSeconds: 60, incomplete: true });
  });

  it("is the same in any order", () => {
    const all = [...events, ...answered(200)];
    const want = fold(all);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(fold(shuffled)).toEqual(want);
      }),
      { numRuns: 3, seed: 1 },
    );
    expect(fold([...all].reverse())).toEqual(want);
  });

  it("takes no event twice, also of those that it does not keep", () => {
    for (const event of events.filter((_, at) => at % 97 === 0)) {
      expect(applyEvent(long, event, IDENTITY)).toEqual({ call: long, changed: false });
    }
  });
});
