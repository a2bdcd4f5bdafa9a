import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY, MINUTE, SECOND } from "../base/index.ts";
import type { Outcome } from "../domain/index.ts";
import { type HelpdeskState, healthyState } from "../store/index.ts";
import { addToWindow, EMPTY_WINDOW, nextState, PROBE_MS, recoverRate, type Window } from "./circuit.ts";

const NOW = 1_790_000_000_000;
const WELL: Outcome = { kind: "delivered", status: 200 };
const REFUSED: Outcome = { kind: "rejected", status: 422, reason: "no such queue" };
const DOWN: Outcome = { kind: "unreachable", reason: "connection refused" };
const LOST: Outcome = { kind: "uncertain", reason: "no answer" };

/** Lets outcomes happen one after another, `gapMs` apart, beginning at `from`. */
function live(outcomes: readonly Outcome[], { gapMs = 10, from = NOW, sent = 100, state = healthyState("desk") } = {}) {
  let window: Window = EMPTY_WINDOW;
  let now = from;
  for (const outcome of outcomes) {
    window = addToWindow(window, outcome, now);
    state = nextState(state, window, outcome, sent, now);
    now += gapMs;
  }
  return state;
}
const times = (count: number, outcome: Outcome) => Array.from({ length: count }, () => outcome);

describe("the circuit of a helpdesk", () => {
  it("opens at half of twenty attempts within a minute, and not before", () => {
    expect(live(times(19, DOWN)).circuit).toBe("closed");
    expect(live([...times(10, WELL), ...times(9, LOST)]).circuit).toBe("closed");
    expect(live([...times(10, WELL), ...times(10, LOST)])).toMatchObject({ circuit: "open", reason: "no answer" });
    expect(live([...times(12, WELL), ...times(11, DOWN)]).circuit).toBe("closed");
    expect(live(times(40, DOWN), { gapMs: 4 * SECOND }).circuit).toBe("closed");
  });

  it("stays closed while the helpdesk answers, whatever it says", () => {
    expect(live(times(100, REFUSED))).toEqual(healthyState("desk"));
    expect(live(times(100, { kind: "refused", reason: "no address" }))).toEqual(healthyState("desk"));
  });

  it("is tried every half a minute while it is open, and closes at the first answer", () => {
    const open = live(times(20, DOWN));
    expect(open.probeAt).toBe(open.circuitSince + PROBE_MS);
    const later = NOW + 5 * MINUTE;
    const still = live([DOWN], { state: open, from: later });
    expect(still).toMatchObject({ circuit: "open", circuitSince: open.circuitSince, probeAt: later + PROBE_MS });
    expect(live([REFUSED], { state: still, from: later })).toMatchObject({ circuit: "closed", probeAt: 0, reason: "" });
  });
});

describe("a helpdesk that asks to slow down", () => {
  const throttled = (retryAfterMs?: number): Outcome => ({
    kind: "throttled",
    status: 429,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });

  it("rests for as long as it says, a day at most, or for five seconds", () => {
    expect(live([throttled(90_000)]).pausedUntil).toBe(NOW + 90_000);
    expect(live([throttled(7 * DAY)]).pausedUntil).toBe(NOW + DAY);
    expect(live([throttled()]).pausedUntil).toBe(NOW + 5 * SECOND);
    expect(live([throttled(90_000), throttled(1000)]).pausedUntil).toBe(NOW + 90_000);
  });

  it("teaches three quarters of what it got in the last minute, once per refusal", () => {
    expect(live([throttled()], { sent: 400 }).learntRate).toBe(300);
    expect(live(times(5, throttled()), { sent: 400 }).learntRate).toBe(300);
    const slower = live([throttled()], { sent: 400, state: { ...healthyState("desk"), learntRate: 120 } });
    expect(slower.learntRate).toBe(120);
  });

  it("teaches nothing by a handful of requests", () => {
    expect(live([throttled()], { sent: 3 }).learntRate).toBeUndefined();
  });

  it("gets a little more each minute without refusal, until the limit no longer matters", () => {
    let state: HelpdeskState = live([throttled()], { sent: 400 });
    expect(recoverRate(state, NOW + 59 * SECOND)).toBe(state);
    const rates: (number | undefined)[] = [];
    for (let minute = 1; minute <= 16; minute++) {
      state = recoverRate(state, NOW + minute * MINUTE);
      rates.push(state.learntRate);
    }
    expect(rates.slice(0, 3)).toEqual([375, 469, 587]);
    expect(rates.at(-1)).toBeUndefined();
  });
});

it("no sequence of outcomes leaves a circuit open without a time for the next try, or a helpdesk resting for ever", () => {
  const outcome = fc.constantFrom<Outcome>(
    WELL,
    REFUSED,
    DOWN,
    LOST,
    { kind: "throttled", status: 429 },
    { kind: "throttled", status: 503, retryAfterMs: 1e12 },
    { kind: "unauthorised", status: 401, reason: "no" },
    { kind: "skipped", reason: "nothing to send" },
  );
  fc.assert(
    fc.property(fc.array(outcome, { maxLength: 200 }), fc.integer({ min: 1, max: 30_000 }), (outcomes, gapMs) => {
      const state = live(outcomes, { gapMs });
      const end = NOW + outcomes.length * gapMs;
      expect(state.pausedUntil).toBeLessThanOrEqual(end + DAY);
      if (state.circuit === "open") expect(state.probeAt).toBeLessThanOrEqual(end + PROBE_MS);
      expect(nextState(state, EMPTY_WINDOW, WELL, 0, end + DAY).circuit).toBe("closed");
    }),
  );
});
