import { describe, expect, it } from "vitest";
import { SECOND } from "../base/index.ts";
import { type Call, type PhoneEvent, toCallId, toExtensionNumber } from "../domain/index.ts";
import { applyEvent } from "./apply-event.ts";

const START = 1_790_000_000_000;
const IDENTITY = { id: toCallId("call-1"), connectionId: "pbx" };
const PARTIES = { direction: "inbound", from: "0812345678", to: "020001000" } as const;
const A = { extension: toExtensionNumber("2001") };
const B = { extension: toExtensionNumber("2002") };

type Body<Event> = Event extends PhoneEvent ? Omit<Event, "key" | "pbxCallId" | "occurredAt"> : never;
type Row = readonly [seconds: number, body: Body<PhoneEvent>];

function fold(rows: readonly Row[]): Call {
  let call: Call | undefined;
  for (const [seconds, body] of rows) {
    const event = { ...body, key: "", pbxCallId: "1.1", occurredAt: START + seconds * SECOND } as PhoneEvent;
    ({ call } = applyEvent(call, event, IDENTITY));
  }
  return call as Call;
}

const START_OF_CALL: Row = [0, { kind: "started", ...PARTIES }];
const A_RINGS: Row = [1, { kind: "ringing", ...A }];
const A_ANSWERS: Row = [6, { kind: "answered", ...A }];
const B_RINGS: Row = [20, { kind: "ringing", ...B }];
const B_ANSWERS: Row = [25, { kind: "answered", ...B }];
const ENDED: Row = [60, { kind: "ended" }];
const ENDED_ANSWERED: Row = [60, { kind: "ended", disposition: "answered" }];
const ENDED_MISSED: Row = [60, { kind: "ended", disposition: "no-answer" }];

describe("a call is complete", () => {
  it.each<[string, readonly Row[]]>([
    ["with its ring, its answer and its end", [[1, { kind: "ringing", ...PARTIES, ...A }], A_ANSWERS, ENDED]],
    ["when it is told to be missed", [START_OF_CALL, A_RINGS, ENDED_MISSED]],
    [
      "when a summary tells its start, its answer and its end",
      [
        [
          61,
          {
            kind: "summary",
            ...PARTIES,
            ...A,
            startedAt: START,
            answeredAt: START + 6 * SECOND,
            endedAt: START + 60 * SECOND,
            disposition: "answered",
          },
        ],
      ],
    ],
    [
      "when only its summary knows of the answer, but knows all of it",
      [
        START_OF_CALL,
        A_RINGS,
        [1, { kind: "ringing", ...B }],
        ENDED_ANSWERED,
        [61, { kind: "summary", ...A, answeredAt: START + 6 * SECOND, disposition: "answered", talkSeconds: 54 }],
      ],
    ],
    [
      "when the others of a ring group are not told to have left",
      [START_OF_CALL, A_RINGS, [1, { kind: "ringing", ...B }], A_ANSWERS, ENDED],
    ],
    [
      "when the others of a ring group hung up as one answered",
      [
        START_OF_CALL,
        A_RINGS,
        [1, { kind: "ringing", ...B }],
        A_ANSWERS,
        [7, { kind: "left", ...B, reason: "hung-up" }],
        ENDED,
      ],
    ],
    [
      "when it was handed on to one who did not answer",
      [
        START_OF_CALL,
        A_RINGS,
        A_ANSWERS,
        [20, { kind: "transferred", ...A, toExtension: B.extension }],
        B_RINGS,
        [40, { kind: "left", ...B, reason: "no-answer" }],
        ENDED,
      ],
    ],
    [
      "when it was handed on to a number outside",
      [START_OF_CALL, A_RINGS, A_ANSWERS, [20, { kind: "transferred", ...A, toNumber: "0899999999" }], ENDED],
    ],
    [
      "when two talk at once and both are told to leave",
      [
        START_OF_CALL,
        A_RINGS,
        A_ANSWERS,
        B_RINGS,
        B_ANSWERS,
        [50, { kind: "left", ...A }],
        [60, { kind: "left", ...B }],
        ENDED,
      ],
    ],
  ])("%s", (_what, rows) => {
    expect(fold(rows).incomplete).toBe(false);
  });
});

