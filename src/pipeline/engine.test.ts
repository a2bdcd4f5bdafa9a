import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { KNOWN, openRig, type Rig, UNKNOWN } from "../../test/support/pipeline/rig.ts";
import { type ExtensionNumber, toExtensionNumber } from "../domain/index.ts";
import { SCRIPTS } from "../pbx/index.ts";

const ANONG = toExtensionNumber("1001");

let rig: Rig;
beforeEach(async () => {
  rig = await openRig({ settings: { contactCreation: { method: "manual" }, popup: { enabled: false } } });
  rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
});
afterEach(() => rig.close());

const missed = (number: string) => rig.place(SCRIPTS.missed({ number, extension: ANONG }));
const callId = async (pbxCallId: string) => (await rig.look(pbxCallId)).call.id;

describe("a pop-up by hand", () => {
  it("opens the contact's page once, however often it is asked for", async () => {
    const id = await missed(KNOWN);
    const open = async () => rig.engine.openPopup(await callId(id), "desk", ANONG);
    const first = await open();
    expect(first).toMatchObject({ trigger: "manual", extension: ANONG, url: `${rig.helpdesk.address}/show/7` });
    expect(await open()).toEqual(first);
    expect((await rig.look(id)).popups).toHaveLength(1);
    expect(rig.changes.filter(({ kind }) => kind === "popup")).toHaveLength(1);
  });

  it("is refused for a call or integration that is not there", async () => {
    const id = await callId(await missed(KNOWN));
    const refused = expect.objectContaining({ code: "NOT_FOUND" });
    await expect(rig.engine.openPopup("none", "desk", ANONG)).rejects.toEqual(refused);
    await expect(rig.engine.openPopup(id, "none", ANONG)).rejects.toEqual(refused);
  });
});

