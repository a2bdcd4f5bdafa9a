import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DESK_XML } from "../../../test/support/pipeline/desk-template.ts";
import { DeskbellError, Secret } from "../../base/index.ts";
import { toExtensionNumber } from "../../domain/index.ts";
import {
  findConnection,
  findIntegration,
  listAssociations,
  listExtensions,
  listFields,
  openEnvironmentVault,
  openSqliteStore,
  replaceAssociations,
  type Store,
  sealPlace,
} from "../../store/index.ts";
import { setUpConnection } from "./connection.ts";
import { openFields, setUpIntegration } from "./integration.ts";
import { uploadTemplate } from "./template.ts";
import type { SetUpTools } from "./tools.ts";

const vault = openEnvironmentVault(`k:${Buffer.alloc(32, 3).toString("base64")}`);
const SECRET_XML = DESK_XML.replace("</Parameters><Requests/><Responses/>", (end) => {
  const more = { password: "token", string: "region" };
  const fields = Object.entries(more).map(
    ([editor, key]) =>
      `<Parameter Father="CustomFieldList" Name="${key}" Editor="${editor}" Title="The ${key}" Key="${key}"/>`,
  );
  return fields.join("") + end;
});
const INPUT = { id: "desk", connectionId: "pbx", templateKey: "simple_desk" };
const FIELDS = { address: "http://desk", token: new Secret("t0ken"), region: "" };

let store: Store;
let tools: SetUpTools;
beforeEach(async () => {
  store = openSqliteStore(":memory:");
  tools = { store, vault, env: { now: () => 1, newId: () => "id", random: () => 0 } };
});
afterEach(() => store.close());

async function prepare(): Promise<void> {
  await setUpConnection({ id: "pbx", zone: "Asia/Bangkok" }, tools);
  await uploadTemplate(SECRET_XML, tools);
}

async function problemsOf(setUp: Promise<unknown>): Promise<string[]> {
  const error = await setUp.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DeskbellError)) throw new Error("nothing was refused");
  return error.problems.map(({ path, message }) => `${path}: ${message}`);
}

describe("a connection", () => {
  it("keeps its name, extensions and sealed secret when they are left out, and loses the secret on demand", async () => {
    const extension = { number: toExtensionNumber("1001"), name: "Anong", email: "a@x" };
    const signingSecret = new Secret("sign");
    await setUpConnection({ id: "pbx", name: "Office", zone: "UTC", signingSecret, extensions: [extension] }, tools);
    await setUpConnection({ id: "pbx", zone: "Asia/Bangkok" }, tools);
    const found = await store.read(() => findConnection("pbx"));
    expect(found).toMatchObject({ name: "Office", zone: "Asia/Bangkok" });
    expect(vault.open(found?.sealedSecret as string, sealPlace.connection("pbx")).reveal()).toBe("sign");
    expect(await store.read(() => listExtensions("pbx"))).toEqual([extension]);
    await setUpConnection({ id: "pbx", zone: "UTC", signingSecret: null }, tools);
    expect(await store.read(() => findConnection("pbx"))).not.toHaveProperty("sealedSecret");
  });
});

describe("a template", () => {
  it("with errors is not saved, and each error has its place", async () => {
    const broken = SECRET_XML.replace("{{.TicketId}}", "{{.TicketId");
    const problems = await problemsOf(uploadTemplate(broken, tools));
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem).toMatch(/^\d+:\d+: /);
    expect((await problemsOf(uploadTemplate("no xml", tools))).length).toBeGreaterThan(0);
    const { revision } = await uploadTemplate(SECRET_XML, tools);
    expect(revision).toMatchObject({ key: "simple_desk", revision: 1, xml: SECRET_XML });
  });

  it("may be kept under another key than its own", async () => {
    expect((await uploadTemplate(SECRET_XML, tools, "mine")).revision.key).toBe("mine");
  });
});

