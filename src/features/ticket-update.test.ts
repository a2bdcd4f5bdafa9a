import { describe, expect, it } from "vitest";
import type { DeliveryState } from "../domain/index.ts";
import { ANSWERED, aContext, IN_TALK, plansOf } from "./a-context.test.data.ts";

const plan = (...args: Parameters<typeof aContext>) => plansOf("ticket-update", aContext(...args));
const ordered = (trigger: "ringing" | "ended", state: DeliveryState) =>
  ({ deliveries: [{ feature: "auto-ticket", trigger, state, note: "422" }] }) as const;
const MADE_BEFORE = { ...ordered("ringing", "done"), link: { ticketId: "9", ticketMadeBefore: true } };

describe("ticket update", () => {
  it.each([
    ["a ticket made before the call", ANSWERED, MADE_BEFORE, ["update-ticket@ended"]],
    ["a call that goes on", IN_TALK, MADE_BEFORE, []],
    ["a ticket made after the call", ANSWERED, { ...ordered("ended", "done"), link: { ticketId: "9" } }, []],
    ["no ticket", ANSWERED, {}, []],
    ["a ticket that is still on its way", ANSWERED, ordered("ringing", "waiting"), []],
    ["a ticket that was refused", ANSWERED, ordered("ringing", "dead"), ["skip@ended ticket-missing"]],
    ["a ticket whose id is not known", ANSWERED, ordered("ringing", "done"), ["skip@ended ticket-unnamed"]],
    [
      "a template without UpdateTicket",
      ANSWERED,
      { ...MADE_BEFORE, template: { hasUpdateTicket: false } },
      ["skip@ended template-cannot"],
    ],
  ] as const)("for %s", (_case, call, given, want) => {
    expect(plan(call, given)).toEqual(want);
  });
});