describe("a contact by hand", () => {
  it("is created for an unknown caller with the name that was given, and the call is known from then on", async () => {
    const id = await missed(UNKNOWN);
    expect(rig.helpdesk.bodies("POST /contacts")).toEqual([]);
    await rig.engine.createContact(await callId(id), "desk", { name: 'Khun "A"' });
    await rig.engine.idle();
    expect(rig.helpdesk.bodies("POST /contacts")).toEqual([{ name: 'Khun "A"', phone: UNKNOWN }]);
    const looked = await rig.look(id);
    expect([looked.match, looked.states]).toEqual([
      "known",
      expect.arrayContaining(["contact-creation done", "call-journal done"]),
    ]);
  });

  it("is created with what the agent typed in", async () => {
    const id = await rig.place(SCRIPTS.missed({ number: UNKNOWN, extension: "1001" }));
    const values = { BusinessNumber: "+66 2 111 2222", address: "http://elsewhere.example" };
    await rig.engine.createContact((await rig.look(id)).call.id, "desk", { name: "Khun Nok", values });
    await rig.engine.idle();
    expect(rig.helpdesk.contacts.at(-1)).toMatchObject({ name: "Khun Nok", phone: "+66 2 111 2222" });
  });

  it("is not created twice by two hands", async () => {
    const id = await callId(await missed(UNKNOWN));
    const results = await Promise.allSettled([1, 2].map(() => rig.engine.createContact(id, "desk", {})));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(results[1]).toMatchObject({ reason: { code: "CONFLICT", message: expect.stringContaining("already") } });
    await rig.engine.idle();
    expect(rig.helpdesk.bodies("POST /contacts")).toHaveLength(1);
    await expect(rig.engine.createContact(id, "desk", {})).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("that the helpdesk refused is ordered once more with other fields, by the same delivery", async () => {
    rig.helpdesk.interfere((request) => (request === "POST /contacts" ? { status: 422, body: {} } : undefined));
    const id = await missed(UNKNOWN);
    const first = await rig.engine.createContact(await callId(id), "desk", { name: "Nok" });
    await rig.engine.idle();
    rig.helpdesk.interfere();
    const again = await rig.engine.createContact(await callId(id), "desk", { name: "Khun Nok" });
    expect(again).toMatchObject({ id: first.id, state: "waiting", action: { name: "Khun Nok" } });
    await rig.engine.idle();
    expect((await rig.look(id)).match).toBe("known");
    expect(rig.helpdesk.bodies("POST /contacts").map((body) => (body as { name: string }).name)).toEqual([
      "Nok",
      "Khun Nok",
    ]);
  });

  it("that was planned and failed is superseded by one ordered by hand, and made once though the answer was lost", async () => {
    await rig.close();
    rig = await openRig({ settings: { popup: { enabled: false } } });
    rig.helpdesk.interfere((request) => (request === "POST /contacts" ? { status: 422, body: {} } : undefined));
    const id = await missed(UNKNOWN);
    await rig.engine.idle();
    rig.helpdesk.interfere();
    // What the refusal did not say: the helpdesk has the contact all the same.
    rig.helpdesk.contacts.push({ id: "99", name: "Somebody", phone: UNKNOWN });
    await rig.engine.createContact(await callId(id), "desk", { name: "Khun Nok" });
    await rig.engine.idle();
    const { deliveries, match } = await rig.look(id);
    const creations = deliveries.filter(({ feature }) => feature === "contact-creation");
    expect(creations).toMatchObject([
      { trigger: "ringing", state: "cancelled", note: "superseded: the contact was ordered by hand" },
      { trigger: "manual", state: "done" },
    ]);
    expect([match, rig.helpdesk.bodies("POST /contacts").length]).toEqual(["known", 1]);
  });

  it("is refused for a known caller, and for what is not there", async () => {
    const id = await callId(await missed(KNOWN));
    await expect(rig.engine.createContact(id, "desk", {})).rejects.toThrow(`this call's match is "known"`);
    await expect(rig.engine.createContact("none", "desk", {})).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(rig.engine.createContact(id, "none", {})).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a delivery", () => {
  const refuse = (start: string) =>
    rig.helpdesk.interfere((request) => (request.startsWith(start) ? { status: 503, body: {} } : undefined));
  const ticketOf = async (id: string) => {
    const ticket = (await rig.look(id)).deliveries.find(({ feature }) => feature === "auto-ticket");
    return ticket?.id as string;
  };

  it("that is cancelled while it waits is not attempted again, and the journal no longer waits for it", async () => {
    refuse("POST /tickets");
    const id = await missed(KNOWN);
    expect((await rig.look(id)).states).toEqual(["contact-sync done", "auto-ticket waiting"]);
    rig.helpdesk.interfere();
    expect(await rig.engine.cancelDelivery(await ticketOf(id))).toMatchObject({ state: "cancelled" });
    await rig.engine.idle();
    expect((await rig.look(id)).states).toEqual(["contact-sync done", "auto-ticket cancelled", "call-journal done"]);
    expect(rig.helpdesk.tickets).toEqual([]);
  });

  it("a look-up that is cancelled lets the call go on without a contact", async () => {
    refuse("GET /contacts");
    const placed = missed(KNOWN);
    await expect
      .poll(() => rig.changes.some((one) => one.kind === "delivery" && one.delivery.attempt === 1))
      .toBe(true);
    const id = await placed;
    const [lookUp] = (await rig.look(id)).deliveries;
    await rig.engine.cancelDelivery(lookUp?.id as string);
    await rig.engine.idle();
    expect(await rig.look(id)).toMatchObject({
      states: ["contact-sync cancelled", "call-journal done"],
      skips: expect.arrayContaining(["auto-ticket lookup-failed"]),
    });
  });

  it("is replayed and cancelled only in a state that allows it", async () => {
    const id = await missed(KNOWN);
    const ticket = await ticketOf(id);
    await expect(rig.engine.replayDelivery(ticket)).rejects.toThrow(
      `delivery "${ticket}" is done, so it cannot be replayed`,
    );
    await expect(rig.engine.cancelDelivery(ticket)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(rig.engine.replayDelivery("none")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(rig.engine.cancelDelivery("none")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("helpdesk users", () => {
  it("are joined to extensions by e-mail, and by hand before that", async () => {
    const malee: ExtensionNumber = toExtensionNumber("1002");
    await rig.engine.associate("desk", ANONG, "u1");
    await rig.engine.associate("desk", malee, "u1");
    const byHand = [
      { extension: "1001", userId: "u1", origin: "manual", state: "active" },
      { extension: "1002", userId: "u1", origin: "manual", state: "active" },
    ];
    expect((await rig.engine.refreshUsers("desk")).associations).toEqual(byHand);
    expect(await rig.engine.associate("desk", ANONG, null)).toEqual([
      { extension: "1001", userId: "u1", origin: "email", state: "active" },
      byHand[1],
    ]);
  });

  it("stay as they were when the helpdesk does not answer", async () => {
    await rig.engine.refreshUsers("desk");
    rig.helpdesk.interfere(() => ({ status: 500, body: {} }));
    const refreshed = await rig.engine.refreshUsers("desk");
    expect(refreshed).toMatchObject({ outcome: { kind: "unreachable" }, associations: [{ userId: "u1" }] });
  });
});

describe("a search for contacts", () => {
  it("gives those that the helpdesk finds", async () => {
    const { contacts, outcome } = await rig.engine.searchContacts("desk", "chai");
    expect(outcome.kind).toBe("delivered");
    expect(contacts).toMatchObject([{ id: "7", name: "Somchai", type: "contacts" }]);
    expect((await rig.engine.searchContacts("desk", "nobody & co?")).contacts).toEqual([]);
    expect(rig.helpdesk.sent()).toEqual(["GET /people?text=chai", "GET /people?text=nobody & co?"]);
  });

  it("in an integration that is not there is refused", async () => {
    await expect(rig.engine.searchContacts("none", "x")).rejects.toThrow('there is no integration "none"');
  });
});
