import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOUR } from "../base/index.ts";
import { type Delivery, type Match, type Plan, type PlannedDelivery, TICKET_OUTCOMES } from "../domain/index.ts";
import {
  AMBIGUOUS,
  ANSWERED,
  aContext,
  FAILED,
  IN_TALK,
  KNOWN,
  MISSED,
  outbound,
  PENDING,
  RINGING,
  START,
  UNKNOWN,
} from "./a-context.test.data.ts";
import { planFeatures } from "./plan-features.ts";

type Known = Pick<Delivery, "feature" | "trigger" | "state">;

/** Those that a person switches on and off; the others follow them. */
const THE_FIVE = ["contact-sync", "contact-creation", "popup", "auto-ticket", "call-journal"] as const;

const KEY = (plan: Plan) => `${plan.feature} ${plan.trigger}`;

describe("planFeatures with default settings", () => {
  it("gives each plan a key of its own", () => {
    for (const call of [RINGING, IN_TALK, ANSWERED, MISSED, outbound(ANSWERED)]) {
      for (const match of [KNOWN, UNKNOWN, PENDING, FAILED]) {
        const keys = planFeatures(aContext(call, { match })).map(KEY);
        expect(new Set(keys).size).toBe(keys.length);
      }
    }
  });

  it("says in each skip what was found", () => {
    const context = aContext(outbound(ANSWERED), { match: UNKNOWN, settings: { contactCreation: { method: "off" } } });
    const reasons = planFeatures(context).flatMap((plan) => (plan.kind === "skip" ? [plan.reason] : []));
    expect(reasons).toContain("+66812345678 is unknown, and contact creation is switched off (contactCreation.method)");
    expect(reasons).toContain(
      "the call ended as outbound-answered, for which no ticket is wanted (autoTicket.outcomes)",
    );
  });
});

describe("a call that is over", () => {
  const scene = fc.record({
    call: fc.constantFrom(ANSWERED, MISSED, outbound(ANSWERED), outbound(MISSED), { ...MISSED, legs: [] }),
    match: fc.constantFrom(KNOWN, UNKNOWN, FAILED, AMBIGUOUS, {
      state: "none",
      reason: "the number is withheld",
    } as const),
    withheld: fc.boolean(),
    creation: fc.record({
      method: fc.constantFrom("off" as const, "automatic" as const, "manual" as const),
      inbound: fc.boolean(),
    }),
    popup: fc.record({
      enabled: fc.boolean(),
      trigger: fc.constantFrom("ringing" as const, "answered" as const, "ended" as const, "manual" as const),
    }),
    ticket: fc.record({
      when: fc.constantFrom("off" as const, "before" as const, "after" as const),
      outcomes: fc.subarray([...TICKET_OUTCOMES]),
      inbound: fc.boolean(),
      contactsOnly: fc.boolean(),
      minRingSeconds: fc.constantFrom(0, 60),
    }),
    journal: fc.boolean(),
    now: fc.constantFrom(undefined, START + HOUR),
  });

  it("leaves no feature without a word: each has something to do, something to wait for, or a reason to leave it", () => {
    fc.assert(
      fc.property(scene, ({ call, match, withheld, creation, popup, ticket, journal, now }) => {
        const settings = {
          contactCreation: creation,
          popup,
          autoTicket: ticket,
          callJournal: { enabled: journal },
          matching: { severalContacts: "none" as const },
        };
        const asked = ["unknown", "failed"].includes(match.state);
        const context = aContext(withheld ? { ...call, externalNumber: "" } : call, {
          match,
          settings,
          popups: [],
          deliveries: asked ? [{ feature: "contact-sync", trigger: "ringing", state: "done" }] : [],
          ...(now !== undefined && { now }),
        });
        const plans = planFeatures(context);
        const spoken = new Set(plans.map(({ feature }) => feature));
        const isCreating = plans.some((one) => one.kind === "delivery" && one.feature === "contact-creation");
        for (const feature of THE_FIVE) {
          if (feature === "contact-sync" && asked) continue;
          const waits = feature === "auto-ticket" || feature === "call-journal";
          const ticketOrdered = plans.some((one) => one.kind === "delivery" && one.feature === "auto-ticket");
          if (waits && (isCreating || ticketOrdered)) continue;
          expect([...spoken]).toContain(feature);
        }
      }),
      { numRuns: 500 },
    );
  });
});

// A stand-in for the store and the helpdesk: plans become deliveries once, deliveries end in a random order of moments.
describe("however look-up, creation and ticket turn out", () => {
  const turn = fc.constantFrom("done", "dead") as fc.Arbitrary<"done" | "dead">;
  const scene = fc.record({
    call: fc.constantFrom(ANSWERED, MISSED, outbound(ANSWERED), outbound(MISSED)),
    when: fc.constantFrom("off", "before", "after") as fc.Arbitrary<"off" | "before" | "after">,
    method: fc.constantFrom("off", "automatic", "manual") as fc.Arbitrary<"off" | "automatic" | "manual">,
    contactsOnly: fc.boolean(),
    found: fc.boolean(),
    turns: fc.record({ sync: turn, creation: turn, ticket: turn, other: turn }),
    endsAfter: fc.nat({ max: 4 }),
  });

  it("a call comes to its end with one journal entry, after at most one ticket, after its contact", () => {
    fc.assert(
      fc.property(scene, ({ call, when, method, contactsOnly, found, turns, endsAfter }) => {
        let deliveries: Known[] = [];
        let match: Match = PENDING;
        let link = {};
        const ended: string[] = [];
        for (let step = 0; step < 12; step++) {
          const isEnded = step >= endsAfter;
          const seen = isEnded ? call : { ...RINGING, direction: call.direction };
          const settings = { autoTicket: { when, contactsOnly }, contactCreation: { method } };
          const plans = planFeatures(aContext(seen, { deliveries, match, link, settings, settled: isEnded }));
          for (const plan of plans.filter((one): one is PlannedDelivery => one.kind === "delivery")) {
            if (deliveries.some((one) => KEY(plan) === `${one.feature} ${one.trigger}`)) continue;
            deliveries = [...deliveries, { feature: plan.feature, trigger: plan.trigger, state: "waiting" }];
          }
          const next = deliveries.find((one) => one.state === "waiting");
          if (!next) continue;
          const state =
            { "contact-sync": turns.sync, "contact-creation": turns.creation, "auto-ticket": turns.ticket }[
              next.feature as "contact-sync"
            ] ?? turns.other;
          deliveries = deliveries.map((one) => (one === next ? { ...one, state } : one));
          ended.push(next.feature);
          if (next.feature === "contact-sync") match = state === "dead" ? FAILED : found ? KNOWN : UNKNOWN;
          if (next.feature === "contact-creation" && state === "done") match = KNOWN;
          if (next.feature === "auto-ticket" && state === "done")
            link = { ticketId: "9", ticketMadeBefore: next.trigger === "ringing" };
        }
        const order = ["contact-sync", "contact-creation", "auto-ticket", "ticket-update", "call-journal"];
        expect(ended.filter((one) => one === "call-journal")).toHaveLength(1);
        expect(new Set(ended).size).toBe(ended.length);
        expect(ended).toEqual([...ended].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
        if (when === "off") expect(ended).not.toContain("auto-ticket");
      }),
      { numRuns: 500 },
    );
  });
});
