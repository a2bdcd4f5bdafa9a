import { describe, expect, it } from "vitest";
import { TICKET_OUTCOMES } from "../domain/index.ts";
import {
  AMBIGUOUS,
  ANSWERED,
  aCall,
  aContext,
  FAILED,
  IN_TALK,
  KNOWN,
  MISSED,
  outbound,
  PENDING,
  plansOf,
  RINGING,
  UNKNOWN,
} from "./a-context.test.data.ts";

const plan = (...args: Parameters<typeof aContext>) => plansOf("auto-ticket", aContext(...args));
const ticket = (autoTicket: object, given: Parameters<typeof aContext>[1] = {}) => ({
  ...given,
  settings: { autoTicket },
});
const OFF = { contactCreation: { method: "off" } } as const;

describe("a ticket after the call", () => {
  it.each([
    ["inbound-answered", ANSWERED],
    ["inbound-no-answer", MISSED],
    ["inbound-no-answer", { ...MISSED, disposition: "voicemail" }],
    ["inbound-no-answer", { ...MISSED, disposition: "busy" }],
    ["outbound-answered", outbound(ANSWERED)],
    ["outbound-no-answer", outbound(MISSED)],
    ["outbound-no-answer", outbound({ ...MISSED, disposition: "failed" })],
  ] as const)("follows the setting for %s", (outcome, call) => {
    expect(plan(call, ticket({ outcomes: [outcome] }))).toEqual(["create-ticket@ended"]);
    const others = TICKET_OUTCOMES.filter((one) => one !== outcome);
    expect(plan(call, ticket({ outcomes: others }))).toEqual(["skip@ended outcome-off"]);
  });

  it("waits until late events have had their time", () => {
    expect(plan(ANSWERED, { settled: false })).toEqual([]);
    expect(plan(IN_TALK)).toEqual([]);
  });

  it.each([
    ["known", KNOWN, true, ["create-ticket@ended"]],
    ["pending", PENDING, true, []],
    ["unknown", UNKNOWN, true, ["skip@ended contact-unknown"]],
    ["ambiguous", AMBIGUOUS, true, ["skip@ended contact-ambiguous"]],
    ["failed", FAILED, true, ["skip@ended lookup-failed"]],
    ["pending", PENDING, false, []],
    ["unknown", UNKNOWN, false, ["create-ticket@ended"]],
    ["ambiguous", AMBIGUOUS, false, ["create-ticket@ended"]],
    ["failed", FAILED, false, ["create-ticket@ended"]],
  ] as const)("with match %s %#", (_state, match, contactsOnly, want) => {
    expect(plan(ANSWERED, { match, settings: { ...OFF, autoTicket: { contactsOnly } } })).toEqual(want);
  });

  it("waits for the contact that is about to be created", () => {
    expect(plan(ANSWERED, { match: UNKNOWN })).toEqual([]);
  });

  it("needs a contact when the template says so, whatever the setting", () => {
    const given = { match: UNKNOWN, template: { needsContact: { ticket: true, journal: false } } };
    expect(plan(ANSWERED, { ...given, settings: { ...OFF, autoTicket: { contactsOnly: false } } })).toEqual([
      "skip@ended contact-unknown",
    ]);
  });
});

describe("a ticket before the call", () => {
  it.each([
    ["rings", RINGING, {}, ["create-ticket@ringing"]],
    ["is placed", outbound(RINGING), {}, ["create-ticket@ringing"]],
    ["rings from somebody still looked up", RINGING, { match: PENDING }, []],
    ["rings from somebody unknown, with creation to come", RINGING, { match: UNKNOWN }, []],
  ] as const)("is made when it %s", (_case, call, given, want) => {
    expect(plan(call, ticket({ when: "before" }, given))).toEqual(want);
  });

  it("follows the setting for the direction, and says so at the end", () => {
    expect(plan(RINGING, ticket({ when: "before", inbound: false }))).toEqual([]);
    expect(plan(MISSED, ticket({ when: "before", inbound: false }))).toEqual(["skip@ringing direction-off"]);
    expect(plan(outbound(MISSED), ticket({ when: "before", outbound: false }))).toEqual(["skip@ringing direction-off"]);
  });

  it("is left out for a stranger only at the end, since the agent may create the contact during the call", () => {
    const settings = { ...OFF, autoTicket: { when: "before" } } as const;
    expect(plan(IN_TALK, { match: UNKNOWN, settings })).toEqual([]);
    expect(plan(ANSWERED, { match: UNKNOWN, settings })).toEqual(["skip@ringing contact-unknown"]);
  });

  it("waits for a number that the first event left out, and at the end for one in a late event", () => {
    const none = { match: { state: "none", reason: "the number is withheld" } } as const;
    const settings = { autoTicket: { when: "before", contactsOnly: false } } as const;
    expect(plan(aCall({ externalNumber: "" }), { ...none, settings })).toEqual([]);
    expect(plan({ ...IN_TALK, externalNumber: "" }, { ...none, settings })).toEqual(["create-ticket@ringing"]);
    const over = { ...MISSED, externalNumber: "" };
    expect(plan(over, { ...none, settings, settled: false })).toEqual([]);
    expect(plan(over, { ...none, settings, settled: true })).toEqual(["create-ticket@ringing"]);
  });
});

describe("one ticket", () => {
  it("stays the only one when the setting changes during the call", () => {
    const deliveries = [{ feature: "auto-ticket", trigger: "ringing", state: "done" }] as const;
    expect(plan(ANSWERED, { deliveries })).toEqual(["create-ticket@ringing"]);
  });

  it("is left out with a word when tickets are switched off or the template cannot", () => {
    expect(plan(RINGING, ticket({ when: "off" }))).toEqual([]);
    expect(plan(ANSWERED, ticket({ when: "off" }))).toEqual(["skip@ended switched-off"]);
    const supports = { userAssociation: true, callJournal: true, createContact: true, createTicket: false };
    expect(plan(ANSWERED, { template: { supports } })).toEqual(["skip@ended template-cannot"]);
  });
});

describe("a missed call that rang briefly", () => {
  const ringing = (minRingSeconds: number) => ({ settings: { autoTicket: { minRingSeconds } } });
  const rang = (ringSeconds: number) => ({ ...MISSED, ringSeconds });

  it("opens no ticket below the limit, and one from the limit on", () => {
    expect(plan(rang(2), ringing(3))).toEqual(["skip@ended rang-briefly"]);
    expect(plan(rang(3), ringing(3))).toEqual(["create-ticket@ended"]);
    expect(plan(rang(0), ringing(0))).toEqual(["create-ticket@ended"]);
  });

  it("says nothing of answered calls", () => {
    expect(plan({ ...ANSWERED, ringSeconds: 1 }, ringing(3))).toEqual(["create-ticket@ended"]);
  });
});
