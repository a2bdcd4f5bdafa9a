import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRequestTracker, type RequestTracker } from "../../../test/support/helpdesks/request-tracker.ts";
import { RT_CONFIG, rtEnvironment } from "../../../test/support/rt-config.ts";
import { openServer, type RunningServer } from "../../../test/support/running-server.ts";
import { createSimulator, SCRIPTS } from "../../pbx/index.ts";
import { realEnv } from "../../server/index.ts";

const KNOWN = "+66812345678";
let helpdesk: RequestTracker;
let running: RunningServer;
beforeAll(async () => {
  helpdesk = await openRequestTracker();
  running = await openServer(RT_CONFIG, { environment: rtEnvironment(helpdesk.address) });
});
afterAll(async () => {
  await running.close();
  await helpdesk.close();
});

interface Answer {
  readonly status: number;
  readonly body: {
    readonly id: string;
    readonly contacts: { readonly contact: { readonly id: string; readonly name: string; readonly type: string } }[];
    readonly contact: { readonly id: string };
    readonly next?: string;
    readonly error?: { readonly code: string; readonly message: string; readonly problems?: object[] };
  };
}
const ask = (method: string, path: string, body?: unknown): Promise<Answer> =>
  running.ask(method, `/api/v1/${path}`, body) as Promise<Answer>;

async function readIntegration() {
  const { templateKey, connectionId, settings } = (await ask("GET", "integrations/rt")).body as never as {
    templateKey: string;
    connectionId: string;
    settings: { contactSync: object };
  };
  return { template: templateKey, connection: connectionId, settings };
}
async function choose(phonebook: string): Promise<Answer> {
  const { settings, ...rest } = await readIntegration();
  const contactSync = { ...settings.contactSync, phonebook };
  return ask("PUT", "integrations/rt", { ...rest, settings: { ...settings, contactSync } });
}
async function place(): Promise<void> {
  const post = (events: Parameters<typeof running.server.engine.acceptEvents>[1]) =>
    running.server.engine.acceptEvents("office", events);
  const script = SCRIPTS.missed({ number: KNOWN, extension: "1001" });
  await createSimulator({ env: realEnv, speed: Number.POSITIVE_INFINITY, post }).place(script);
  await running.server.engine.idle();
}

