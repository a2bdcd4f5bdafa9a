import { afterEach, describe, expect, it } from "vitest";
import { KNOWN, openRig, type Rig, type RigOptions, UNKNOWN } from "../../test/support/pipeline/rig.ts";
import { MINUTE } from "../base/index.ts";
import { toExtensionNumber } from "../domain/index.ts";
import { SCRIPTS } from "../pbx/index.ts";

let rig: Rig;
afterEach(() => rig.close());

async function open(options: RigOptions = {}): Promise<void> {
  rig = await openRig(options);
  rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
}

describe("an answered call of a known caller", () => {
  it("is looked up, becomes a ticket and then a journal entry, once each", async () => {
    await open();
    await rig.engine.refreshUsers("desk");
    const id = await rig.place(SCRIPTS.answered({ number: KNOWN, extension: "1001", talkSeconds: 20 }));
    expect(rig.helpdesk.sent()).toEqual([
      "GET /users",
      `GET /contacts?number=${KNOWN}`,
      "POST /tickets",
      "POST /journals",
    ]);
    expect(rig.helpdesk.bodies("POST /tickets")).toEqual([{ contact: "7", owner: "u1", status: "Answered", call: id }]);
    expect(rig.helpdesk.journals).toEqual([
      { contact: "7", ticket: "500", status: "ANSWERED", from: KNOWN, to: "1001", talked: "20", call: id },
    ]);
    const { match, ticketId, states, skips } = await rig.look(id);
    expect({ match, ticketId, states, skips }).toEqual({
      match: "known",
      ticketId: "500",
      states: ["contact-sync done", "auto-ticket done", "call-journal done"],
      skips: ["contact-creation contact-known"],
    });
  });

  it("opens one pop-up with the contact's page for the extension that rings", async () => {
    await open();
    const id = await rig.place(SCRIPTS.answered({ number: KNOWN, extension: "1001" }));
    expect((await rig.look(id)).popups).toMatchObject([
      {
        extension: "1001",
        trigger: "ringing",
        state: "shown",
        url: `${rig.helpdesk.address}/show/7`,
        contactName: "Somchai",
        number: KNOWN,
      },
    ]);
  });

  it("tells the live view what happened in the order in which it happened", async () => {
    await open();
    await rig.place(SCRIPTS.answered({ number: KNOWN, extension: "1001" }));
    const told = rig.changes.flatMap((one) =>
      one.kind === "delivery"
        ? [`${one.delivery.feature} ${one.delivery.state}`]
        : one.kind === "match"
          ? [one.match.state]
          : [],
    );
    expect(told).toEqual([
      "pending",
      "contact-sync waiting",
      "contact-sync done",
      "known",
      "auto-ticket waiting",
      "auto-ticket done",
      "call-journal waiting",
      "call-journal done",
    ]);
    const outputs = rig.changes.flatMap((one) => (one.kind === "delivery" ? [one.outputs] : []));
    expect(outputs).toEqual([{}, { contactId: "7" }, {}, { ticketId: "500" }, {}, {}]);
    expect(JSON.stringify(rig.changes)).not.toContain('"facts"');
  });
});