describe("an integration", () => {
  beforeEach(prepare);

  it("seals what the template calls secret, and nothing else", async () => {
    await setUpIntegration({ ...INPUT, fields: FIELDS }, tools);
    const stored = await store.read(() => listFields("desk"));
    expect(stored).toEqual([
      { name: "address", value: "http://desk" },
      { name: "region", value: "" },
      { name: "token", sealed: expect.stringMatching(/^v1\./) },
    ]);
    const opened = openFields(stored, vault, "desk");
    expect(opened.address).toBe("http://desk");
    expect((opened.token as Secret).reveal()).toBe("t0ken");
  });

  it("keeps values and associations that are left out when it is set up again", async () => {
    await setUpIntegration({ ...INPUT, fields: FIELDS, enabled: false }, tools);
    await store.write(() =>
      replaceAssociations("desk", [
        { extension: toExtensionNumber("1001"), userId: "u1", origin: "email" },
        { extension: toExtensionNumber("1002"), userId: "u2", origin: "email" },
        { extension: toExtensionNumber("1003"), userId: "u3", origin: "manual" },
      ]),
    );
    await setUpIntegration({ ...INPUT, fields: { address: "http://new" } }, tools);
    expect(await store.read(() => listAssociations("desk"))).toHaveLength(3);
    const opened = openFields(await store.read(() => listFields("desk")), vault, "desk");
    expect([opened.address, (opened.token as Secret).reveal()]).toEqual(["http://new", "t0ken"]);
    expect(await store.read(() => findIntegration("desk"))).toMatchObject({ enabled: false });

    const byHand = [{ extension: toExtensionNumber("1002"), userId: "u9", origin: "manual" }] as const;
    await setUpIntegration({ ...INPUT, associations: byHand }, tools);
    const pairs = await store.read(() => listAssociations("desk"));
    expect(pairs.map(({ extension, userId }) => `${extension} ${userId}`)).toEqual(["1001 u1", "1002 u9"]);
  });

  it("refuses settings that can have no effect, each with its place", async () => {
    const settings = {
      contactSync: { types: ["contacts", "leads", "contacts"] },
      contactCreation: { type: "accounts", namePattern: "New {{.ContactNumer}} {{.address}}" },
      numbers: { region: "XX" },
      parameters: { CreateNewTicket: { Subject: "{{.Subject}} {{.Company}} {{.Nobody}}" } },
    } as const;
    expect(await problemsOf(setUpIntegration({ ...INPUT, fields: FIELDS, settings }, tools))).toEqual([
      "settings.contactSync.types[1]: the template cannot search leads",
      'settings.contactSync.types[2]: "contacts" stands here twice; leave one',
      "settings.contactCreation.type: the template cannot create accounts",
      'settings.numbers.region: no country "XX" has telephone numbers of its own',
      "settings.parameters.CreateNewTicket.Subject: nothing supplies the variable Nobody, so it would be empty at every call",
      "settings.contactCreation.namePattern: nothing supplies the variable ContactNumer, so it would be empty at every call",
    ]);
    const off = { contactCreation: { method: "off", type: "accounts" } } as const;
    await setUpIntegration({ ...INPUT, fields: FIELDS, settings: off }, tools);
  });

  it("refuses texts that do not parse, which would fail at each call", async () => {
    await prepare();
    const settings = {
      parameters: { CallJournal: { Subject: "{{.Call_From" } },
      contactCreation: { namePattern: "{{end}}" },
    };
    expect(await problemsOf(setUpIntegration({ ...INPUT, fields: FIELDS, settings }, tools))).toEqual([
      "settings.parameters.CallJournal.Subject: template: Subject:1: unclosed action",
      "settings.contactCreation.namePattern: template: namePattern:1: unexpected {{end}}",
    ]);
  });

  it("with problems tells all of them at once and stays as it was", async () => {
    await setUpIntegration({ ...INPUT, fields: FIELDS }, tools);
    const wrong = {
      ...INPUT,
      fields: { addres: "x", address: "http://changed" },
      settings: { parameters: { Nope: {}, CallJournal: { Colour: "red" } } },
    };
    expect(await problemsOf(setUpIntegration(wrong, tools))).toEqual([
      'fields.addres: template "simple_desk" has no field "addres"',
      expect.stringMatching(/^settings\.parameters\.Nope: the template has no scenario "Nope"/),
      'settings.parameters.CallJournal.Colour: scenario "CallJournal" has no parameter "Colour"',
    ]);
    const opened = openFields(await store.read(() => listFields("desk")), vault, "desk");
    expect(opened.address).toBe("http://desk");
  });

  it("without a value for every field is not made", async () => {
    expect(await problemsOf(setUpIntegration({ ...INPUT, fields: { address: "x" } }, tools))).toEqual([
      'fields.token: has no value; template "simple_desk" asks for it as "The token"',
      'fields.region: has no value; template "simple_desk" asks for it as "The region"',
    ]);
    expect(await store.read(() => findIntegration("desk"))).toBeUndefined();
  });

  it("of a connection, template or revision that is not there is not made", async () => {
    const nowhere = { id: "x", connectionId: "nowhere", templateKey: "none" };
    expect(await problemsOf(setUpIntegration(nowhere, tools))).toEqual([
      'connection: there is no connection "nowhere"',
      'template: there is no template "none"',
    ]);
    expect(await problemsOf(setUpIntegration({ ...INPUT, templateRevision: 7 }, tools))).toEqual([
      'template: there is no revision 7 of template "simple_desk"',
    ]);
  });
});
