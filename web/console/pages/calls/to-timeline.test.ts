import { describe, expect, it } from "vitest";
import type { CallTrace } from "../../../shared/nouns.ts";
import { toTimeline } from "./to-timeline.ts";

const event = (key: string, receivedAt: number) => ({ event: { key }, receivedAt });
const delivery = (id: string, state: string, rest: object = {}) => ({
  id,
  state,
  attempts: [],
  createdAt: 5,
  runAt: 9,
  ...rest,
});

function order(events: readonly object[], deliveries: readonly object[], popups: readonly object[] = []): string[] {
  const trace = { events, integrations: [{ deliveries, popups }] } as unknown as CallTrace;
  return toTimeline(trace).map(({ key }) => key);
}

describe("the time line of a call", () => {
  it("puts what was heard, shown and sent in its order, cause before effect at one moment", () => {
    const attempts = [{ number: 1, startedAt: 3 }];
    expect(
      order([event("a", 1), event("b", 4)], [delivery("d", "done", { attempts })], [{ id: "p", createdAt: 1 }]),
    ).toEqual(["event a", "popup p", "attempt d 1", "event b"]);
  });

  it("ends with what waits, at the moment of its next attempt", () => {
    const attempts = [{ number: 1, startedAt: 2 }];
    expect(order([event("a", 8)], [delivery("d", "waiting", { attempts })])).toEqual([
      "attempt d 1",
      "event a",
      "delivery d",
    ]);
  });

  it("says once that a delivery was given up", () => {
    expect(order([], [delivery("d", "dead", { endedAt: 7 })])).toEqual(["delivery d"]);
  });
});
