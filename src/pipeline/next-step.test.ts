import { describe, expect, it } from "vitest";
import { HOUR, SECOND } from "../base/index.ts";
import { type Delivery, type DeliveryAction, type Outcome, toCallId } from "../domain/index.ts";
import { MAX_RETRY_AFTER_MS, nextStep, RETRY_WAITS_MS } from "./next-step.ts";

const NOW = 1_790_000_000_000;
const MIDDLE = 0.5;

function aDelivery(attempt: number, action: DeliveryAction = { kind: "create-ticket" }): Delivery {
  return {
    id: "d1",
    integrationId: "i1",
    callId: toCallId("c1"),
    feature: "auto-ticket",
    trigger: "ended",
    action,
    lane: 2,
    state: "running",
    attempt,
    attemptsBefore: 0,
    runAt: NOW,
    createdAt: NOW,
    openedAt: NOW,
    inDoubt: false,
  };
}

const UNREACHABLE: Outcome = { kind: "unreachable", reason: "connection refused" };

describe("the step after an attempt", () => {
  it.each<[Outcome, string]>([
    [{ kind: "delivered", status: 201 }, "done"],
    [{ kind: "nothing-found", status: 404 }, "done"],
    [{ kind: "skipped", reason: "the URL is empty" }, "done"],
    [{ kind: "rejected", status: 422, reason: "no such queue" }, "dead"],
    [{ kind: "refused", reason: "the body is not JSON" }, "dead"],
    [UNREACHABLE, "waiting"],
    [{ kind: "throttled", status: 429 }, "waiting"],
    [{ kind: "unauthorised", reason: "invalid_grant" }, "waiting"],
    [{ kind: "unauthorised", status: 401, reason: "the helpdesk answered 401" }, "dead"],
    [{ kind: "uncertain", reason: "no answer" }, "dead"],
  ])("after %o a created ticket is %s", (outcome, state) => {
    expect(nextStep(aDelivery(1), outcome, NOW, MIDDLE, "none").state).toBe(state);
  });

  it("waits longer each time and is dead after the last wait", () => {
    const waits = RETRY_WAITS_MS.map(
      (_, at) => nextStep(aDelivery(at + 1), UNREACHABLE, NOW, MIDDLE, "none").runAt - NOW,
    );
    expect(waits).toEqual(RETRY_WAITS_MS);
    const last = nextStep(aDelivery(RETRY_WAITS_MS.length + 1), UNREACHABLE, NOW + 71 * HOUR, MIDDLE, "none");
    expect(last).toMatchObject({ state: "dead", note: "given up after 11 attempts: connection refused" });
  });

  it("tries for about 72 hours", () => {
    const total = RETRY_WAITS_MS.reduce((sum, wait) => sum + wait, 0);
    expect(total / HOUR).toBeGreaterThan(70);
    expect(total / HOUR).toBeLessThan(74);
  });

  it("spreads the waits by a fifth either way", () => {
    expect(nextStep(aDelivery(1), UNREACHABLE, NOW, 0, "none").runAt - NOW).toBe(4 * SECOND);
    expect(nextStep(aDelivery(1), UNREACHABLE, NOW, 1, "none").runAt - NOW).toBe(6 * SECOND);
  });

  it("obeys Retry-After, up to a day", () => {
    const throttled = (retryAfterMs: number): Outcome => ({ kind: "throttled", status: 429, retryAfterMs });
    expect(nextStep(aDelivery(1), throttled(90_000), NOW, MIDDLE, "none").runAt).toBe(NOW + 90_000);
    expect(nextStep(aDelivery(1), throttled(1e12), NOW, MIDDLE, "none").runAt).toBe(NOW + MAX_RETRY_AFTER_MS);
  });

  it.each<DeliveryAction>([
    { kind: "sync-contact", types: ["contacts"] },
    { kind: "update-ticket" },
    { kind: "create-contact", type: "contacts" },
  ])("repeats %o when its answer was lost, since that doubles nothing", (action) => {
    expect(
      nextStep(aDelivery(1, action), { kind: "uncertain", reason: "no answer" }, NOW, MIDDLE, "harmless").state,
    ).toBe("waiting");
  });
});
