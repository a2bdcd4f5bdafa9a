import { describe, expect, it } from "vitest";
import {
  ANSWERED,
  aCall,
  aContext,
  FAILED,
  KNOWN,
  outbound,
  PENDING,
  plansOf,
  RINGING,
  UNKNOWN,
} from "./a-context.test.data.ts";
import { planFeatures } from "./plan-features.ts";

const plan = (...args: Parameters<typeof aContext>) => plansOf("contact-sync", aContext(...args));

describe("contact sync", () => {
  it.each([
    ["inbound", RINGING],
    ["outbound", outbound(RINGING)],
  ])("looks an %s call up at its first ring, ahead of other work", (_direction, call) => {
    const context = aContext(call, { match: PENDING });
    expect(planFeatures(context)[0]).toEqual({
      kind: "delivery",
      feature: "contact-sync",
      trigger: "ringing",
      action: { kind: "sync-contact", types: ["contacts"] },
      lane: 1,
    });
  });

  it.each([KNOWN, UNKNOWN, FAILED])("does nothing more once the match is $state", (match) => {
    expect(plan(RINGING, { match })).toEqual([]);
  });

  it("says that it is switched off", () => {
    expect(plan(RINGING, { match: PENDING, settings: { contactSync: { enabled: false } } })).toEqual([
      "skip@ringing switched-off",
    ]);
  });

  it("says that the template cannot search, or that no type is chosen", () => {
    expect(plan(RINGING, { match: PENDING, template: { hasSearch: false } })).toEqual(["skip@ringing template-cannot"]);
    expect(plan(RINGING, { match: PENDING, settings: { contactSync: { types: [] } } })).toEqual([
      "skip@ringing no-types",
    ]);
  });

  it("waits for the number until the end, then says that it is withheld", () => {
    const match = { state: "none", reason: "the number is withheld" } as const;
    expect(plan(aCall({ externalNumber: "" }), { match })).toEqual([]);
    expect(plan({ ...ANSWERED, externalNumber: "" }, { match })).toEqual(["skip@ringing number-withheld"]);
  });
});

describe("an internal call", () => {
  const internal = { ...ANSWERED, direction: "internal", externalNumber: "" } as const;
  const match = { state: "none", reason: "the call is internal" } as const;

  it("triggers nothing, and says so once at its end", () => {
    expect(planFeatures(aContext(internal, { match }))).toEqual([
      {
        kind: "skip",
        feature: "contact-sync",
        trigger: "ringing",
        code: "internal-call",
        reason: "the call is internal: it triggers nothing",
      },
    ]);
    expect(planFeatures(aContext({ ...internal, state: "answered" }, { match, settled: false }))).toEqual([]);
  });
});

describe("a look-up that ended without an answer", () => {
  it.each(["done", "dead", "cancelled"] as const)("holds nothing up once it is %s", (state) => {
    const deliveries = [{ feature: "contact-sync", trigger: "ringing", state, note: "nothing sent" }] as const;
    const context = aContext(ANSWERED, { match: PENDING, deliveries });
    expect(plansOf("auto-ticket", context)).toEqual(["skip@ended lookup-failed"]);
    expect(plansOf("call-journal", context)).toEqual(["write-journal@ended"]);
  });

  it.each([
    ["the template cannot search", { template: { hasSearch: false } }],
    ["contact sync is switched off", { settings: { contactSync: { enabled: false } } }],
  ])("holds nothing up when %s", (_why, given) => {
    expect(plansOf("call-journal", aContext(ANSWERED, { match: PENDING, ...given }))).toEqual(["write-journal@ended"]);
  });
});
