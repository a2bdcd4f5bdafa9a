import { afterEach, beforeEach, expect, it } from "vitest";
import { KNOWN, openRig, type Rig } from "../../test/support/pipeline/rig.ts";
import { HOUR } from "../base/index.ts";
import { SCRIPTS } from "../pbx/index.ts";
import { listContacts } from "../store/index.ts";

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
  rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
  await place();
});
afterEach(() => rig.close());

const place = () => rig.place(SCRIPTS.missed({ number: KNOWN, extension: "1001" }));
const lookUps = () => rig.helpdesk.sent().filter((one) => one.startsWith("GET /contacts")).length;
const phonebook = async () =>
  (await rig.store.read(() => listContacts("desk", 10))).map(({ contact }) => `${contact.id} ${contact.name}`);

it("a contact that was read today is taken from the phonebook without asking again", async () => {
  await rig.skip(23 * HOUR);
  const id = await place();
  expect([(await rig.look(id)).states, lookUps()]).toEqual([["auto-ticket done", "call-journal done"], 1]);
});

it("one that was read longer ago is taken at once and read again after the call", async () => {
  await rig.skip(25 * HOUR);
  rig.helpdesk.contacts.splice(0, 1, { id: "7", name: "Somchai Jaidee", phone: KNOWN });
  const id = await place();
  const { states, popups, match } = await rig.look(id);
  expect(states).toEqual(["contact-sync done", "auto-ticket done", "call-journal done"]);
  expect([match, popups.map(({ contactName }) => contactName)]).toEqual(["known", ["Somchai"]]);
  expect([lookUps(), await phonebook()]).toEqual([2, ["7 Somchai Jaidee"]]);
  await place();
  expect(lookUps()).toBe(2);
});

it("one that is gone from the helpdesk is gone from the phonebook after the next call, which still was his", async () => {
  await rig.skip(25 * HOUR);
  rig.helpdesk.contacts.splice(0);
  const id = await place();
  expect((await rig.look(id)).match).toBe("known");
  expect((await rig.look(id)).states).toEqual(["contact-sync done", "auto-ticket done", "call-journal done"]);
  expect(await phonebook()).toEqual([]);
});

it("one that cannot be read again stays as it is, and ticket and journal entry wait for the helpdesk", async () => {
  await rig.skip(25 * HOUR);
  rig.helpdesk.interfere(() => ({ status: 503, body: {} }));
  const id = await place();
  expect((await rig.look(id)).states).toEqual(["contact-sync waiting", "auto-ticket waiting"]);
  rig.helpdesk.interfere();
  await rig.skip(HOUR);
  expect((await rig.look(id)).states).toEqual(["contact-sync done", "auto-ticket done", "call-journal done"]);
  expect(await phonebook()).toEqual(["7 Somchai"]);
});
