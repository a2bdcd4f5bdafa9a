import { expect, it } from "vitest";
import { summarize } from "./use-overview.ts";

it("today in numbers: what began today, and of the inbound calls that are over how they went", () => {
  const counts = [
    { direction: "inbound", result: "open", calls: 1 },
    { direction: "inbound", result: "answered", calls: 300 },
    { direction: "inbound", result: "no-answer", calls: 5 },
    { direction: "inbound", result: "voicemail", calls: 2 },
    { direction: "outbound", result: "busy", calls: 4 },
  ];
  expect(summarize(counts)).toEqual({ total: 312, now: 1, answered: 300, missed: 7 });
  expect(summarize([])).toEqual({ total: 0, now: 0, answered: 0, missed: 0 });
});