describe("a phonebook over the API", () => {
  it("is made, renamed, given to a connection, and deleted", async () => {
    const made = await ask("POST", "phonebooks", { name: "Suppliers" });
    expect(made).toMatchObject({ status: 201, body: { name: "Suppliers", locked: false, contacts: 0 } });
    const path = `phonebooks/${made.body.id}`;
    expect((await ask("PATCH", path, { name: "Vendors", connection: "office" })).body).toMatchObject({
      name: "Vendors",
      connectionId: "office",
    });
    expect((await ask("PATCH", path, { connection: null })).body).not.toHaveProperty("connectionId");
    expect((await ask("PATCH", path, { connection: "none" })).status).toBe(404);
    expect((await ask("GET", path)).body).toMatchObject({ id: made.body.id, name: "Vendors" });
    expect((await ask("DELETE", path)).status).toBe(204);
    expect((await ask("GET", path)).status).toBe(404);
  });

  it("takes contacts by hand, finds them page by page, and gives them back changed", async () => {
    await ask("POST", "phonebooks", { id: "people", name: "People" });
    expect((await ask("POST", "phonebooks", { id: "people", name: "People" })).body.error?.code).toBe("CONFLICT");
    const ids: string[] = [];
    for (const name of ["Anong", "Boon", "Chai"]) {
      const numbers = [{ number: `02 555 010${ids.length}` }];
      const { status, body } = await ask("POST", "phonebooks/people/contacts", { name, company: "Acme", numbers });
      expect(status).toBe(201);
      ids.push(body.contact.id);
    }
    const first = await ask("GET", "phonebooks/people/contacts?q=acme&limit=2");
    expect(first.body.contacts.map(({ contact }) => contact.name)).toEqual(["Anong", "Boon"]);
    const rest = await ask("GET", `phonebooks/people/contacts?q=acme&limit=2&after=${first.body.next}`);
    expect(rest.body.contacts.map(({ contact }) => contact.name)).toEqual(["Chai"]);
    expect(rest.body).not.toHaveProperty("next");
    const found = await ask("GET", `phonebooks/people/contacts?q=${encodeURIComponent("+66 2 555-0101")}`);
    expect(found.body.contacts.map(({ contact }) => contact.id)).toEqual([ids[1]]);
    const path = `phonebooks/people/contacts/contacts/${ids[1]}`;
    expect((await ask("PUT", path, { name: "Boon M." })).body.contact).toMatchObject({ name: "Boon M.", numbers: [] });
    expect((await ask("DELETE", path)).status).toBe(204);
    expect((await ask("DELETE", path)).status).toBe(404);
    expect((await ask("DELETE", "phonebooks/people/contacts")).body).toEqual({ removed: 2 });
  });

  it("is refused a cursor of another list, and contacts without a name", async () => {
    const refused = await ask("GET", "phonebooks/people/contacts?after=x");
    expect([refused.status, refused.body.error?.problems]).toMatchObject([400, [{ path: "after" }]]);
    expect((await ask("POST", "phonebooks/people/contacts", { name: " " })).status).toBe(400);
  });

  it("of an integration is locked, says where its contacts come from, and is released by disconnecting", async () => {
    await place();
    expect((await ask("GET", "phonebooks/rt")).body).toMatchObject({ integrationId: "rt", locked: true, contacts: 1 });
    const { contacts } = (await ask("GET", "phonebooks/rt/contacts")).body;
    expect(contacts).toMatchObject([{ integrationId: "rt", contact: { type: "contacts" } }]);
    const path = `phonebooks/rt/contacts/contacts/${contacts[0]?.contact.id}`;
    for (const [method, place, body] of [
      ["DELETE", "phonebooks/rt"],
      ["DELETE", "phonebooks/rt/contacts"],
      ["PATCH", "phonebooks/rt", { name: "Mine" }],
      ["DELETE", path],
      ["PUT", path, { name: "Mine" }],
      ["POST", "phonebooks/rt/contacts", { name: "Mine" }],
    ] as const) {
      const { status, body: refused } = await ask(method, place, body);
      expect([status, refused.error?.message]).toEqual([409, expect.stringContaining("disconnect the integration")]);
    }
    expect((await ask("GET", "integrations/rt")).body).toMatchObject({ status: "connected", phonebookId: "rt" });
    const gone = await ask("POST", "integrations/rt/disconnect");
    expect(gone.body).toMatchObject({ status: "disconnected", enabled: false });
    expect(gone.body).not.toHaveProperty("phonebookId");
    expect((gone.body as never as { fields: object[] }).fields).toContainEqual(
      expect.objectContaining({ name: "token", set: false }),
    );
    expect((await ask("POST", "integrations/rt/users/refresh")).body.error?.message).toContain("is disconnected");
    expect((await ask("POST", "integrations/none/disconnect")).status).toBe(404);
    expect((await ask("PATCH", "phonebooks/rt", { name: "Mine" })).body).toMatchObject({ name: "Mine", locked: false });
    expect((await ask("DELETE", path)).status).toBe(204);
  });

  it("is chosen for an integration that is connected again, as long as it is empty", async () => {
    const { RT_TOKEN } = rtEnvironment(helpdesk.address);
    await ask("POST", "phonebooks/people/contacts", { name: "Anong" });
    const { settings, ...rest } = await readIntegration();
    const put = (phonebook: string) =>
      ask("PUT", "integrations/rt", {
        ...rest,
        enabled: true,
        fields: { token: RT_TOKEN },
        settings: { ...settings, contactSync: { ...settings.contactSync, phonebook } },
      });
    expect((await put("people")).body.error).toMatchObject({
      code: "CONFLICT",
      problems: [
        {
          path: "settings.contactSync.phonebook",
          message: 'phonebook "people" is not empty: a contact is in it',
          help: "Empty it first, or choose another one.",
        },
      ],
    });
    expect((await ask("GET", "integrations/rt")).body).toMatchObject({ status: "disconnected" });
    await ask("DELETE", "phonebooks/people/contacts");
    expect((await put("people")).body).toMatchObject({ status: "connected", phonebookId: "people" });
    await place();
    expect((await ask("GET", "integrations/rt/contacts")).body.contacts).toHaveLength(1);
    expect((await choose("people")).body).toMatchObject({ phonebookId: "people" });
    expect((await choose("")).body).toMatchObject({ phonebookId: "rt" });
    expect((await ask("GET", "phonebooks/people")).body).toMatchObject({ locked: false, contacts: 1 });
  });
});
