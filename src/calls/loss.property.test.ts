import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOUR, MINUTE } from "../base/index.ts";
import { type Call, type PhoneEvent, toCallId } from "../domain/index.ts";
import { applyEvent } from "./apply-event.ts";
import { closeStale } from "./close-stale.ts";
import { anyCall, OUTSIDE, type PlausibleCall, type Stretch } from "./plausible-calls.test.data.ts";

const IDENTITY = { id: toCallId("call-1"), connectionId: "pbx" };
const SEED = Number(process.env.SEED ?? 20_261_124);
const TIMEOUT = { timeout: 10 * MINUTE };
const RUNS = { seed: SEED, numRuns: Number(process.env.RUNS ?? 1000) };

function fold(events: readonly PhoneEvent[]): Call {
  let call: Call | undefined;
  for (const event of events) {
    const before: Call | undefined = call;
    ({ call } = applyEvent(call, event, IDENTITY));
    if (before?.state === "ended") expect(call.state).toBe("ended");
  }
  return call as Call;
}

/** Four hours after the last news, by a clock that is put forward. */
function closeLater(call: Call, events: readonly PhoneEvent[]): Call {
  const last = Math.max(...events.map((event) => event.occurredAt));
  const closed = closeStale(call, last + 4 * HOUR);
  expect(closeStale(closed, last + 90 * HOUR)).toBe(closed);
  return closed;
}

/** A call, and its events in any order, each any number of times, also never. */
const anyMess = anyCall.chain((phoneCall) =>
  fc.record({
    phoneCall: fc.constant(phoneCall),
    events: fc
      .array(fc.constantFrom(...phoneCall.events), { maxLength: 8 })
      .chain((again) =>
        fc
          .subarray([...phoneCall.events], { minLength: 1 })
          .chain((left) =>
            fc.shuffledSubarray([...left, ...again.filter((one) => left.includes(one))], { minLength: left.length }),
          ),
      ),
  }),
);

describe("a plausible call", TIMEOUT, () => {
  it("is the same in any order and with any repetition", () => {
    fc.assert(
      fc.property(anyCall, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), ({ events }, places) => {
        const messy = [...events, ...events]
          .map((event) => ({ event, place: places.next().value }))
          .sort((a, b) => a.place - b.place)
          .map(({ event }) => event);
        expect(fold(messy)).toEqual(fold(events));
      }),
      RUNS,
    );
  });

  it("of which everything came shows what happened", () => {
    fc.assert(
      fc.property(anyCall, (phoneCall) => {
        const call = fold(phoneCall.events);
        expect(call).toMatchObject({ state: "ended", direction: phoneCall.plan.direction, endedAt: phoneCall.endedAt });
        if (!isVague(phoneCall)) {
          expect(call.incomplete).toBe(false);
          expectTruth(call, phoneCall);
        }
      }),
      RUNS,
    );
  });
});

describe("a call of which events were lost", TIMEOUT, () => {
  it("always ends, at the latest as a call without news, and then as incomplete", () => {
    fc.assert(
      fc.property(anyMess, ({ events }) => {
        const call = fold(events);
        const closed = closeLater(call, events);
        expect(closed.state).toBe("ended");
        if (call.state !== "ended") expect(closed.incomplete).toBe(true);
      }),
      RUNS,
    );
  });

  it("is never shown as missed and complete when it was answered, nor as answered and complete when it was missed", () => {
    fc.assert(
      fc.property(anyMess, ({ phoneCall, events }) => {
        const call = closeLater(fold(events), events);
        if (call.incomplete) return;
        expect(call.disposition === "answered").toBe(phoneCall.plan.outcome === "answered");
        expect(call.direction).toBe(phoneCall.plan.direction);
        expect(call.externalNumber).toBe(phoneCall.plan.direction === "internal" ? "" : OUTSIDE);
        expect(call.endedAt).toBe(phoneCall.endedAt);
      }),
      RUNS,
    );
  });

  it("is incomplete, or shows who talked last and how long, as long as something speaks of each who talked", () => {
    fc.assert(
      fc.property(anyMess, ({ phoneCall, events }) => {
        fc.pre(isTraced(phoneCall, events));
        const call = closeLater(fold(events), events);
        if (!call.incomplete) expectTruth(call, phoneCall);
      }),
      RUNS,
    );
  });
});

/** Something that came speaks of each stretch of talk, and of when the last stopped where that was before the call's end. */
function isTraced(phoneCall: PlausibleCall, events: readonly PhoneEvent[]): boolean {
  const { stretches, endedAt } = phoneCall;
  const came = new Set(events.map((event) => event.key));
  const has = (keys: readonly string[]) => keys.some((key) => came.has(key));
  const last = stretches.at(-1);
  const isEndTraced =
    last === undefined ||
    last.endedAt === endedAt ||
    has([...last.left, ...last.transferred, ...stretches.flatMap((one) => one.summaries)]);
  return isEndTraced && stretches.every((one) => has(tracesOf(one, phoneCall)));
}

function tracesOf(stretch: Stretch, { stretches, style, plan }: PlausibleCall): string[] {
  const { answer, left, transferred, summaries, isAgain, extension } = stretch;
  const isAlone = stretches.filter((one) => one.extension === extension).length === 1;
  // Of an extension that talked twice, only the ids of its legs tell of which of its stretches something speaks.
  if (!isAlone) return [answer, ...(style.legIds ? left : [])];
  const named = plan.direction === "inbound" ? summaries : [];
  return [answer, ...transferred, ...named, ...(style.legIds || !isAgain ? left : [])];
}

/** Its PBX does not say when who stopped talking, or that nobody answered, though nothing is lost. */
function isVague({ style, plan, stretches, endedAt }: PlausibleCall): boolean {
  if (plan.outcome !== "answered") {
    return style.disposition === "none" || (style.disposition === "summary" && style.summary === "none");
  }
  if (style.left) return false;
  const rangInVain = stretches.at(-1)?.endedAt !== endedAt;
  return rangInVain || (stretches.length > 1 && style.transferred === "no" && style.summary === "none");
}

function expectTruth(call: Call, { plan, endedAt, talkSeconds, stretches }: PlausibleCall): void {
  const isAnswered = plan.outcome === "answered";
  expect({ ...call, facts: {} }).toMatchObject({
    disposition: plan.outcome,
    endedAt,
    talkSeconds,
    ...(isAnswered && { answeredAt: stretches[0]?.answeredAt }),
    ...(isAnswered && plan.direction === "inbound" && { extension: stretches.at(-1)?.extension }),
  });
}
