import { describe, expect, it } from "vitest";
import type { DeliveryState } from "../domain/index.ts";
import {
  ANSWERED,
  aContext,
  FAILED,
  IN_TALK,
  KNOWN,
  MISSED,
  outbound,
  PENDING,
  plansOf,
  UNKNOWN,
} from "./a-context.test.data.ts";

const plan = (...args: Parameters<typeof aContext>) => plansOf("call-journal", aContext(...args));
const TICKET_OFF = { autoTicket: { when: "off" } } as const;
const afterTicket = (state: DeliveryState) =>
  ({ deliveries: [{ feature: "auto-ticket", trigger: "ended", state }] }) as const;

describe("call journal", () => {
  it.each([
    ["an answered call", ANSWERED],
    ["a missed call", MISSED],
    ["an outbound call", outbound(ANSWERED)],
    ["an outbound call that nobody answered", outbound(MISSED)],
  ])("notes %s", (_case, call) => {
    expect(plan(call, { settings: TICKET_OFF })).toEqual(["write-journal@ended"]);
  });

  it.each(["waiting", "running"] as const)("waits for the ticket while it is %s", (state) => {
    expect(plan(ANSWERED, afterTicket(state))).toEqual([]);
  });

  it.each(["done", "dead", "cancelled"] as const)("goes on once the ticket is %s", (state) => {
    expect(plan(ANSWERED, afterTicket(state))).toEqual(["write-journal@ended"]);
  });

  it("waits for a ticket that is only planned yet, and not for one that is not wanted", () => {
    expect(plan(ANSWERED)).toEqual([]);
    expect(plan(outbound(ANSWERED))).toEqual(["write-journal@ended"]);
  });

  it("waits for the end of the call and of the look-up", () => {
    expect(plan(IN_TALK)).toEqual([]);
    expect(plan(ANSWERED, { settled: false })).toEqual([]);
    expect(plan(ANSWERED, { match: PENDING, settings: TICKET_OFF })).toEqual([]);
  });

  const NEEDS = { needsContact: { ticket: false, journal: true } };
  const NO_CREATION = { ...TICKET_OFF, contactCreation: { method: "off" } } as const;

  it.each([
    ["known", KNOWN, ["write-journal@ended"]],
    ["unknown", UNKNOWN, ["skip@ended contact-unknown"]],
    ["failed", FAILED, ["skip@ended lookup-failed"]],
    ["none", { state: "none", reason: "the number is withheld" }, ["skip@ended no-lookup"]],
  ] as const)("with match %s, where the template needs a contact", (_state, match, want) => {
    expect(plan(ANSWERED, { match, template: NEEDS, settings: NO_CREATION })).toEqual(want);
  });

  it("says that it is switched off, or that the template cannot", () => {
    expect(plan(ANSWERED, { settings: { callJournal: { enabled: false } } })).toEqual(["skip@ended switched-off"]);
    const supports = { userAssociation: true, callJournal: false, createContact: true, createTicket: true };
    expect(plan(ANSWERED, { template: { supports } })).toEqual(["skip@ended template-cannot"]);
  });
});

describe("the call journal's choice", () => {
  it.each([
    ["inbound", ANSWERED, { inbound: false }, "direction-off"],
    ["outbound", outbound(ANSWERED), { outbound: false }, "direction-off"],
    ["answered", ANSWERED, { outcomes: ["no-answer"] }, "outcome-off"],
    ["missed", MISSED, { outcomes: ["answered"] }, "outcome-off"],
    ["outbound and unanswered", outbound(MISSED), { outcomes: ["answered"] }, "outcome-off"],
  ] as const)("can leave out %s calls", (_case, call, callJournal, code) => {
    expect(plan(call, { settings: { ...TICKET_OFF, callJournal } })).toEqual([`skip@ended ${code}`]);
  });

  it("of one direction or outcome leaves the others as they are", () => {
    const settings = { ...TICKET_OFF, callJournal: { outbound: false, outcomes: ["answered"] } } as const;
    expect(plan(ANSWERED, { settings })).toEqual(["write-journal@ended"]);
  });
});

describe("an entry that waits for the recording", () => {
  const settings = { ...TICKET_OFF, callJournal: { waitForRecordingSeconds: 60 } } as const;
  const at = (seconds: number) => ({ settings, now: (ANSWERED.endedAt as number) + seconds * 1000 });

  it("is written when it is there, or when the time is over", () => {
    expect(plan(ANSWERED, at(59))).toEqual([]);
    expect(plan({ ...ANSWERED, recording: { file: "a.wav" } }, at(2))).toEqual(["write-journal@ended"]);
    expect(plan(ANSWERED, at(60))).toEqual(["write-journal@ended"]);
  });

  it("does not wait where there will be none", () => {
    expect(plan(MISSED, { settings })).toEqual(["write-journal@ended"]);
    const off = { ...settings, callJournal: { waitForRecordingSeconds: 60, recordingLink: false } };
    expect(plan(ANSWERED, { settings: off })).toEqual(["write-journal@ended"]);
  });
});
