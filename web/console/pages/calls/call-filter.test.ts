import { describe, expect, it } from "vitest";
import type { Call } from "../../../shared/nouns.ts";
import { fitsFilter, readCallFilter } from "./call-filter.ts";

const call = {
  externalNumber: "+66815550101",
  externalName: "กมลชนก",
  dialledNumber: "021234567",
  direction: "inbound",
  state: "ended",
  disposition: "no-answer",
  legs: [{ legId: "a", extension: "1001" }],
} as unknown as Call;

describe("the filter of calls", () => {
  it.each([
    ["q=0815550101", true],
    ["q=081-555 0101", true],
    ["q=66815550101", true],
    ["q=กมล", true],
    ["q=999", false],
    ["direction=inbound", true],
    ["direction=outbound", false],
    ["outcome=missed", true],
    ["outcome=answered", false],
    ["outcome=now", false],
    ["extension=1001", true],
    ["extension=100", false],
    ["direction=sideways", true],
    ["", true],
  ])("%s: %s", (search, fits) => {
    expect(fitsFilter(call, readCallFilter(Object.fromEntries(new URLSearchParams(search))))).toBe(fits);
  });
});
