import { describe, expect, it } from "vitest";
import type { Call } from "../../../shared/nouns.ts";
import { summarize } from "./use-overview.ts";

const call = (startedAt: number, rest: object = {}) =>
  ({ startedAt, direction: "inbound", state: "ended", disposition: "answered", ...rest }) as unknown as Call;

describe("today in numbers", () => {
  it("counts what began today, and of the inbound calls that are over how they went", () => {
    const calls = [
      call(9, { state: "ringing" }),
      call(8),
      call(7, { disposition: "no-answer" }),
      call(6, { disposition: "voicemail" }),
      call(5, { direction: "outbound", disposition: "busy" }),
      call(1),
    ];
    expect(summarize(calls, 5)).toMatchObject({ total: 5, now: 1, answered: 1, missed: 2, many: false });
  });

  it("says when there are more than were read", () => {
    expect(
      summarize(
        Array.from({ length: 200 }, () => call(5)),
        0,
      ).many,
    ).toBe(true);
  });
});
