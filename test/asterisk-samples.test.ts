import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FoldedCall, toFoldedCalls } from "../src/cli/fold/to-calls.ts";
import { readAmiStream } from "../src/pbx/asterisk/index.ts";

const SAMPLES = fileURLToPath(new URL("./samples/asterisk", import.meta.url));
const SHARED = fileURLToPath(new URL("../../shared/ami", import.meta.url));

function fold(bytes: Uint8Array): FoldedCall[] {
  return toFoldedCalls(readAmiStream(bytes, "stream.txt").events);
}

const OUTCOMES: readonly string[] = ["answered", "no-answer", "busy", "declined", "abandoned", "failed"];

function messagesOf(file: string): string[] {
  return readFileSync(file, "utf8").split(/(?<=\r\n\r\n)/);
}

describe("a recorded stream of Asterisk", () => {
  const names = readdirSync(SAMPLES);

  it.each(names)("folds into what happened: %s", (name) => {
    const calls = fold(readFileSync(join(SAMPLES, name, "stream.txt")));
    const file = join(SAMPLES, name, "calls.json");
    if (process.env.UPDATE_SAMPLES === "1") writeFileSync(file, `${JSON.stringify(calls, undefined, 2)}\n`);
    expect(calls).toEqual(JSON.parse(readFileSync(file, "utf8")));
  });

  it.each(names)("may begin and end anywhere: %s", (name) => {
    const messages = messagesOf(join(SAMPLES, name, "stream.txt"));
    for (let cut = 1; cut < messages.length; cut++) {
      for (const part of [messages.slice(0, cut), messages.slice(cut)]) {
        const calls = fold(Buffer.from(part.join("")));
        expect(new Set(calls.map(({ callId }) => callId)).size).toBe(calls.length);
      }
    }
  });

  it.each(names)("never stops the reader, whatever is lost of it: %s", (name) => {
    const messages = messagesOf(join(SAMPLES, name, "stream.txt"));
    fc.assert(
      fc.property(fc.subarray(messages, { minLength: 1 }), (left) => {
        for (const call of fold(Buffer.from(left.join("")))) {
          expect(call.outcome === null || OUTCOMES.includes(call.outcome)).toBe(true);
          expect(call.ringSeconds ?? 0).toBeGreaterThanOrEqual(0);
          expect(call.talkSeconds ?? 0).toBeGreaterThanOrEqual(0);
        }
      }),
      { seed: 20_261_124, numRuns: 25 },
    );
  });

  it.each(names.filter((name) => !name.includes("-only-")))("needs no call records: %s", (name) => {
    const whole = fold(readFileSync(join(SAMPLES, name, "stream.txt")));
    const without = fold(
      Buffer.from(
        messagesOf(join(SAMPLES, name, "stream.txt"))
          .filter((one) => !one.startsWith("Event: Cdr"))
          .join(""),
      ),
    );
    // What began before the stream did is known to the second from its record, and to nobody without.
    const told = ({ outcome, answeredBy, rang, direction }: FoldedCall) => ({ outcome, answeredBy, rang, direction });
    expect(without.map(told)).toEqual(whole.map(told));
  });
});

describe("a stream that begins while a queue rings", () => {
  const messages = messagesOf(join(SAMPLES, "queue-member-declines", "stream.txt"));
  const dials = messages.flatMap((message, index) => (message.startsWith("Event: DialBegin") ? [index] : []));

  it.each(dials)("takes no telephone for answered because the caller's line is up: from message %i on", (begin) => {
    const [call] = fold(Buffer.from(messages.slice(begin).join("")));
    expect(call).toMatchObject({ outcome: "answered", answeredBy: "2002", ringSeconds: 2.2, talkSeconds: 3.3 });
  });
});

interface Truth {
  readonly scenario: string;
  readonly direction: string;
  readonly caller: string;
  readonly dialled: string;
  readonly outcome: string;
  readonly answered_by: string | null;
  readonly ring_s: number | null;
  readonly talk_s: number | null;
  readonly rang?: readonly string[];
  readonly transfer?: { readonly talk_s: number };
}

describe("the streams recorded for everybody", () => {
  const truths = existsSync(SHARED)
    ? (JSON.parse(readFileSync(join(SHARED, "truth.json"), "utf8")) as readonly Truth[])
    : [];

  it("are there", ({ skip }) => {
    if (truths.length === 0) skip("the shared recordings are not on this machine; those beside this test are folded");
    expect(truths.length).toBeGreaterThan(0);
  });

  it.each(truths.map((truth) => ({ name: truth.scenario, truth })))("fold into the truth: $name", ({ truth }) => {
    const calls = fold(readFileSync(join(SHARED, `${truth.scenario}.txt`)));
    if (truth.outcome === "rejected") {
      expect(calls).toEqual([]);
      return;
    }
    expect(calls).toHaveLength(1);
    const [call] = calls as [FoldedCall];
    expect(call).toMatchObject({
      direction: truth.direction,
      from: truth.caller,
      dialled: truth.dialled,
      outcome: truth.outcome.replace(" ", "-"),
      answeredBy: truth.answered_by,
      ...(truth.rang && { rang: truth.rang }),
    });
    // What the truth says is what the test calls were told to do; half a second may pass until it is done.
    expectNear(call.ringSeconds, truth.ring_s);
    expectNear(call.talkSeconds, truth.talk_s === null ? null : truth.talk_s + (truth.transfer?.talk_s ?? 0));
  });
});

function expectNear(found: number | null, wanted: number | null): void {
  if (wanted === null) expect(found).toBeNull();
  else expect(Math.abs((found ?? Number.NaN) - wanted)).toBeLessThanOrEqual(0.5);
}