describe("other calls", () => {
  it("a missed call becomes a ticket and a journal entry that say so", async () => {
    await open();
    await rig.place(SCRIPTS.missed({ number: KNOWN, extension: "1001" }));
    expect(rig.helpdesk.tickets).toMatchObject([{ status: "No Answer" }]);
    expect(rig.helpdesk.journals).toMatchObject([{ status: "NO ANSWER", ticket: "500", talked: "0" }]);
  });

  it("a call over a queue and a transfer is one call with one ticket and one entry", async () => {
    await open();
    await rig.place(SCRIPTS.queue({ number: KNOWN, extension: "1001", others: ["1002"] }));
    await rig.place(SCRIPTS.transfer({ number: KNOWN, extension: "1001", toExtension: "1002" }));
    expect([rig.helpdesk.tickets.length, rig.helpdesk.journals.length]).toEqual([2, 2]);
    expect(rig.helpdesk.journals[1]).toMatchObject({ to: "1002" });
  });

  it("an outbound call gets an entry, but by default neither ticket nor pop-up nor contact", async () => {
    await open();
    const id = await rig.place(SCRIPTS["outbound-answered"]({ number: KNOWN, extension: "1001" }));
    expect(rig.helpdesk.sent()).toEqual([`GET /contacts?number=${KNOWN}`, "POST /journals"]);
    expect(rig.helpdesk.journals).toMatchObject([{ contact: "7", ticket: "", from: "1001", to: KNOWN }]);
    // All are decided when the call settles, in no order that means anything.
    expect((await rig.look(id)).skips.toSorted()).toEqual([
      "auto-ticket outcome-off",
      "contact-creation contact-known",
      "popup outbound",
    ]);
    const unknown = await rig.place(SCRIPTS["outbound-no-answer"]({ number: UNKNOWN, extension: "1001" }));
    expect((await rig.look(unknown)).skips).toContain("contact-creation direction-off");
    expect(rig.helpdesk.contacts).toHaveLength(1);
  });

  it("an internal call sends nothing and opens nothing", async () => {
    await open();
    const id = await rig.place(SCRIPTS.internal({ extension: "1001", toExtension: "1002" }));
    expect(rig.helpdesk.sent()).toEqual([]);
    expect(await rig.look(id)).toMatchObject({ states: [], popups: [], skips: ["contact-sync internal-call"] });
  });
});

describe("an unknown caller", () => {
  it("becomes a contact, before the ticket and the entry that refer to it", async () => {
    await open();
    const id = await rig.place(SCRIPTS.missed({ number: UNKNOWN, extension: "1001" }));
    const sent = rig.helpdesk.sent();
    expect(sent.filter((one) => !one.startsWith("GET"))).toEqual(["POST /contacts", "POST /tickets", "POST /journals"]);
    expect(rig.helpdesk.bodies("POST /contacts")).toEqual([
      { name: `Automatic New Contact ${UNKNOWN}`, phone: UNKNOWN },
    ]);
    expect(rig.helpdesk.journals).toMatchObject([{ contact: "101", ticket: "500" }]);
    expect((await rig.look(id)).popups).toMatchObject([
      { url: `${rig.helpdesk.address}/show/101`, contactName: `Automatic New Contact ${UNKNOWN}` },
    ]);
  });

  it("who calls ten times at once becomes one contact, with a ticket and an entry for every call", async () => {
    await open();
    const calls = Array.from({ length: 10 }, () => SCRIPTS.missed({ number: UNKNOWN, extension: "1001" }));
    await Promise.all(calls.map((script) => rig.place(script)));
    expect(rig.helpdesk.bodies("POST /contacts")).toHaveLength(1);
    expect(rig.helpdesk.tickets.map(({ contact }) => contact)).toEqual(Array(10).fill("101"));
    expect(new Set(rig.helpdesk.journals.map(({ ticket }) => ticket)).size).toBe(10);
  });

  it("calling again is known from the phonebook, and the helpdesk is not asked", async () => {
    await open();
    await rig.place(SCRIPTS.missed({ number: UNKNOWN, extension: "1001" }));
    const before = rig.helpdesk.sent().length;
    await rig.place(SCRIPTS.missed({ number: "087-777-6666", extension: "1001" }));
    expect(rig.helpdesk.sent().slice(before)).toEqual(["POST /tickets", "POST /journals"]);
    expect(rig.helpdesk.tickets[1]).toMatchObject({ contact: "101" });
  });

  it("who is nobody's contact gets a pop-up with the number alone where contacts are not created", async () => {
    await open({ settings: { contactCreation: { method: "off" } } });
    const id = await rig.place(SCRIPTS.missed({ number: UNKNOWN, extension: "1001" }));
    const { popups, skips } = await rig.look(id);
    expect(popups).toMatchObject([{ url: "", contactName: "", number: UNKNOWN }]);
    expect(skips.toSorted()).toEqual(["auto-ticket contact-unknown", "contact-creation switched-off"]);
  });
});

