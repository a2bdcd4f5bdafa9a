import { describe, expect, it } from "vitest";
import {
  AMBIGUOUS,
  ANSWERED,
  aContext,
  FAILED,
  KNOWN,
  outbound,
  PENDING,
  plansOf,
  RINGING,
  UNKNOWN,
} from "./a-context.test.data.ts";

const plan = (...args: Parameters<typeof aContext>) => plansOf("contact-creation", aContext(...args));
const creation = (contactCreation: object) => ({ match: UNKNOWN, settings: { contactCreation } });

describe("contact creation", () => {
  it.each([
    ["an unknown caller", RINGING, { match: UNKNOWN }, ["create-contact@ringing"]],
    ["an unknown number that was dialled", outbound(RINGING), { match: UNKNOWN }, ["skip@ringing direction-off"]],
    ["outbound chosen", outbound(RINGING), creation({ outbound: true }), ["create-contact@ringing"]],
    ["inbound not chosen", RINGING, creation({ inbound: false }), ["skip@ringing direction-off"]],
    ["method off", RINGING, creation({ method: "off" }), ["skip@ringing switched-off"]],
    ["by hand only", RINGING, creation({ method: "manual" }), []],
    [
      "a template that cannot",
      RINGING,
      {
        match: UNKNOWN,
        template: { supports: { userAssociation: true, callJournal: true, createContact: false, createTicket: true } },
      },
      ["skip@ringing template-cannot"],
    ],
    ["a known caller", RINGING, { match: KNOWN }, []],
    ["a caller still looked up", RINGING, { match: PENDING }, []],
    ["several contacts", RINGING, { match: AMBIGUOUS }, []],
    ["a failed look-up while the call goes on", RINGING, { match: FAILED }, []],
    ["a failed look-up at the end", ANSWERED, { match: FAILED }, ["skip@ringing lookup-failed"]],
  ] as const)("for %s", (_case, call, given, want) => {
    expect(plan(call, given)).toEqual(want);
  });

  it("leaves it to the agent who has already ordered it by hand", () => {
    const deliveries = [{ feature: "contact-creation", trigger: "manual", state: "running" }] as const;
    expect(plan(RINGING, { match: UNKNOWN, deliveries })).toEqual([]);
  });
});

describe("while a contact is being created", () => {
  const states = (state: "waiting" | "running" | "done" | "dead") => ({
    match: UNKNOWN,
    deliveries: [{ feature: "contact-creation", trigger: "ringing", state }] as const,
  });

  it.each(["waiting", "running"] as const)("ticket and journal wait (%s)", (state) => {
    expect(plansOf("auto-ticket", aContext(ANSWERED, states(state)))).toEqual([]);
    expect(plansOf("call-journal", aContext(ANSWERED, states(state)))).toEqual([]);
  });

  it("ticket and journal go on without a contact once it has failed for good", () => {
    expect(plansOf("auto-ticket", aContext(ANSWERED, states("dead")))).toEqual(["skip@ended contact-unknown"]);
    expect(plansOf("call-journal", aContext(ANSWERED, states("dead")))).toEqual(["write-journal@ended"]);
  });
});
