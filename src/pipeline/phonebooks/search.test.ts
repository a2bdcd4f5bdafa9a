import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aContact, NOW } from "../../../test/support/store/seed.ts";
import type { ContactPlace } from "../../store/index.ts";
import { saveContact } from "../../store/index.ts";
import { addContactByHand } from "./by-hand.ts";
import { openTools, type PhonebookTools, refusalOf } from "./phonebooks.test.data.ts";
import { searchPhonebook } from "./search.ts";
import { makePhonebook } from "./set-up.ts";

let tools: PhonebookTools;
beforeEach(async () => {
  tools = await openTools();
  await makePhonebook({ id: "book" }, tools);
  for (const [name, number, company] of [
    ["Somchai", "081-234-5678", "Acme"],
    ["Malee", "+66 2 555 0199", "Acme"],
    ["สมหญิง", "", "บริษัท สยาม"],
  ] as const) {
    const numbers = number === "" ? [] : [{ kind: "BusinessNumber" as const, number }];
    await addContactByHand("book", { name, company, email: "", numbers }, tools);
  }
});
afterEach(() => tools.store.close());

const search = async (text: string, limit = 10, after?: ContactPlace) => {
  const { entries, next } = await searchPhonebook("book", { text, limit, after }, tools.store);
  return { names: entries.map(({ contact }) => contact.name), next };
};

describe("a search in a phonebook", () => {
  it.each([
    ["", ["Malee", "Somchai", "สมหญิง"]],
    ["SOM", ["Somchai"]],
    ["acme mal", ["Malee"]],
    ["หญิง", ["สมหญิง"]],
    ["สยาม", ["สมหญิง"]],
    ["nobody", []],
    ["+66 81 234 5678", ["Somchai"]],
    ["0812345678", ["Somchai"]],
    ["02-555-0199", ["Malee"]],
    ["0812", ["Somchai"]],
    ["081234567", ["Somchai"]],
    ["0812345679", []],
  ])("for %j finds %j", async (text, names) => expect((await search(text)).names).toEqual(names));

  it("goes on where a page ended", async () => {
    const first = await search("acme", 1);
    expect(first.names).toEqual(["Malee"]);
    expect((await search("acme", 1, first.next)).names).toEqual(["Somchai"]);
  });

  it("reads numbers as the integration that has the phonebook does", async () => {
    await tools.store.write(() => saveContact("one", aContact(), ["345678"], NOW));
    const { entries } = await searchPhonebook("one", { text: "081 234 5678", limit: 10 }, tools.store);
    expect(entries).toMatchObject([{ integrationId: "one", fetchedAt: NOW, contact: { name: "Somchai" } }]);
  });

  it("is refused where there is no such phonebook", async () => {
    expect(await refusalOf(searchPhonebook("none", { text: "", limit: 1 }, tools.store))).toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
