import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withAccounts } from "../../test/support/pipeline/desk-template.ts";
import { KNOWN, openRig, type Rig } from "../../test/support/pipeline/rig.ts";
import { SECOND } from "../base/index.ts";
import type { SettingsInput } from "../features/index.ts";
import { SCRIPTS } from "../pbx/index.ts";
import { findCallLink, listAttempts } from "../store/index.ts";

let rig: Rig;
beforeEach(async () => {
  rig = await openRig({ settings: { contactCreation: { method: "off" } } });
});
afterEach(() => rig.close());

const place = (number = KNOWN) => rig.place(SCRIPTS.missed({ number, extension: "1001" }));
const searches = () => rig.helpdesk.sent().filter((one) => one.startsWith("GET /contacts"));
const answerWith = (...items: { id: string; name: string; phone?: string }[]) =>
  rig.helpdesk.interfere((request) => (request.startsWith("GET /contacts") ? { body: { items } } : undefined));

async function openWithAccounts(matching: SettingsInput["matching"] = {}): Promise<void> {
  await rig.close();
  rig = await openRig({
    settings: { contactCreation: { method: "off" }, contactSync: { types: ["contacts", "accounts"] }, matching },
    template: withAccounts,
  });
}

async function matchOf(id: string) {
  const { call } = await rig.look(id);
  return (await rig.store.read(() => findCallLink(call.id, "desk")))?.match;
}

describe("a look-up", () => {
  it("tries the spellings of the number in order, each once, until somebody is found", async () => {
    rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: "0812345678" });
    expect(await matchOf(await place("081-234-5678"))).toMatchObject({ state: "known", source: "helpdesk" });
    expect(searches()).toEqual(
      ["+66812345678", "66812345678", "0812345678"].map((one) => `GET /contacts?number=${one}`),
    );
  });

  it("that finds nobody under any spelling leaves the caller unknown", async () => {
    expect(await matchOf(await place("081-234-5678"))).toEqual({ state: "unknown" });
    expect(searches()).toHaveLength(4);
  });

  it("believes no hit that has other numbers, and says so where the answer is kept", async () => {
    answerWith({ id: "1", name: "Somebody", phone: "+66899999999" });
    const id = await place();
    expect(await matchOf(id)).toEqual({ state: "unknown" });
    const [lookUp] = (await rig.look(id)).deliveries;
    const [attempt] = await rig.store.read(() => listAttempts(lookUp?.id as string));
    expect(attempt?.exchanges[0]?.warnings).toEqual([
      expect.stringContaining("+66899999999, none of which is +66812345678"),
    ]);
  });

  it("that finds several takes the first and lists the others", async () => {
    answerWith({ id: "1", name: "First", phone: KNOWN }, { id: "2", name: "Second", phone: "0812345678" });
    expect(await matchOf(await place())).toMatchObject({
      state: "known",
      contact: { id: "1" },
      others: [{ id: "2" }],
    });
  });

  it("goes on to the next contact type where all that one brought have other numbers", async () => {
    await openWithAccounts();
    rig.helpdesk.interfere((request) => {
      if (request.startsWith("GET /contacts"))
        return { body: { items: [{ id: "1", name: "Somebody", phone: "029999999" }] } };
      if (request.startsWith("GET /accounts")) return { body: { items: [{ id: "2", name: "Acme", phone: KNOWN }] } };
      return undefined;
    });
    expect(await matchOf(await place())).toMatchObject({ state: "known", contact: { type: "accounts", id: "2" } });
  });

  it.each([
    ["company", { type: "accounts", id: "2" }, 1],
    ["first", { type: "contacts", id: "1" }, 0],
  ] as const)(
    "of a number that two people of a company have takes, by the policy %s, the record %o",
    async (severalContacts, contact, asked) => {
      await openWithAccounts({ severalContacts });
      const people = { body: { items: ["1", "3"].map((id) => ({ id, name: id, phone: KNOWN })) } };
      rig.helpdesk.interfere((request) => {
        if (request.startsWith("GET /contacts")) return people;
        if (request.startsWith("GET /accounts")) return { body: { items: [{ id: "2", name: "Acme", phone: KNOWN }] } };
        return undefined;
      });
      expect(await matchOf(await place())).toMatchObject({ state: "known", contact });
      expect(rig.helpdesk.sent().filter((one) => one.startsWith("GET /accounts"))).toHaveLength(asked);
    },
  );

  it("answered with a page of a helpdesk under maintenance is asked again, and creates nobody", async () => {
    const page = { headers: { "content-type": "text/html" }, body: "\n<!doctype html><h1>Maintenance</h1>" };
    rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
    rig.helpdesk.interfere((request) => (request.startsWith("GET /contacts") ? page : undefined));
    const id = await place();
    expect(await matchOf(id)).toEqual({ state: "pending" });
    expect((await rig.look(id)).deliveries).toMatchObject([
      { state: "waiting", note: expect.stringContaining("answered 200 with a web page") },
    ]);
    rig.helpdesk.interfere();
    await rig.skip(6 * SECOND);
    expect(await matchOf(id)).toMatchObject({ state: "known", contact: { id: "7" } });
  });
});

describe("a helpdesk that says 404 to a search", () => {
  it("knows nobody, whatever its page looks like", async () => {
    rig.helpdesk.interfere((request) =>
      request.startsWith("GET /contacts") ? { status: 404, body: "<h1>Not found</h1>" } : undefined,
    );
    expect(await matchOf(await place())).toEqual({ state: "unknown" });
  });
});

describe("the phonebook", () => {
  it("knows next time who was found, whatever the number looks like then", async () => {
    rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
    await place();
    const asked = searches().length;
    expect(await matchOf(await place("0812345678"))).toMatchObject({ state: "known", source: "phonebook" });
    expect(searches()).toHaveLength(asked);
  });

  it("does not take a caller for somebody whose number only ends alike", async () => {
    rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
    await place();
    expect(await matchOf(await place("+66912345678"))).toEqual({ state: "unknown" });
  });
});
