import { expect, it } from "vitest";
import type { Effect } from "./history.ts";
import { createLedger, type Wish } from "./ledger.ts";

const TICKET: Wish = { kind: "ticket", call: "c1", number: "+66812345678", ticket: "", key: "k1" };

it("a helpdesk that heeds keys does the same wish once and answers it the same", () => {
  const effects: Effect[] = [];
  const ledger = createLedger("keyed", true, effects);
  const id = ledger.carryOut(TICKET);
  expect(ledger.carryOut(TICKET)).toBe(id);
  expect(ledger.carryOut({ ...TICKET, key: "k2" })).not.toBe(id);
  expect(effects.map(({ sequence, key }) => [sequence, key])).toEqual([
    [1, "k1"],
    [2, "k2"],
  ]);
});

it("a helpdesk that does not heed them does it again", () => {
  const effects: Effect[] = [];
  const ledger = createLedger("plain", false, effects);
  ledger.carryOut(TICKET);
  ledger.carryOut(TICKET);
  expect(effects).toHaveLength(2);
});

it("contacts are found by number, tickets and journal entries by call, as soon as they are made", () => {
  const ledger = createLedger("searched", false, []);
  ledger.addContact("+66811111111");
  const contact = ledger.carryOut({ ...TICKET, kind: "contact" });
  const ticket = ledger.carryOut(TICKET);
  const journal = ledger.carryOut({ ...TICKET, kind: "journal", ticket });
  expect(ledger.findContacts(TICKET.number)).toEqual([contact]);
  expect(ledger.findContacts("+66811111111")).toHaveLength(1);
  expect([ledger.findOfCall("ticket", "c1"), ledger.findOfCall("journal", "c1")]).toEqual([[ticket], [journal]]);
  expect(ledger.findOfCall("ticket", "c2")).toEqual([]);
});
