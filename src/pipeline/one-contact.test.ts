import { afterEach, describe, expect, it } from "vitest";
import { KNOWN, openRig, type Rig, type RigOptions, UNKNOWN } from "../../test/support/pipeline/rig.ts";
import { HOUR } from "../base/index.ts";
import { SCRIPTS } from "../pbx/index.ts";
import { findCallLink, listContacts } from "../store/index.ts";

let rig: Rig;
afterEach(() => rig.close());

const SETTINGS = { contactCreation: { method: "automatic" } } as const;
const open = async (options: RigOptions = {}) => {
  rig = await openRig({ settings: SETTINGS, ...options });
};
const place = (number: string) => rig.place(SCRIPTS.missed({ number, extension: "1001" }));
const created = () => rig.helpdesk.sent().filter((one) => one === "POST /contacts").length;
/** The helpdesk's search does not find what was made in it a moment ago. */
const lag = () =>
  rig.helpdesk.interfere((request) => (request.startsWith("GET /contacts") ? { body: { items: [] } } : undefined));

describe("calls of one unknown number at the same moment make one contact", () => {
  it("however each of them writes it, in a helpdesk that compares texts", async () => {
    await open();
    await Promise.all(["+66877776666", "0877776666", "66877776666", "087-777-6666"].map(place));
    expect(created()).toBe(1);
    expect(rig.helpdesk.tickets.map(({ contact }) => contact)).toEqual(["100", "100", "100", "100"]);
  });

  it("while the helpdesk's search lags behind", async () => {
    await open();
    lag();
    await Promise.all(Array.from({ length: 10 }, () => place(UNKNOWN)));
    expect(created()).toBe(1);
  });

  it("in a helpdesk that several integrations have", async () => {
    await open({ integrations: ["desk", "second"] });
    await Promise.all(Array.from({ length: 4 }, () => place(UNKNOWN)));
    expect(created()).toBe(1);
  });
});

describe("a contact that the helpdesk does not know any more", () => {
  it("is neither taken for the caller nor kept in the phonebook, where the helpdesk is always asked", async () => {
    await open({ settings: { ...SETTINGS, contactSync: { alwaysQuery: true, refreshHours: 0 } } });
    rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
    await place(KNOWN);
    rig.helpdesk.contacts.length = 0;
    await rig.skip(HOUR);
    const { call } = await rig.look(await place(KNOWN));
    const link = await rig.store.read(() => findCallLink(call.id, "desk"));
    expect(link?.match).toMatchObject({ state: "known", contact: { id: "100" }, source: "created" });
    const kept = await rig.store.read(() => listContacts("desk", 10));
    expect(kept.map(({ contact }) => contact.id)).toEqual(["100"]);
  });
});
