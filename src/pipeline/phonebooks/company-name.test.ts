import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRig, type Rig, UNKNOWN } from "../../../test/support/pipeline/rig.ts";
import { SCRIPTS } from "../../pbx/index.ts";
import { findPhonebookOf } from "../../store/index.ts";
import { addContactByHand } from "./by-hand.ts";
import { makePhonebook } from "./set-up.ts";

let rig: Rig;
beforeEach(async () => {
  rig = await openRig({ settings: { contactCreation: { method: "off" }, autoTicket: { contactsOnly: false } } });
  await makePhonebook({ id: "suppliers" }, rig);
  const numbers = [{ kind: "BusinessNumber" as const, number: UNKNOWN }];
  await addContactByHand("suppliers", { name: "Malee of Acme", company: "Acme", email: "", numbers }, rig);
});
afterEach(() => rig.close());

const place = () => rig.place(SCRIPTS.missed({ number: UNKNOWN, extension: "1001" }));

describe("a contact that a person wrote", () => {
  it("names the caller on screen, and the helpdesk is asked all the same", async () => {
    const { match, popups } = await rig.look(await place());
    expect([match, popups.map(({ contactName, url }) => [contactName, url])]).toEqual([
      "unknown",
      [["Malee of Acme", ""]],
    ]);
    expect(rig.helpdesk.sent().some((one) => one.startsWith("GET /contacts"))).toBe(true);
  });

  it("gives way to the helpdesk's contact, whose id ticket and journal entry have", async () => {
    rig.helpdesk.contacts.push({ id: "7", name: "Malee R.", phone: UNKNOWN });
    const { match, popups } = await rig.look(await place());
    expect([match, popups.map(({ contactName }) => contactName)]).toEqual(["known", ["Malee R."]]);
    expect(rig.helpdesk.tickets).toMatchObject([{ contact: "7" }]);
    expect(await rig.store.read(() => findPhonebookOf("desk"))).toMatchObject({ id: "desk" });
  });
});