describe("a call is incomplete", () => {
  it.each<[string, readonly Row[]]>([
    ["without its parties", [A_RINGS, A_ANSWERS, ENDED_ANSWERED]],
    [
      "with no parties but those of a transfer",
      [
        A_RINGS,
        A_ANSWERS,
        [20, { kind: "transferred", ...PARTIES, ...A, toExtension: B.extension }],
        B_RINGS,
        B_ANSWERS,
        ENDED,
      ],
    ],
    ["without its beginning", [[6, { kind: "answered", ...PARTIES, ...A }], ENDED]],
    [
      "without its end",
      [START_OF_CALL, A_RINGS, A_ANSWERS, [61, { kind: "summary", ...A, disposition: "answered", talkSeconds: 54 }]],
    ],
    [
      "when nobody answered and nobody says that it was missed",
      [START_OF_CALL, A_RINGS, [20, { kind: "left", ...A, reason: "no-answer" }], ENDED],
    ],
    ["without the answer of which its end speaks", [START_OF_CALL, A_RINGS, ENDED_ANSWERED]],
    [
      "without the answer for which another stopped ringing",
      [START_OF_CALL, A_RINGS, [6, { kind: "left", ...A, reason: "answered-elsewhere" }], ENDED_MISSED],
    ],
    ["when it was answered and is told to be missed", [START_OF_CALL, A_RINGS, A_ANSWERS, ENDED_MISSED]],
    [
      "without the answer of the one who handed it on",
      [
        START_OF_CALL,
        A_RINGS,
        [20, { kind: "transferred", ...A, toExtension: B.extension }],
        B_RINGS,
        B_ANSWERS,
        ENDED,
      ],
    ],
    [
      "without the answer of the one who left to hand it on",
      [START_OF_CALL, A_RINGS, [20, { kind: "left", ...A, reason: "transferred" }], B_RINGS, B_ANSWERS, ENDED],
    ],
    ["without the answer of the one who rang last", [START_OF_CALL, A_RINGS, A_ANSWERS, B_RINGS, ENDED_ANSWERED]],
    [
      "without the answer of the one who hung up",
      [START_OF_CALL, A_RINGS, A_ANSWERS, [60, { kind: "left", ...B, reason: "hung-up" }], ENDED],
    ],
    [
      "without all that the one did to whom it was handed",
      [START_OF_CALL, A_RINGS, A_ANSWERS, [20, { kind: "transferred", ...A, toExtension: B.extension }], ENDED],
    ],
    [
      "without the talk of the one whom the summary names",
      [START_OF_CALL, A_RINGS, A_ANSWERS, ENDED, [61, { kind: "summary", ...B, talkSeconds: 50 }]],
    ],
    [
      "without the end of a talk before another, or its seconds",
      [START_OF_CALL, A_RINGS, A_ANSWERS, B_RINGS, B_ANSWERS, ENDED],
    ],
    [
      "without how one left who answered twice",
      [
        START_OF_CALL,
        A_RINGS,
        A_ANSWERS,
        B_RINGS,
        B_ANSWERS,
        [30, { kind: "left", ...B }],
        [35, { kind: "answered", ...A }],
        [60, { kind: "left", ...A }],
        ENDED,
      ],
    ],
  ])("%s", (_what, rows) => {
    expect(fold(rows).incomplete).toBe(true);
  });

  it("and shown as answered, not as missed, when another stopped ringing because of an answer", () => {
    const rows: Row[] = [START_OF_CALL, A_RINGS, [6, { kind: "left", ...A, reason: "answered-elsewhere" }], ENDED];
    expect(fold(rows).disposition).toBe("answered");
  });

  it("not, when it was a voicemail that answered", () => {
    const left: Row = [6, { kind: "left", ...A, reason: "answered-elsewhere" }];
    const call = fold([START_OF_CALL, A_RINGS, left, [60, { kind: "ended", disposition: "voicemail" }]]);
    expect(call).toMatchObject({ disposition: "voicemail", incomplete: false });
  });
});
