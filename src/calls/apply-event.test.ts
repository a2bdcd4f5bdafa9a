import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Call, type PhoneEvent, type PhoneEventKind, toCallId, toExtensionNumber } from "../domain/index.ts";
import { applyEvent } from "./apply-event.ts";

const START = 1_790_000_000_000;
const IDENTITY = { id: toCallId("call-1"), connectionId: "pbx" };
const AT_2001 = { extension: toExtensionNumber("2001") };
const AT_2002 = { extension: toExtensionNumber("2002") };
const CALLER = {
  direction: "inbound",
  from: "0812345678",
  to: "020001000",
  callerName: "สมชาย ใจดี",
  trunk: "sip",
} as const;
const PLACED = { direction: "outbound", from: "2001", to: "0812345678" } as const;

let count = 0;

function told<Kind extends PhoneEventKind>(
  kind: Kind,
  seconds: number,
  rest: Partial<Extract<PhoneEvent, { kind: Kind }>> = {},
): PhoneEvent {
  return {
    kind,
    key: `event-${count++}`,
    pbxCallId: "1790000000.1",
    occurredAt: START + seconds * 1000,
    ...rest,
  } as PhoneEvent;
}

function fold(events: readonly PhoneEvent[]): Call {
  let call: Call | undefined;
  for (const event of events) ({ call } = applyEvent(call, event, IDENTITY));
  if (!call) throw new Error("no events");
  return call;
}

const ANSWERED = [
  told("started", 0, CALLER),
  told("ringing", 1, { ...AT_2001, legId: "a" }),
  told("answered", 6, { ...AT_2001, legId: "a" }),
  told("left", 46, { ...AT_2001, legId: "a", reason: "hung-up" }),
  told("ended", 46),
];
const MISSED = [
  told("started", 0, CALLER),
  told("ringing", 1, AT_2001),
  told("left", 21, { ...AT_2001, reason: "no-answer" }),
  told("ended", 21, { disposition: "no-answer" }),
];
const QUEUE = [
  told("started", 0, { ...CALLER, queue: "6400" }),
  told("answered", 0, { extension: toExtensionNumber("6400"), queue: "6400" }),
  told("ringing", 2, AT_2001),
  told("ringing", 2, AT_2002),
  told("answered", 7, AT_2002),
  told("left", 7, { ...AT_2001, reason: "answered-elsewhere" }),
  told("ended", 30),
  told("summary", 31, { disposition: "answered", talkSeconds: 23, recording: { file: "r.wav" } }),
];
const TRANSFER = [
  told("started", 0, CALLER),
  told("ringing", 1, AT_2001),
  told("answered", 2, AT_2001),
  told("transferred", 12, { ...AT_2001, toExtension: AT_2002.extension, from: "0812345678", to: "2002" }),
  told("ringing", 12, AT_2002),
  told("answered", 15, AT_2002),
  told("ended", 40),
];
const OUTBOUND = [
  told("started", 0, { ...PLACED, ...AT_2001 }),
  told("ringing", 2),
  told("answered", 8),
  told("ended", 68),
  told("recorded", 70, { recording: { url: "https://pbx.example/r/1" } }),
];

