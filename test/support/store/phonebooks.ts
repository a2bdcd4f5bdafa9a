import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, type Phonebook } from "../../../src/domain/index.ts";
import {
  addPhonebook,
  addSearchTexts,
  type ContactPlace,
  changePhonebook,
  countContacts,
  disconnect,
  findCompanyContacts,
  findContact,
  findContactsByKey,
  findContactsIn,
  findIntegration,
  findPhonebook,
  findPhonebookOf,
  listContacts,
  listFields,
  listPhonebooks,
  purgeContacts,
  putContact,
  releasePhonebook,
  removeContact,
  removePhonebook,
  removeSomeContacts,
  type Store,
  saveContact,
  saveField,
  saveIntegration,
  saveTokens,
  searchContacts,
  takePhonebook,
} from "../../../src/store/index.ts";
import { query } from "../../../src/store/operation.ts";
import { aContact, NOW, seed } from "./seed.ts";

const BOOK: Phonebook = { id: "book", name: "Book", connectionId: "pbx", createdAt: NOW };

/** What every store promises of phonebooks. */
export function phonebookSuite(open: () => Store | Promise<Store>): void {
  let store: Store;
  beforeEach(async () => {
    store = await open();
    await seed(store);
  });
  afterEach(() => store.close());

  const save = (id: string, name: string, integration = "one") =>
    store.write(() => saveContact(integration, aContact({ id, name }), ["345678"], NOW));
  const put = (id: string, name: string, book = "book") =>
    store.write(() => putContact(book, { contact: aContact({ id, name }), fetchedAt: NOW }, ["345678"]));
  const ofOne = () => store.read(() => findPhonebookOf("one"));
  const saveOne = (phonebook = "") =>
    store.write(function* () {
      const stored = yield* findIntegration("one");
      if (!stored) throw new Error("there is no integration");
      const contactSync = { ...DEFAULT_SETTINGS.contactSync, phonebook };
      yield* saveIntegration({ ...stored, settings: { ...stored.settings, contactSync } }, NOW);
    });

  describe("a phonebook", () => {
    it("is kept with its name and connection until it is removed with what is in it", async () => {
      await store.write(() => addPhonebook(BOOK));
      await put("7", "Somchai");
      expect(await store.read(() => findPhonebook("book"))).toEqual(BOOK);
      const { connectionId: _, ...everywhere } = { ...BOOK, name: "Other" };
      await store.write(() => changePhonebook(everywhere));
      expect((await store.read(listPhonebooks)).map(({ id }) => id)).toEqual(["book", "one", "two"]);
      expect(await store.read(() => findPhonebook("book"))).toEqual(everywhere);
      await store.write(() => removePhonebook("book"));
      expect(await store.read(() => findPhonebook("book"))).toBeUndefined();
      expect(await store.read(() => query("SELECT * FROM contact_numbers"))).toEqual([]);
    });

    it("of its own is made for each integration, and kept when that is saved again", async () => {
      const own = { id: "one", name: "one", connectionId: "pbx", integrationId: "one", madeFor: "one", createdAt: NOW };
      expect(await ofOne()).toEqual(own);
      await saveOne();
      expect(await ofOne()).toEqual(own);
    });

    it("that is released keeps its contacts, and the integration's next one has another id", async () => {
      await save("7", "Somchai");
      await store.write(() => releasePhonebook("one"));
      expect(await ofOne()).toBeUndefined();
      expect(await store.read(() => countContacts("one"))).toBe(1);
      expect(await store.read(() => findContactsByKey("one", "345678"))).toEqual([]);
      await saveOne();
      expect(await ofOne()).toMatchObject({ id: "one-2", name: "one-2", madeFor: "one" });
    });

    it("that was emptied since is taken again, and one that was never used goes", async () => {
      await save("7", "Somchai");
      await store.write(() => releasePhonebook("one"));
      await store.write(() => removeSomeContacts("one", 10));
      await saveOne();
      expect((await ofOne())?.id).toBe("one");
      await store.write(() => addPhonebook(BOOK));
      await store.write(() => releasePhonebook("one"));
      await store.write(() => takePhonebook("book", "one"));
      expect((await store.read(listPhonebooks)).map(({ id }) => id)).toEqual(["book", "two"]);
      await saveOne("book");
      expect((await ofOne())?.id).toBe("book");
      await saveOne();
      expect((await ofOne())?.id).toBe("one");
      expect(await store.read(() => findPhonebook("book"))).toEqual(BOOK);
    });

    it("takes nothing from an integration that has none", async () => {
      await store.write(() => releasePhonebook("one"));
      await save("7", "Somchai");
      expect(await store.read(() => query("SELECT * FROM contacts"))).toEqual([]);
    });
  });

  describe("the contacts of a phonebook", () => {
    beforeEach(() => store.write(() => addPhonebook(BOOK)));

    it("say who read them and when, and are removed one by one or some at a time", async () => {
      await save("7", "Somchai");
      await put("8", "Malee");
      const found = (book: string, id: string) => store.read(() => findContact(book, { type: "contacts", id }));
      expect(await found("one", "7")).toEqual({
        contact: aContact({ name: "Somchai" }),
        integrationId: "one",
        fetchedAt: NOW,
      });
      expect(await found("book", "8")).toEqual({ contact: aContact({ id: "8", name: "Malee" }), fetchedAt: NOW });
      expect(await found("book", "7")).toBeUndefined();
      expect(await store.write(() => removeContact("book", { type: "contacts", id: "8" }))).toBe(true);
      expect(await store.write(() => removeContact("book", { type: "contacts", id: "8" }))).toBe(false);
      for (const id of ["1", "2", "3"]) await put(id, id);
      expect(await store.write(() => removeSomeContacts("book", 2))).toBe(2);
      expect(await store.read(() => countContacts("book"))).toBe(1);
    });

    it("are the company's where no integration has it and it belongs to the connection or to all", async () => {
      await store.write(() => addPhonebook({ id: "all", name: "All", createdAt: NOW + 1 }));
      await put("8", "Malee");
      await put("9", "Anong", "all");
      await save("7", "Somchai");
      const names = async (connection: string) =>
        (await store.read(() => findCompanyContacts(connection, "345678"))).map(({ contact }) => contact.name);
      expect(await names("pbx")).toEqual(["Malee", "Anong"]);
      expect(await names("elsewhere")).toEqual(["Anong"]);
      expect(await store.read(() => findContactsIn("book", "345678"))).toHaveLength(1);
      expect(await store.read(() => findContactsIn("book", "999999"))).toEqual([]);
    });

    it("that a person wrote outlive the days of those that were read", async () => {
      await put("8", "Malee");
      await save("7", "Somchai");
      expect(await store.write(() => purgeContacts(NOW + 1, 10))).toBe(1);
      expect(await store.read(() => countContacts("book"))).toBe(1);
      expect(await store.read(() => listContacts("one", 10))).toEqual([]);
    });
  });

  describe("a search in a phonebook", () => {
    const NAMES = ["Chai 100%", "Anong_x", "Boon", "anan"];
    beforeEach(async () => {
      await store.write(() => addPhonebook(BOOK));
      for (const [at, name] of NAMES.entries()) await put(`${at}`, name);
      await save("7", "Anong of the integration");
    });
    const find = async (words: string[], limit = 10, after?: ContactPlace) => {
      const { entries, next } = await store.read(() => searchContacts("book", words, after, limit));
      return { names: entries.map(({ contact }) => contact.name), next };
    };

    it("gives all by name, page by page", async () => {
      const first = await find([], 3);
      expect(first.names).toEqual(["anan", "Anong_x", "Boon"]);
      expect(await find([], 3, first.next)).toEqual({ names: ["Chai 100%"], next: undefined });
    });

    it("finds any part of a text, with every word in it, and no sign stands for another", async () => {
      expect((await find(["an"])).names).toEqual(["anan", "Anong_x"]);
      expect((await find(["an", "ong"])).names).toEqual(["Anong_x"]);
      expect((await find(["100%"])).names).toEqual(["Chai 100%"]);
      expect((await find(["g_x"])).names).toEqual(["Anong_x"]);
      expect((await find(["n_n"])).names).toEqual([]);
      expect((await find(["0%0"])).names).toEqual([]);
    });

    it("finds what an earlier version wrote as soon as its text is there", async () => {
      await store.write(() => query("UPDATE contacts SET sought = ''"));
      expect((await find(["boon"])).names).toEqual([]);
      expect(await store.write(() => addSearchTexts(3))).toBe(3);
      expect(await store.write(() => addSearchTexts(3))).toBe(2);
      expect(await store.write(() => addSearchTexts(3))).toBe(0);
      expect((await find(["boon"])).names).toEqual(["Boon"]);
    });
  });

  describe("an integration that is disconnected", () => {
    it("keeps its form's open values and loses secrets, tokens and phonebook", async () => {
      await store.write(function* () {
        yield* saveField("one", { name: "address", value: "https://desk.example" });
        yield* saveField("one", { name: "password", sealed: "sealed" });
        yield* saveTokens("one", "sealed", undefined, 0);
      });
      await save("7", "Somchai");
      await store.write(() => disconnect("one"));
      expect(await store.read(() => listFields("one"))).toEqual([{ name: "address", value: "https://desk.example" }]);
      expect(await store.read(() => query("SELECT * FROM token_sets"))).toEqual([]);
      expect((await store.read(() => findIntegration("one")))?.enabled).toBe(false);
      expect([await ofOne(), await store.read(() => countContacts("one"))]).toEqual([undefined, 1]);
    });
  });
}
