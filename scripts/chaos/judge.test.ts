import { describe, expect, it } from "vitest";
import {
  type Effect,
  type EffectKind,
  type History,
  INTEGRATIONS,
  type IntegrationName,
  type KnownDelivery,
} from "./history.ts";
import { isGood, judge } from "./judge.ts";

const CALL = { id: "c1", number: "+66812345678", direction: "inbound" } as const;

let sequence = 0;
function anEffect(kind: EffectKind, integration: IntegrationName, parts: Partial<Effect> = {}): Effect {
  const id = kind === "ticket" || kind === "update" ? `t-${integration}` : `${kind}-1`;
  const ticket = kind === "journal" ? { ticket: `t-${integration}` } : {};
  return {
    sequence: ++sequence,
    at: 0,
    kind,
    integration,
    call: CALL.id,
    number: CALL.number,
    id,
    ...ticket,
    ...parts,
  };
}

function aDelivery(integration: IntegrationName, feature: string, parts: Partial<KnownDelivery> = {}): KnownDelivery {
  const outcome = { kind: "delivered", status: 200 };
  return {
    id: `${integration}-${feature}`,
    integration,
    call: CALL.id,
    feature,
    state: "done",
    note: "delivered",
    inDoubt: false,
    outcome,
    ...parts,
  };
}

const EFFECTS: readonly Effect[] = [
  anEffect("contact", "keyed"),
  anEffect("ticket", "keyed"),
  anEffect("update", "keyed"),
  anEffect("journal", "keyed"),
  anEffect("contact", "plain"),
  anEffect("ticket", "plain"),
  anEffect("journal", "plain"),
  anEffect("contact", "searched"),
  anEffect("ticket", "searched"),
  anEffect("journal", "searched"),
];

const DELIVERIES: readonly KnownDelivery[] = INTEGRATIONS.flatMap((integration) =>
  ["contact-sync", "contact-creation", "auto-ticket", "ticket-update", "call-journal"].map((feature) =>
    aDelivery(integration, feature),
  ),
);

function aHistory(parts: Partial<History> = {}): History {
  return {
    kills: 3,
    acknowledged: 5,
    calls: [CALL],
    effects: EFFECTS,
    deliveries: DELIVERIES,
    contactsBefore: new Set(),
    ...parts,
  };
}

/** The history without one effect, with the delivery of that feature in another state. */
function without(kind: EffectKind, feature: string, parts: Partial<KnownDelivery>): History {
  return aHistory({
    effects: EFFECTS.filter((one) => one.kind !== kind || one.integration !== "plain"),
    deliveries: DELIVERIES.map((one) =>
      one.feature === feature && one.integration === "plain" ? { ...one, ...parts } : one,
    ),
  });
}