describe("an inbound call", () => {
  it("that is answered shows who talked and how long", () => {
    expect(fold(ANSWERED)).toMatchObject({
      direction: "inbound",
      state: "ended",
      disposition: "answered",
      externalNumber: "0812345678",
      externalName: "สมชาย ใจดี",
      dialledNumber: "020001000",
      trunk: "sip",
      extension: "2001",
      startedAt: START,
      answeredAt: START + 6000,
      endedAt: START + 46_000,
      ringSeconds: 5,
      talkSeconds: 40,
      totalSeconds: 46,
      incomplete: false,
    });
  });

  it("goes through ringing, answered, ended", () => {
    const states = ANSWERED.map((_, index) => fold(ANSWERED.slice(0, index + 1)).state);
    expect(states).toEqual(["ringing", "ringing", "answered", "answered", "ended"]);
  });

  it("that nobody answers has no talk time and no extension", () => {
    const call = fold(MISSED);
    expect(call).toMatchObject({ disposition: "no-answer", talkSeconds: 0, ringSeconds: 20, incomplete: false });
    expect(call).not.toHaveProperty("extension");
    expect(call).not.toHaveProperty("answeredAt");
  });

  it("is busy when every extension was busy", () => {
    const busy = [told("started", 0, CALLER), told("left", 1, { ...AT_2001, reason: "busy" }), told("ended", 1)];
    expect(fold(busy).disposition).toBe("busy");
    const declined = [
      told("started", 0, CALLER),
      told("left", 3, { ...AT_2001, reason: "declined" }),
      told("ended", 3),
    ];
    expect(fold(declined).disposition).toBe("no-answer");
  });

  it("that a queue picked up and nobody answered is missed, whatever was billed", () => {
    const call = fold([
      told("started", 0, { ...CALLER, queue: "6400" }),
      told("answered", 0, { extension: toExtensionNumber("6400") }),
      told("ringing", 1, AT_2001),
      told("ended", 20),
      told("summary", 21, { disposition: "no-answer", talkSeconds: 20 }),
    ]);
    expect(call).toMatchObject({ disposition: "no-answer", talkSeconds: 0, incomplete: false });
    expect(call).not.toHaveProperty("extension");
  });

  it("that one of a queue answers is answered once and missed by nobody", () => {
    const call = fold(QUEUE);
    expect(call).toMatchObject({ disposition: "answered", extension: "2002", queue: "6400", talkSeconds: 23 });
    expect(call.legs.map((leg) => [leg.extension, leg.endReason])).toContainEqual(["2001", "answered-elsewhere"]);
    expect(call.recording).toEqual({ file: "r.wav" });
  });

  it("marks the others of a ring group as answered elsewhere even when the PBX does not say so", () => {
    const call = fold([
      told("started", 0, CALLER),
      told("ringing", 1, AT_2001),
      told("ringing", 1, AT_2002),
      told("answered", 3, AT_2002),
      told("ended", 9),
    ]);
    expect(call.legs.find((leg) => leg.extension === "2001")?.endReason).toBe("answered-elsewhere");
  });

  it("that is handed to a number outside stays its last person's, and counts the talk there as far as it is told", () => {
    const outside = { legId: "trunk-2" };
    const events = [
      told("started", 0, CALLER),
      told("answered", 1, { legId: "menu" }),
      told("ringing", 2, AT_2001),
      told("answered", 5, AT_2001),
      told("transferred", 15, { ...AT_2001, toNumber: "0899999999" }),
      told("ringing", 15, outside),
      told("answered", 20, outside),
      told("left", 50, outside),
      told("ended", 50, { disposition: "answered" }),
    ];
    expect(fold(events)).toMatchObject({ extension: "2001", talkSeconds: 40, incomplete: false });
    const refused = events.filter((event) => !(event.kind === "answered" && event.legId === "trunk-2"));
    expect(fold(refused)).toMatchObject({ extension: "2001", talkSeconds: 10 });
  });

  it("that is transferred stays one call and belongs to the extension that talked last", () => {
    const call = fold(TRANSFER);
    expect(call).toMatchObject({
      extension: "2002",
      talkSeconds: 35,
      dialledNumber: "020001000",
      disposition: "answered",
    });
    expect(call.legs.map((leg) => [leg.extension, leg.endReason])).toEqual([
      ["2001", "transferred"],
      ["2002", undefined],
    ]);
  });

  it("gives an extension that is rung again a further leg", () => {
    const call = fold([
      told("started", 0, CALLER),
      told("ringing", 1, AT_2001),
      told("left", 6, { ...AT_2001, reason: "no-answer" }),
      told("ringing", 10, AT_2001),
    ]);
    expect(call.legs.map((leg) => [leg.legId, leg.endedAt === undefined])).toEqual([
      ["2001", false],
      ["2001~2", true],
    ]);
  });

  it("gives an extension that rings again after it answered a further leg, and belongs to it when it answered last", () => {
    const call = fold([
      told("started", 0, CALLER),
      told("ringing", 1, AT_2001),
      told("answered", 6, AT_2001),
      told("ringing", 20, AT_2002),
      told("answered", 25, AT_2002),
      told("left", 40, { ...AT_2002, reason: "transferred" }),
      told("ringing", 41, AT_2001),
      told("answered", 45, AT_2001),
      told("ended", 60),
    ]);
    expect(call.legs.map((leg) => [leg.legId, leg.answeredAt])).toEqual([
      ["2001", START + 6000],
      ["2002", START + 25_000],
      ["2001~2", START + 45_000],
    ]);
    expect(call.extension).toBe("2001");
  });

  it("takes a ring that is told with the answer's second for the ring before it", () => {
    const call = fold([told("started", 0, CALLER), told("answered", 6, AT_2001), told("ringing", 6.5, AT_2001)]);
    expect(call.legs).toHaveLength(1);
  });

  it("gives an extension that hands the call on after it had left a further leg", () => {
    const call = fold([
      told("started", 0, CALLER),
      told("ringing", 1, AT_2001),
      told("left", 6, { ...AT_2001, reason: "no-answer" }),
      told("transferred", 20, { ...AT_2001, toExtension: AT_2002.extension }),
      told("left", 30, { ...AT_2001, reason: "hung-up" }),
    ]);
    expect(call.legs.map((leg) => [leg.legId, leg.endReason])).toEqual([
      ["2001", "no-answer"],
      ["2001~2", "transferred"],
    ]);
  });

  it("from a hidden number has an empty number and is complete", () => {
    const call = fold([
      told("started", 0, { ...CALLER, from: "<unknown>" }),
      told("ended", 5, { disposition: "no-answer" }),
    ]);
    expect(call).toMatchObject({ externalNumber: "", incomplete: false });
  });

  it("corrects talk time and answer by the summary", () => {
    const call = fold([...ANSWERED, told("summary", 47, { talkSeconds: 39, disposition: "answered" })]);
    expect(call.talkSeconds).toBe(39);
  });
});

