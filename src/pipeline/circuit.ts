import { MINUTE, SECOND } from "../base/index.ts";
import type { Outcome } from "../domain/index.ts";
import type { HelpdeskState } from "../store/index.ts";
import { MAX_RETRY_AFTER_MS } from "./next-step.ts";

/** The circuit opens when half of at least so many attempts within a minute found the helpdesk failing. */
const LEAST_ATTEMPTS = 20;
const FAILING_SHARE = 0.5;
const WINDOW_MS = MINUTE;
/** While it is open, one delivery tries so often. */
export const PROBE_MS = 30 * SECOND;

/** A helpdesk that says "slow down" without saying how long rests for this. */
const UNTOLD_REST_MS = 5 * SECOND;
/** After a refusal the rate is this part of what it had been. */
const RATE_AFTER_REFUSAL = 0.75;
/** So few requests in a minute teach nothing: what was refused was their haste, not their number. */
const LEAST_LEARNT = 20;
/** Each minute without a refusal the learnt rate grows by this, until it no longer matters. */
const RATE_GROWTH = 1.25;
const RATE_NO_MATTER = 6000;

/** What the attempts of the last minute met, as this process has seen it. */
export interface Window {
  readonly since: number;
  readonly attempts: number;
  readonly failures: number;
}

export const EMPTY_WINDOW: Window = { since: 0, attempts: 0, failures: 0 };

/** What an outcome says of the helpdesk: that it works, whatever it answered, or that it does not; or nothing. */
export function judgeHelpdesk(outcome: Outcome): "well" | "failing" | "throttling" | undefined {
  switch (outcome.kind) {
    case "delivered":
    case "nothing-found":
    case "rejected":
      return "well";
    case "unreachable":
    case "uncertain":
      return "failing";
    case "throttled":
      return "throttling";
    default:
      return undefined;
  }
}

export function addToWindow(window: Window, outcome: Outcome, now: number): Window {
  const judged = judgeHelpdesk(outcome);
  if (judged !== "well" && judged !== "failing") return window;
  const current = now - window.since < WINDOW_MS ? window : { since: now, attempts: 0, failures: 0 };
  return {
    ...current,
    attempts: current.attempts + 1,
    failures: current.failures + (judged === "failing" ? 1 : 0),
  };
}

/**
 * How the helpdesk stands after an outcome; the same object when nothing changes. `window` holds this outcome already, `sentLastMinute`
 * is how many requests it got from all of us within the last minute.
 */
export function nextState(
  state: HelpdeskState,
  window: Window,
  outcome: Outcome,
  sentLastMinute: number,
  now: number,
): HelpdeskState {
  switch (judgeHelpdesk(outcome)) {
    case "well":
      return state.circuit === "open"
        ? { ...state, circuit: "closed", circuitSince: now, probeAt: 0, reason: "" }
        : state;
    case "failing": {
      const reason = "reason" in outcome ? outcome.reason : "";
      if (state.circuit === "open") return { ...state, probeAt: now + PROBE_MS, reason };
      const fails = window.attempts >= LEAST_ATTEMPTS && window.failures >= window.attempts * FAILING_SHARE;
      return fails ? { ...state, circuit: "open", circuitSince: now, probeAt: now + PROBE_MS, reason } : state;
    }
    case "throttling": {
      const asked = outcome.kind === "throttled" ? outcome.retryAfterMs : undefined;
      const rest = Math.min(asked ?? UNTOLD_REST_MS, MAX_RETRY_AFTER_MS);
      const learnt = Math.floor(sentLastMinute * RATE_AFTER_REFUSAL);
      // Several requests under way meet the same refusal; only the first of them teaches.
      const teaches = state.pausedUntil <= now && learnt >= LEAST_LEARNT;
      return {
        ...state,
        pausedUntil: Math.max(state.pausedUntil, now + rest),
        learntAt: now,
        ...(teaches && { learntRate: Math.min(learnt, state.learntRate ?? learnt) }),
        ...(state.circuit === "closed" && { reason: "the helpdesk asked to slow down" }),
      };
    }
    default:
      return state;
  }
}

/** A learnt rate after a minute without refusal: a little more, and in the end none. The same object when it is too early. */
export function recoverRate(state: HelpdeskState, now: number): HelpdeskState {
  if (state.learntRate === undefined || now - state.learntAt < MINUTE || state.pausedUntil > now) return state;
  const rate = Math.ceil(state.learntRate * RATE_GROWTH);
  const { learntRate: _, ...rest } = state;
  const reason = state.circuit === "closed" ? "" : state.reason;
  return rate > RATE_NO_MATTER
    ? { ...rest, learntAt: now, reason }
    : { ...state, learntRate: rate, learntAt: now, reason };
}
