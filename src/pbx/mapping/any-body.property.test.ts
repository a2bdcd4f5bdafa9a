import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyMapping } from "./apply-mapping.ts";
import { MAPPING_PRESETS } from "./presets/index.ts";
import { readMapping } from "./read-mapping.ts";

const CONTEXT = { zone: "Asia/Bangkok", receivedAt: Date.parse("2026-11-24T08:00:00Z") };

/** Words that the ready mappings look for, so that their cases are reached. */
const NAMES = [
  "CallSid",
  "ParentCallSid",
  "CallStatus",
  "From",
  "To",
  "Event-Name",
  "Call-Direction",
  "Unique-ID",
  "Event-Date-Timestamp",
  "variables",
  "callflow",
  "direction",
  "uuid",
  "start",
  "end",
  "answer",
  "disposition",
  "action_type",
  "dstchannel_ext",
  "cdr",
  "cdr_root",
  "callType",
  "agent",
  "number",
  "startedUtc",
  "endedUtc",
];
const WORDS = [
  "ringing",
  "completed",
  "CHANNEL_ANSWER",
  "inbound",
  "outbound",
  "ANSWERED",
  "Missed",
  "2001",
  "sip:2001@x",
  '"A" <2001>',
  "1795503600",
  "2026-11-24 14:00:00",
  "",
  "<",
  "%",
  "{{",
];

const leaf = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);
const { body } = fc.letrec((tie) => ({
  body: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.dictionary(
      fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...NAMES) }, { weight: 1, arbitrary: fc.string() }),
      tie("body"),
      { maxKeys: 12 },
    ),
    fc.array(tie("body"), { maxLength: 5 }),
  ),
}));

function mapped(preset: string, text: string) {
  const reading = readMapping(preset);
  if (!reading.ok) throw new Error(preset);
  return applyMapping(reading.mapping, { contentType: "", body: text, query: text }, CONTEXT);
}

describe.each(Object.keys(MAPPING_PRESETS))("the mapping %s", (preset) => {
  it("gives events or problems for whatever is posted, and the same for the same", () => {
    fc.assert(
      fc.property(body, (value) => {
        const text = JSON.stringify(value);
        const first = mapped(preset, text);
        expect("events" in first || first.problems.length > 0).toBe(true);
        expect(mapped(preset, text)).toEqual(first);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ["deep nesting", "[".repeat(200_000) + "]".repeat(200_000)],
    ["a deep object", `${'{"variables":'.repeat(50_000)}1${"}".repeat(50_000)}`],
    [
      "a million blanks",
      JSON.stringify({
        "Caller-Caller-ID-Number": " ".repeat(900_000),
        src: `${" ".repeat(450_000)}<`,
        From: "<".repeat(900),
      }),
    ],
    [
      "a long list",
      JSON.stringify(
        Array(1000).fill({
          start: "2026-11-24 14:00:00",
          src: "0812345678",
          dstchannel_ext: "2001",
          session: "s",
          end: "2026-11-24 14:00:09",
        }),
      ),
    ],
  ])("is done soon with %s", (_what, text) => {
    const before = performance.now();
    mapped(preset, text);
    expect(performance.now() - before).toBeLessThan(3000);
  });
});
