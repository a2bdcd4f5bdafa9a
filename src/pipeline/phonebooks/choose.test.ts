import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aContact, NOW } from "../../../test/support/store/seed.ts";
import { DEFAULT_SETTINGS } from "../../domain/index.ts";
import {
  countContacts,
  findConnection,
  findIntegration,
  findPhonebookOf,
  type Operation,
  saveConnection,
  saveContact,
  saveIntegration,
} from "../../store/index.ts";
import { addContactByHand, emptyPhonebook } from "./by-hand.ts";
import { choosePhonebook } from "./choose.ts";
import { openTools, type PhonebookTools, refusalOf } from "./phonebooks.test.data.ts";
import { makePhonebook } from "./set-up.ts";

let tools: PhonebookTools;
beforeEach(async () => {
  tools = await openTools();
  await makePhonebook({ id: "vip", name: "VIP" }, tools);
});
afterEach(() => tools.store.close());

const SOMCHAI = { name: "Somchai", company: "", email: "", numbers: [] };
const choose = (phonebook: string, id = "one") =>
  tools.store.write(function* (): Operation<void> {
    const stored = yield* findIntegration(id);
    if (!stored) throw new Error(`there is no integration ${id}`);
    const contactSync = { ...DEFAULT_SETTINGS.contactSync, phonebook };
    const integration = { ...stored, settings: { ...stored.settings, contactSync } };
    yield* saveIntegration(integration, NOW);
    if (phonebook !== "") yield* choosePhonebook(integration);
  });
const current = async (id = "one") => (await tools.store.read(() => findPhonebookOf(id)))?.id;

describe("an integration", () => {
  it("takes an empty phonebook, and its own again without asking whether it is empty", async () => {
    await choose("vip");
    expect(await current()).toBe("vip");
    await tools.store.write(() => saveContact("one", aContact(), ["345678"], NOW));
    await choose("vip");
    expect(await current()).toBe("vip");
  });

  it("lets go of what it had, contacts and all, and has one of its own again when none is named", async () => {
    await tools.store.write(() => saveContact("one", aContact(), ["345678"], NOW));
    await choose("vip");
    expect(await tools.store.read(() => countContacts("one"))).toBe(1);
    await choose("");
    expect(await current()).toBe("one-2");
    expect((await refusalOf(choose("one"))).text).toContain("a contact is in it");
    await emptyPhonebook("one", tools);
    await choose("one");
    expect(await current()).toBe("one");
  });

  it("is refused one that is not empty, with how many are in it and what to do", async () => {
    await addContactByHand("vip", SOMCHAI, tools);
    await addContactByHand("vip", SOMCHAI, tools);
    expect(await refusalOf(choose("vip"))).toEqual({
      code: "CONFLICT",
      text: 'integration "one": phonebook "vip" is not empty: 2 contacts are in it – Empty it first, or choose another one.',
    });
    expect(await current()).toBe("one");
  });

  it("is refused one that another integration has", async () => {
    await choose("vip", "two");
    expect(await refusalOf(choose("vip"))).toEqual({
      code: "CONFLICT",
      text: 'integration "one": phonebook "vip" holds the contacts of integration "two" – Choose another one; or first disconnect that integration, or choose another phonebook for it (contactSync.phonebook).',
    });
  });

  it("is refused one of another PBX, and one that is not there", async () => {
    await tools.store.write(function* (): Operation<void> {
      const connection = yield* findConnection("pbx");
      if (connection) yield* saveConnection({ ...connection, id: "branch" }, NOW);
    });
    await makePhonebook({ id: "far", connectionId: "branch" }, tools);
    expect(await refusalOf(choose("far"))).toMatchObject({
      code: "CONFLICT",
      text: expect.stringContaining('belongs to connection "branch", the integration to "pbx"'),
    });
    expect(await refusalOf(choose("none"))).toMatchObject({
      code: "CONFIG_INVALID",
      text: expect.stringContaining('there is no phonebook "none"'),
    });
  });
});