describe("an outbound call", () => {
  it("that is answered belongs to the extension that placed it", () => {
    expect(fold(OUTBOUND)).toMatchObject({
      direction: "outbound",
      externalNumber: "0812345678",
      externalName: "",
      extension: "2001",
      ringSeconds: 6,
      talkSeconds: 60,
      disposition: "answered",
      recording: { url: "https://pbx.example/r/1" },
      incomplete: false,
    });
  });

  it("that nobody answers is a no-answer of its caller", () => {
    const call = fold([told("started", 0, PLACED), told("ringing", 2), told("ended", 20)]);
    expect(call).toMatchObject({ disposition: "no-answer", extension: "2001", talkSeconds: 0 });
  });
});

describe("a direction that nobody told", () => {
  it.each([
    [{ from: "0812345678", to: "020001000" }, "inbound"],
    [{ from: "", to: "020001000" }, "inbound"],
    [{ from: "2001", to: "0812345678" }, "outbound"],
    [{ from: "2001", to: "2002" }, "internal"],
    [{ from: "2001", to: "1669", trunk: "sip" }, "outbound"],
    [{ from: "2001", to: "6400" }, "internal"],
  ])("of %j is taken as %s", (parties, direction) => {
    expect(fold([told("started", 0, parties)]).direction).toBe(direction);
  });

  it("follows from the extensions that took part", () => {
    const long = toExtensionNumber("66200010001");
    const call = fold([told("started", 0, { from: long, to: "0812345678" }), told("ringing", 1, { extension: long })]);
    expect(call).toMatchObject({ direction: "outbound", extension: long });
  });
});

describe("loss", () => {
  it("of the answer leaves the call answered and incomplete", () => {
    const call = fold([told("started", 0, CALLER), told("ended", 40, { disposition: "answered" })]);
    expect(call).toMatchObject({ disposition: "answered", incomplete: true });
  });

  it("of everything but the summary still gives a whole call", () => {
    const summary = { ...CALLER, ...AT_2001, startedAt: START, answeredAt: START + 5000, endedAt: START + 65_000 };
    expect(fold([told("summary", 66, { ...summary, talkSeconds: 60, disposition: "answered" })])).toMatchObject({
      state: "ended",
      extension: "2001",
      talkSeconds: 60,
      totalSeconds: 65,
      incomplete: false,
    });
  });

  it("of the parties leaves the call incomplete", () => {
    expect(fold([told("ringing", 0, AT_2001), told("ended", 5)]).incomplete).toBe(true);
  });

  it("contradictions leave the call incomplete", () => {
    expect(fold([...ANSWERED, told("summary", 47, { disposition: "no-answer" })])).toMatchObject({
      disposition: "answered",
      incomplete: true,
    });
  });
});

describe("order and repetition", () => {
  const script = fc.constantFrom(ANSWERED, MISSED, QUEUE, TRANSFER, OUTBOUND);

  it("do not matter", () => {
    fc.assert(
      fc.property(
        script.chain((events) =>
          fc.tuple(
            fc.constant(events),
            fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
            fc.array(fc.constantFrom(...events), { maxLength: 6 }),
            fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
          ),
        ),
        ([events, shuffled, repeats, places]) => {
          const messy = [...shuffled];
          for (const [index, repeat] of repeats.entries())
            messy.splice((places[index] as number) % messy.length, 0, repeat);
          expect(fold(messy)).toEqual(fold(events));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("with losses never reopen a call, never give negative times, and hold for any mixture of events", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...ANSWERED, ...TRANSFER, ...QUEUE, ...MISSED], { minLength: 1 }), (events) => {
        let call: Call | undefined;
        let ended = false;
        for (const event of events) {
          ({ call } = applyEvent(call, event, IDENTITY));
          expect(ended && call.state !== "ended").toBe(false);
          ended = call.state === "ended";
          for (const seconds of [call.ringSeconds, call.talkSeconds, call.totalSeconds])
            expect(seconds).toBeGreaterThanOrEqual(0);
        }
        expect(fold([...events].reverse())).toEqual(call);
        expect(JSON.parse(JSON.stringify(call))).toEqual(call);
      }),
      { numRuns: 500 },
    );
  });

  it("a repeated event changes nothing and gives the same call", () => {
    const call = fold(ANSWERED);
    for (const event of ANSWERED) expect(applyEvent(call, event, IDENTITY)).toEqual({ call, changed: false });
  });

  it("survives being stored as JSON between any two events", () => {
    let call: Call | undefined;
    for (const event of QUEUE) {
      ({ call } = applyEvent(call, event, IDENTITY));
      call = JSON.parse(JSON.stringify(call)) as Call;
    }
    expect(call).toEqual(fold(QUEUE));
  });
});