describe("judging", () => {
  it("finds nothing wrong with a call that has everything once and in order", () => {
    const verdict = judge(aHistory());
    expect(verdict).toEqual({
      kills: 3,
      acknowledged: 5,
      calls: 1,
      effects: 10,
      lost: [],
      doubled: [],
      uncertain: [],
      dead: [],
      orderViolations: [],
      stuck: [],
    });
    expect(isGood(verdict)).toBe(true);
  });

  it("finds a ticket lost that is neither at the helpdesk nor in a dead letter", () => {
    const verdict = judge(without("ticket", "auto-ticket", {}));
    expect(verdict.lost).toMatchObject([{ call: "c1", integration: "plain" }]);
    expect(verdict.lost[0]?.what).toContain("no ticket; deliveries: contact-sync done");
    expect(isGood(verdict)).toBe(false);
  });

  it("finds everything lost of a call that the engine does not know", () => {
    const verdict = judge(aHistory({ calls: [CALL, { ...CALL, id: "c2" }] }));
    expect(verdict.lost.map(({ call, integration, what }) => `${call} ${integration} ${what}`)).toEqual([
      "c2 keyed no ticket; deliveries: none",
      "c2 keyed no update; deliveries: none",
      "c2 keyed no journal; deliveries: none",
      "c2 searched no ticket; deliveries: none",
      "c2 searched no journal; deliveries: none",
      "c2 plain no ticket; deliveries: none",
      "c2 plain no journal; deliveries: none",
    ]);
  });

  it("takes an uncertain dead letter for uncertain and not for lost", () => {
    const dead = { state: "dead", note: "uncertain: cut off", outcome: { kind: "uncertain" } };
    const verdict = judge(without("ticket", "auto-ticket", dead));
    expect(verdict.lost).toEqual([]);
    expect(verdict.uncertain).toEqual([{ call: "c1", integration: "plain", what: "auto-ticket: uncertain: cut off" }]);
  });

  it("calls a dead letter uncertain when an earlier attempt left the doubt", () => {
    const dead = { state: "dead", inDoubt: true, outcome: { kind: "unreachable" } };
    const { uncertain, dead: others } = judge(without("ticket", "auto-ticket", dead));
    expect([uncertain.length, others.length]).toEqual([1, 0]);
  });

  it.each([
    ["three days of no answer", { kind: "unreachable", status: 503 }, 0],
    ["garbage with a good status", { kind: "rejected", status: 200 }, 0],
    ["a refusal that the helpdesk never gave", { kind: "rejected", status: 422 }, 1],
    ["a token that was refused twice", { kind: "unauthorised", status: 401 }, 1],
    ["a fault of the engine's own", { kind: "refused" }, 1],
  ])("lets the weather excuse a dead letter only where it gives the reason: %s", (_why, outcome, lost) => {
    const verdict = judge(without("journal", "call-journal", { state: "dead", outcome }));
    expect([verdict.lost.length, verdict.dead.length]).toEqual([lost, 1]);
  });

  it("does not take a delivery that still waits for an excuse, and calls it stuck", () => {
    const waiting = { state: "waiting", note: "away", outcome: { kind: "unreachable" } };
    const { lost, stuck } = judge(without("journal", "call-journal", waiting));
    expect(lost).toHaveLength(1);
    expect(stuck.map(({ what }) => what)).toEqual(["call-journal plain-call-journal is waiting: away"]);
  });

  it("is not content with a delivery that runs for ever, though its effect is there", () => {
    const deliveries = DELIVERIES.map((one) => (one.feature === "auto-ticket" ? { ...one, state: "running" } : one));
    const verdict = judge(aHistory({ deliveries }));
    expect([verdict.lost.length, verdict.stuck.length, isGood(verdict)]).toEqual([0, 3, false]);
  });

  it("finds a doubled ticket and a doubled journal entry", () => {
    const verdict = judge(aHistory({ effects: [...EFFECTS, anEffect("ticket", "keyed", { key: "k" })] }));
    expect(verdict.doubled).toMatchObject([{ call: "c1", integration: "keyed" }]);
    expect(verdict.doubled[0]?.what).toMatch(/^2 times the ticket: #2, #\d+ key k$/);
    expect(judge(aHistory({ effects: [...EFFECTS, anEffect("journal", "plain")] })).doubled).toHaveLength(1);
    expect(isGood(verdict)).toBe(false);
  });

  it("finds a contact doubled by another call of the same number, or that was there before the run", () => {
    const second = { ...CALL, id: "c2" };
    const again = anEffect("contact", "keyed", { call: "c2" });
    const { doubled } = judge(aHistory({ calls: [CALL, second], effects: [...EFFECTS, again] }));
    expect(doubled.map(({ what }) => what.slice(0, 36))).toEqual(["2 times the contact of +66812345678:"]);
    expect(judge(aHistory({ contactsBefore: new Set([CALL.number]) })).doubled).toHaveLength(3);
  });

  it("does not mind a ticket that is changed to the same twice", () => {
    const again = anEffect("update", "keyed", { sequence: 3.5 });
    expect(isGood(judge(aHistory({ effects: [...EFFECTS, again] })))).toBe(true);
  });

  it("finds effects of a call that nobody placed", () => {
    const verdict = judge(aHistory({ effects: [...EFFECTS, anEffect("ticket", "plain", { call: "c9" })] }));
    expect(verdict.doubled).toEqual([
      { call: "c9", integration: "plain", what: "ticket of a call that was never placed" },
    ]);
  });

  it("finds a journal entry before its ticket, or with another ticket's id", () => {
    const early = EFFECTS.map((one) => (one.kind === "journal" ? { ...one, sequence: 1.5 } : one));
    const what = judge(aHistory({ effects: early })).orderViolations.map((one) => `${one.integration} ${one.what}`);
    expect(what).toEqual([
      "keyed journal #1.5 came before update #3",
      "searched journal #1.5 came before ticket #9",
      "plain journal #1.5 came before ticket #6",
    ]);
    const stray = EFFECTS.map((one) => (one.kind === "journal" ? { ...one, ticket: "t-7" } : one));
    expect(judge(aHistory({ effects: stray })).orderViolations).toHaveLength(3);
  });

  it("lets what follows go before a ticket whose fate the engine did not know", () => {
    const late = EFFECTS.map((one) => (one.kind === "ticket" ? { ...one, sequence: 99 } : one));
    const deliveries = DELIVERIES.map((one) =>
      one.feature === "auto-ticket" ? { ...one, state: "dead", outcome: { kind: "uncertain" } } : one,
    );
    expect(judge(aHistory({ effects: late, deliveries })).orderViolations).toEqual([]);
    expect(judge(aHistory({ effects: late })).orderViolations).not.toEqual([]);
  });
});
