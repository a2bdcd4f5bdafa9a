import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PushedContact, Session } from "../connector.ts";
import { openYeastarDouble, type YeastarDouble } from "../simulator/yeastar/index.ts";
import { createYeastarConnector } from "./session.ts";
import { yeastarSettingsSchema } from "./settings.ts";

let pbx: YeastarDouble;
let session: Session;

beforeEach(async () => {
  pbx = await openYeastarDouble();
  const settings = yeastarSettingsSchema.parse({
    baseUrl: pbx.baseUrl,
    clientId: pbx.clientId,
    clientSecret: pbx.clientSecret,
  });
  session = await createYeastarConnector().connect(settings, {
    env: { now: Date.now, newId: () => "id", random: Math.random },
    zone: "UTC",
    shared: { read: async () => undefined, write: async () => undefined },
    emit: async () => undefined,
    heard() {},
    note() {},
  });
});

afterEach(async () => {
  await session.close();
  await pbx.close();
});

const push = (...contacts: PushedContact[]) => session.pushContacts?.({ phonebook: "Zendesk", region: "TH", contacts });

const SOMCHAI = {
  name: "สมชาย ใจดี",
  company: "Siam",
  email: "s@example.com",
  numbers: ["081-234-5678", "+66812345678"],
};

describe("pushing contacts", () => {
  it("writes each into a phonebook of ours, a number once", async () => {
    expect(await push(SOMCHAI)).toEqual({ created: 1, updated: 0, unchanged: 0, skipped: 0, withoutRoom: 0 });
    expect([...pbx.state.contacts.values()].map(({ fields }) => fields)).toMatchObject([
      {
        first_name: "สมชาย ใจดี",
        number_list: [{ num_type: "business_number", number: "+66812345678" }],
        phonebook_id_list: [1],
      },
    ]);
    expect([...pbx.state.phonebooks.values()]).toMatchObject([{ name: "Zendesk" }]);
  });

  it("changes what differs, and nothing else", async () => {
    await push(SOMCHAI, { name: "Jo", numbers: ["+442070000111"] });
    const again = await push(SOMCHAI, { name: "Joan", numbers: ["+442070000111", "+442070000112"] });
    expect(again).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    expect(pbx.state.contacts.size).toBe(2);
    expect(pbx.state.phonebooks.size).toBe(1);
  });

  it("leaves alone what a person wrote at the PBX", async () => {
    const fields = { first_name: "Boss", number_list: [{ num_type: "mobile_number", number: "0812345678" }] };
    pbx.state.contacts.set(7, { id: 7, fields });
    expect(await push(SOMCHAI)).toMatchObject({ created: 0, skipped: 1 });
    expect(pbx.state.contacts.get(7)?.fields).toBe(fields);
  });

  it("gives a number to the first of two contacts that have it, each time", async () => {
    const twice = [SOMCHAI, { ...SOMCHAI, name: "Somchai" }];
    expect(await push(...twice)).toMatchObject({ created: 1, updated: 0, skipped: 1 });
    expect(await push(...twice)).toMatchObject({ created: 0, updated: 0, unchanged: 1, skipped: 1 });
    expect(pbx.state.contacts.size).toBe(1);
  });

  it("leaves out who has no number", async () => {
    expect(await push({ name: "Nobody", numbers: ["anonymous"] })).toMatchObject({ created: 0, skipped: 1 });
  });

  it("stops at the PBX's limit, and says how many found no room", async () => {
    for (let id = 1; id < 20_000; id++) {
      pbx.state.contacts.set(id, { id, fields: { first_name: "x", number_list: [], remark: "" } });
    }
    const more = Array.from({ length: 3 }, (_, index) => ({ name: `N${index}`, numbers: [`+6681234567${index}`] }));
    expect(await push(...more)).toMatchObject({ created: 1, withoutRoom: 2 });
  });
});
