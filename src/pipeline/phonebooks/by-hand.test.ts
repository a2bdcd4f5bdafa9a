import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aContact, NOW } from "../../../test/support/store/seed.ts";
import {
  countContacts,
  disconnect,
  findContactsIn,
  findPhonebook,
  type PhonebookEntry,
  saveContact,
} from "../../store/index.ts";
import {
  addContactByHand,
  changeContactByHand,
  deletePhonebook,
  emptyPhonebook,
  removeContactByHand,
} from "./by-hand.ts";
import { openTools, type PhonebookTools, refusalOf } from "./phonebooks.test.data.ts";
import { makePhonebook, reshapePhonebook, setUpPhonebook } from "./set-up.ts";

let tools: PhonebookTools;
beforeEach(async () => {
  tools = await openTools();
  await makePhonebook({ id: "vip", name: "VIP" }, tools);
  await tools.store.write(() => saveContact("one", aContact({ outputs: { ContactsId: "7" } }), ["345678"], NOW - 1));
});
afterEach(() => tools.store.close());

const MALEE = {
  name: "Malee",
  company: "Acme",
  email: "m@acme.example",
  numbers: [{ kind: "BusinessNumber" as const, number: "02 555 0199" }],
};
const SOMCHAI = { type: "contacts", id: "7" } as const;
const byNumber = async (key: string, book = "vip") =>
  (await tools.store.read(() => findContactsIn(book, key))).map(({ contact }: PhonebookEntry) => contact.name);

describe("a contact of an ordinary phonebook", () => {
  it("is written, changed and removed, and found by the numbers that it has", async () => {
    const { contact, fetchedAt, integrationId } = await addContactByHand("vip", MALEE, tools);
    expect(contact).toMatchObject({ type: "contacts", name: "Malee", outputs: { Company: "Acme" } });
    expect([fetchedAt, integrationId]).toEqual([NOW, undefined]);
    expect(await byNumber("550199")).toEqual(["Malee"]);
    const numbers = [{ kind: "MobileNumber" as const, number: "+66 81 234 5678" }];
    const changed = await changeContactByHand("vip", contact, { ...MALEE, company: "", numbers }, tools);
    expect(changed.contact).toMatchObject({ id: contact.id, numbers, outputs: {} });
    expect([await byNumber("550199"), await byNumber("345678")]).toEqual([[], ["Malee"]]);
    await removeContactByHand("vip", contact, tools);
    expect(await byNumber("345678")).toEqual([]);
    expect(await refusalOf(removeContactByHand("vip", contact, tools))).toMatchObject({ code: "NOT_FOUND" });
    expect(await refusalOf(changeContactByHand("vip", contact, MALEE, tools))).toMatchObject({ code: "NOT_FOUND" });
  });

  it("that an integration left there counts as written by hand once it is changed", async () => {
    await tools.store.write(() => disconnect("one"));
    const changed = await changeContactByHand("one", SOMCHAI, { ...MALEE, name: "Somchai J." }, tools);
    expect(changed).toEqual({ contact: expect.objectContaining({ id: "7", name: "Somchai J." }), fetchedAt: NOW });
    expect(changed.contact.outputs).toEqual({ ContactsId: "7", Company: "Acme" });
  });
});

describe("a phonebook that an integration has", () => {
  it("is read-only, and each refusal says whose it is and what to do", async () => {
    const refusals = [
      addContactByHand("one", MALEE, tools),
      changeContactByHand("one", SOMCHAI, MALEE, tools),
      removeContactByHand("one", SOMCHAI, tools),
      emptyPhonebook("one", tools),
      deletePhonebook("one", tools),
      reshapePhonebook({ id: "one", name: "Mine" }, tools),
    ];
    for (const one of refusals) {
      expect(await refusalOf(one)).toEqual({
        code: "CONFLICT",
        text: 'phonebook "one" holds the contacts of integration "one" and is read-only as long as that is connected; disconnect the integration, or choose another phonebook for it (contactSync.phonebook)',
      });
    }
    expect(await tools.store.read(() => countContacts("one"))).toBe(1);
  });

  it("is an ordinary one once it is disconnected", async () => {
    await tools.store.write(() => disconnect("one"));
    await addContactByHand("one", MALEE, tools);
    expect(await emptyPhonebook("one", tools)).toBe(2);
    expect(await reshapePhonebook({ id: "one", name: "Mine" }, tools)).toMatchObject({ id: "one", name: "Mine" });
    await deletePhonebook("one", tools);
    expect(await tools.store.read(() => findPhonebook("one"))).toBeUndefined();
    expect(await refusalOf(deletePhonebook("one", tools))).toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("setting a phonebook up", () => {
  it("makes it, changes what is named, and does nothing the second time even where an integration has it", async () => {
    expect(await setUpPhonebook({ id: "new", connectionId: "pbx" }, tools)).toMatchObject({ name: "new" });
    expect(await setUpPhonebook({ id: "new", name: "New" }, tools)).toMatchObject({ name: "New", connectionId: "pbx" });
    const everywhere = await setUpPhonebook({ id: "new", connectionId: null }, tools);
    expect(everywhere.connectionId).toBeUndefined();
    expect(await setUpPhonebook({ id: "one", name: "one" }, tools)).toMatchObject({ integrationId: "one" });
  });

  it("is refused for an id that is taken and for a connection that is not there", async () => {
    expect(await refusalOf(makePhonebook({ id: "vip" }, tools))).toMatchObject({ code: "CONFLICT" });
    expect(await refusalOf(makePhonebook({ id: "x", connectionId: "none" }, tools))).toEqual({
      code: "NOT_FOUND",
      text: 'there is no connection "none"',
    });
  });
});