describe("a ticket before the call", () => {
  it("is made while it rings and updated at the end with the same id", async () => {
    await open({ settings: { autoTicket: { when: "before" } } });
    const at = Date.now();
    const event = { pbxCallId: "c", direction: "inbound", from: KNOWN, to: "020001000" } as const;
    const extension = "1001" as never;
    await rig.post({ ...event, key: "1", kind: "ringing", occurredAt: at, extension });
    await rig.engine.idle();
    expect(rig.helpdesk.bodies("POST /tickets")).toMatchObject([{ contact: "7", status: "Ringing" }]);
    await rig.post(
      { ...event, key: "2", kind: "answered", occurredAt: at + 3000, extension },
      { ...event, key: "3", kind: "ended", occurredAt: at + 15_000, disposition: "answered" },
    );
    await rig.engine.idle();
    expect(rig.helpdesk.sent().slice(1)).toEqual(["POST /tickets", "PUT /tickets/500", "POST /journals"]);
    expect(rig.helpdesk.bodies("PUT /tickets/500")).toEqual([{ status: "Answered", talked: "12" }]);
    expect(rig.helpdesk.journals).toMatchObject([{ ticket: "500" }]);
  });
});

describe("two integrations on one connection", () => {
  it("each get their own contact, ticket, entry and pop-up", async () => {
    await open({ integrations: ["desk", "crm"] });
    const id = await rig.place(SCRIPTS.answered({ number: KNOWN, extension: "1001" }));
    expect([rig.helpdesk.tickets.length, rig.helpdesk.journals.length]).toEqual([2, 2]);
    const [desk, crm] = [await rig.look(id, "desk"), await rig.look(id, "crm")];
    expect(desk.states).toEqual(crm.states);
    expect(desk.ticketId).not.toBe(crm.ticketId);
    expect([desk.popups.length, crm.popups.length]).toEqual([1, 1]);
    for (const { ticket } of rig.helpdesk.journals) expect([desk.ticketId, crm.ticketId]).toContain(ticket);
  });
});

describe("a call of a PBX that writes records", () => {
  const facts = { pbxCallId: "r", direction: "inbound", from: KNOWN, to: "021234567" } as const;
  const extension = toExtensionNumber("1001");
  const told = (second: number) => ({ ...facts, key: `r-${second}`, occurredAt: 1_790_000_000_000 + second * 1000 });
  const openRecording = (recordAfterMs: number) =>
    open({
      settleMs: 0,
      wrapRuntimes: (runtimes) => ({
        ...runtimes,
        ofConnection: async (id) => (await runtimes.ofConnection(id)).map((one) => ({ ...one, recordAfterMs })),
      }),
    });

  it("waits for the record to tell how it ended", async () => {
    await openRecording(MINUTE);
    await rig.post({ ...told(1), kind: "ringing", extension }, { ...told(9), kind: "ended" });
    await expect.poll(() => rig.helpdesk.sent()).toEqual([`GET /contacts?number=${KNOWN}`]);
    await rig.post({ ...told(8), kind: "summary", disposition: "busy" });
    await rig.engine.idle();
    expect(rig.helpdesk.journals).toMatchObject([{ status: "BUSY" }]);
  });

  it("goes on when no record comes", async () => {
    await openRecording(100);
    await rig.post({ ...told(1), kind: "ringing", extension }, { ...told(9), kind: "ended" });
    await rig.engine.idle();
    expect(rig.helpdesk.journals).toMatchObject([{ status: "NO ANSWER" }]);
  });

  it("does not wait where the end itself tells how it was", async () => {
    await openRecording(MINUTE);
    await rig.place(SCRIPTS.busy({ number: KNOWN, extension: "1001" }));
    expect(rig.helpdesk.journals).toMatchObject([{ status: "BUSY" }]);
  });
});
