import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDemoHelpdesk, type DemoHelpdesk } from "../src/cli/demo/helpdesk/index.ts";
import { openHttpHelpdesk } from "./support/http-helpdesk.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

let helpdesk: DemoHelpdesk;
let running: RunningServer;

beforeAll(async () => {
  helpdesk = await createDemoHelpdesk();
  running = await openServer(
    `
connections:
  - id: office
    zone: Asia/Bangkok
    extensions: [{ number: "1001", email: anong@demo.example }, { number: "1002" }, { number: "1003" }]
templates: [{ shipped: zendesk }]
integrations:
  - id: desk
    connection: office
    template: zendesk
    fields: { address: "${helpdesk.address}", client_id: deskbell, client_secret: { env: SECRET } }
`,
    { environment: { SECRET: "demo-secret" } },
  );
});
afterAll(async () => {
  await running.close();
  await helpdesk.close();
});

const ask = (method: string, path: string, body?: unknown) => running.ask(method, `/api/v1${path}`, body);

describe("what forms are made of", () => {
  it("is the settings of each kind of PBX, with the secrets marked", async () => {
    const { body } = await ask("GET", "/connection-kinds");
    const { kinds, mappings } = body as {
      kinds: { kind: string; settings: Record<string, unknown> }[];
      mappings: string[];
    };
    expect(kinds.map(({ kind }) => kind)).toContain("generic");
    expect(kinds.find(({ kind }) => kind === "yeastar")?.settings).toMatchObject({
      required: ["baseUrl", "clientId", "clientSecret"],
      properties: {
        clientId: { type: "string" },
        clientSecret: { type: "string", format: "password" },
        webhookSecrets: { type: "array", items: { format: "password" } },
        allowSelfSigned: { type: "boolean", default: false },
      },
    });
    expect(JSON.stringify(kinds).match(/"format":"password"/g)).toHaveLength(6);
    expect(mappings).toContain("3cx");
  });

  it("is what a template asks for and can do", async () => {
    expect((await ask("GET", "/templates/zendesk/form")).body).toMatchObject({
      revision: 1,
      auth: "oauth2",
      permission: true,
      fields: [{ name: "address" }, { name: "client_id", secret: false }, { name: "client_secret", secret: true }],
      can: { users: true, contacts: ["contacts"], search: true, createContact: true, journal: true, ticket: true },
      texts: expect.arrayContaining([
        expect.objectContaining({ scenario: "CreateNewTicket", name: "Subject" }),
        expect.objectContaining({ scenario: "CreateNewTicket", name: "GroupId", value: "" }),
      ]),
    });
    expect((await ask("GET", "/templates/zendesk/form?revision=7")).status).toBe(404);
  });
});

describe("pop-up settings of many extensions", () => {
  it("change together, or not at all", async () => {
    const popup = { enabled: true, trigger: "answered" };
    const done = await ask("PATCH", "/connections/office/extensions", { numbers: ["1001", "1002"], popup });
    expect(done.body).toMatchObject({
      extensions: [
        { number: "1001", email: "anong@demo.example", popup },
        { number: "1002", popup },
        { number: "1003" },
      ],
    });
    const refused = await ask("PATCH", "/connections/office/extensions", { numbers: ["1001", "9"], popup: null });
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining("no extension 9")]);
    const undone = await ask("PATCH", "/connections/office/extensions", { numbers: ["1001"], popup: null });
    const { extensions } = undone.body as { extensions: { popup?: unknown }[] };
    expect(extensions.map((one) => one.popup)).toEqual([undefined, popup, undefined]);
  });
});

describe("whether the helpdesk lets an integration in", () => {
  it("is tried by a request that only reads, and why somebody's permission did not come is told", async () => {
    const check = () => ask("POST", "/integrations/desk/check");
    expect((await check()).body).toMatchObject({
      asked: "users",
      failure: expect.any(String),
      outcome: { kind: "unauthorised" },
    });
    const { url } = (await ask("POST", "/integrations/desk/connect")).body as { url: string };
    const state = new URL(url).searchParams.get("state") ?? "";
    const back = `${running.server.address}/oauth/callback?state=${state}&error=access_denied&error_description=Not+today`;
    const refused = await fetch(back, { headers: { "accept-language": "th-TH,th;q=0.9,en;q=0.5" } });
    expect([refused.status, await refused.text()]).toEqual([
      400,
      expect.stringContaining("ระบบช่วยเหลือปฏิเสธ: Not today"),
    ]);
    expect((await ask("GET", "/integrations/desk")).body).toMatchObject({
      status: "connect",
      attention: "The helpdesk refused: Not today.",
    });
    const again = (await ask("POST", "/integrations/desk/connect")).body as { url: string };
    const agreed = await fetch(again.url, { redirect: "manual" });
    expect((await fetch(agreed.headers.get("location") ?? "")).status).toBe(200);
    expect((await check()).body).toEqual({
      asked: "users",
      outcome: expect.objectContaining({ kind: "delivered" }),
      exchanges: expect.any(Array),
    });
    expect((await ask("GET", "/integrations/desk")).body).not.toHaveProperty("attention");
  });

  it("is tried by looking up a number that nobody has, where a template can do nothing else", async () => {
    const small = await openHttpHelpdesk((_, count) => (count === 1 ? { status: 401 } : { body: { people: [] } }));
    const xml = `<Information Provider="helpdesk" Name="S" Key="small" Version="1.0.0" AuthType="none"><Scenarios>
      <Scenario Id="AuthMethod" Type="AUTH"/><Scenario Id="SyncContactAuto" Type="REST"><Requests>
      <Request Name="contacts" Method="GET" URLFormat="${small.address}/people?phone={{UrlEncode .Phone}}">
      <Outputs><Output Name="ContactsId" Path="people.#.id"/></Outputs></Request></Requests></Scenario>
      <Scenario Id="CallJournal" Type="REST"><Requests><Request Name="CallJournal" Method="GET" URLFormat="${small.address}/calls"/></Requests></Scenario>
      </Scenarios></Information>`;
    const headers = {
      authorization: `Bearer ${running.server.adminToken?.reveal()}`,
      "content-type": "application/xml",
    };
    const url = `${running.server.address}/api/v1/templates`;
    expect((await fetch(url, { method: "POST", headers, body: xml })).status).toBe(201);
    await ask("PUT", "/integrations/small", { connection: "office", template: "small" });
    // A scenario whose feature is not switched on never runs, so it is not offered.
    expect((await ask("GET", "/templates/small/form")).body).toMatchObject({ can: { journal: false, ticket: false } });
    const check = async () => (await ask("POST", "/integrations/small/check")).body;
    expect(await check()).toMatchObject({ asked: "search", failure: "the helpdesk answered 401" });
    expect(await check()).toMatchObject({ asked: "search", outcome: { kind: "nothing-found", status: 200 } });
    expect(small.requests.map(({ url }) => url)).toEqual(Array(2).fill("/people?phone=%2B12025550123"));
    await small.close();
  });
});
