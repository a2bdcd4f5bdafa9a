import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openServer, type RunningServer } from "./support/running-server.ts";

let running: RunningServer;
let helpdesk: Server;
let address: string;
const seen: { path: string; authorization: string | undefined }[] = [];
const SECRET = "pretty-secret-token-77";

beforeAll(async () => {
  helpdesk = createServer((request, response) => {
    seen.push({ path: request.url ?? "", authorization: request.headers.authorization });
    response.setHeader("content-type", "application/json");
    response.end('{"contacts": [{"id": "c1", "name": "Somchai", "phone": "+66812345678"}]}');
  });
  await new Promise<void>((done) => helpdesk.listen(0, "127.0.0.1", done));
  address = `http://127.0.0.1:${(helpdesk.address() as AddressInfo).port}`;
  running = await openServer();
}, 60_000);
afterAll(async () => {
  await running?.close();
  helpdesk?.close();
});

async function ask<T>(method: string, path: string, body?: unknown, token?: string) {
  const answer = await running.ask(method, `/api/v1${path}`, body, token);
  return { status: answer.status, text: answer.text, body: answer.body as T };
}

async function draft(key: string, auth = "bearer"): Promise<string> {
  const wish = { provider: "helpdesk", name: "Drafted", key, auth, features: ["search", "tickets"] };
  return (await ask<{ xml: string }>("POST", "/template-drafts", wish)).body.xml;
}

async function upload(xml: string, query = ""): Promise<number> {
  const answer = await fetch(`${running.server.address}/api/v1/templates${query}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${running.server.adminToken?.reveal() ?? ""}`,
      "content-type": "application/xml",
    },
    body: xml,
  });
  return answer.status;
}

describe("templates", () => {
  it("come from the gallery, once as the same revision", async () => {
    const before = await ask<{ templates: { id: string; installed: boolean }[] }>("GET", "/template-gallery");
    expect(before.body.templates.map(({ id }) => id)).toContain("zendesk");
    await ask("POST", "/template-gallery/zendesk");
    const again = await ask<{ template: { revision: number } }>("POST", "/template-gallery/zendesk");
    expect(again.body.template.revision).toBe(1);
    const { templates } = (await ask<{ templates: Record<string, unknown>[] }>("GET", "/templates")).body;
    expect(templates).toMatchObject([
      { key: "zendesk", auth: "oauth2", features: ["search", "users", "contacts", "tickets", "journal"], errors: 0 },
    ]);
    expect((await ask("POST", "/template-gallery/..%2f..")).status).toBe(404);
  });

  it("keep who saved which revision and why, and go back to one", async () => {
    const xml = await draft("mine");
    expect(await upload(xml, "?note=First%20try")).toBe(201);
    expect(await upload(xml.replace("/contacts?", "/people?"))).toBe(201);
    expect((await ask("POST", "/templates/mine/roll-back", { revision: 1 })).status).toBe(201);
    const { revisions } = (await ask<{ revisions: object[] }>("GET", "/templates/mine/revisions")).body;
    expect(revisions).toMatchObject([
      { revision: 3, note: "Rolled back to revision 1" },
      { revision: 2 },
      { revision: 1, note: "First try", by: expect.any(String) },
    ]);
    expect((await ask("GET", "/templates/mine?revision=3")).text).toBe(xml);
  });

  it("are duplicated with their comments, and deleted with all revisions unless they are used", async () => {
    const copied = await ask("POST", "/templates/zendesk/duplicate", { key: "other_desk", name: "Other <desk>" });
    expect(copied.status).toBe(201);
    expect((await ask("POST", "/templates/zendesk/duplicate", { key: "mine" })).status).toBe(409);
    const [was, is] = await Promise.all(["zendesk", "other_desk"].map((key) => ask("GET", `/templates/${key}`)));
    expect(is?.text).toBe(
      was?.text.replace('Name="Zendesk"', 'Name="Other &lt;desk>"').replace('Key="zendesk"', 'Key="other_desk"'),
    );
    await ask("PUT", "/connections/office", { kind: "generic", zone: "Asia/Bangkok" });
    const put = await ask("PUT", "/integrations/desk", {
      connection: "office",
      template: "mine",
      revision: 1,
      fields: { address, token: SECRET },
    });
    expect(put.text).toContain('"status"');
    expect(await ask("DELETE", "/templates/mine")).toMatchObject({ status: 409 });
    expect(await ask("DELETE", "/templates/other_desk")).toMatchObject({ status: 204 });
    expect(await ask("GET", "/templates/other_desk")).toMatchObject({ status: 404 });
  });

  it("tell where they are used, and an integration moves to another revision with its settings", async () => {
    expect((await ask("PUT", "/templates/mine/integrations/desk", { revision: 2 })).body).toEqual({
      id: "desk",
      revision: 2,
    });
    const { templates } = (await ask<{ templates: { key: string }[] }>("GET", "/templates")).body;
    expect(templates.find(({ key }) => key === "mine")).toMatchObject({ integrations: [{ id: "desk", revision: 2 }] });
    expect((await ask("PUT", "/templates/zendesk/integrations/desk", { revision: 1 })).status).toBe(409);
    expect((await ask("PUT", "/templates/mine/integrations/desk", { revision: 9 })).status).toBe(400);
  });
});

describe("an editor", () => {
  it("learns each finding with its place and cure, and is offered the text mended", async () => {
    const broken = (await draft("broken")).replace("/contacts?phone=", "/contacts?a=1&b=2&phone=");
    const { body } = await ask<{ diagnostics: object[]; mended: string; model: object }>("POST", "/template-checks", {
      xml: broken,
    });
    expect(body.diagnostics[0]).toMatchObject({ severity: "error", span: { line: 20 }, fix: { text: "&amp;" } });
    expect(body.mended).toBe(broken.replace("1&b", "1&amp;b").replace("2&p", "2&amp;p"));
    expect(body.model).toMatchObject({ key: "broken", fields: [{ key: "address" }, { key: "token", secret: true }] });
    expect((await ask("POST", "/template-checks", { xml: "no XML & no template" })).status).toBe(200);
  });

  it("changes one part, and every other byte stays", async () => {
    const xml = (await draft("kept")).replace("<Scenarios>", "<Scenarios><!-- ours --><Unknown/>");
    const place = { scenario: "SyncContactAuto", request: "contacts" };
    const { body } = await ask<{ xml: string; model: object }>("POST", "/template-edits", {
      xml,
      edits: [{ kind: "set", place, attribute: "URLFormat", value: "{{.address}}/find?n={{.Phone}}&x" }],
    });
    expect(body.xml).toBe(
      xml.replace("{{.address}}/contacts?phone={{UrlEncode .CallerNumber}}", "{{.address}}/find?n={{.Phone}}&amp;x"),
    );
    expect(body.model).toMatchObject({ key: "kept" });
    const bad = await ask("POST", "/template-edits", {
      xml,
      edits: [{ kind: "set", place, attribute: "a b", value: "" }],
    });
    expect(bad.status).toBe(400);
  });

  it("knows the words of the language", async () => {
    const { body } = await ask<{ variables: object[]; functions: object[] }>("GET", "/template-language");
    expect(body.variables).toContainEqual(expect.objectContaining({ name: "Call_From" }));
    expect(body.functions).toContainEqual({ name: "TimeFormat", params: ["any", "string", "string"] });
  });
});

describe("a trial", () => {
  const variables = { CallerNumber: "+66812345678" };
  type Run = { outcome: { kind: string }; exchanges: { request: { url: string } }[]; rows: object[] };

  it("renders without sending, and gives nothing away of stored secrets", async () => {
    const leaky = (await draft("leaky")).replace("/contacts?phone=", "/{{slice .token 0 3}}/contacts?phone=");
    seen.length = 0;
    const body = { xml: leaky, scenario: "SyncContactAuto", integration: "desk", variables };
    const run = await ask<Run>("POST", "/template-trials", body);
    expect(run.body.exchanges[0]?.request.url).toBe(`${address}/***/contacts?phone=%2B66812345678`);
    expect(run.text).not.toContain(SECRET.slice(0, 3));
    expect(seen).toEqual([]);
  });

  it("sends for real with stored fields, and shows answer and rows without secrets", async () => {
    const body = { key: "mine", scenario: "SyncContactAuto", integration: "desk", variables, mode: "send" };
    const run = await ask<Run>("POST", "/template-trials", body);
    expect(run.body).toMatchObject({
      outcome: { kind: "delivered" },
      rows: [{ ContactsId: "c1", FirstName: "Somchai" }],
    });
    expect(seen.at(-1)?.authorization).toBe(`Bearer ${SECRET}`);
    expect(run.text).not.toContain(SECRET);
  });

  it("takes typed fields, and says which are missing", async () => {
    const typed = { key: "mine", scenario: "SyncContactAuto", variables, mode: "send" };
    const missing = await ask("POST", "/template-trials", typed);
    expect(missing).toMatchObject({ status: 422 });
    expect(missing.text).toContain('"token"');
    const run = await ask<Run>("POST", "/template-trials", { ...typed, fields: { address, token: "typed-one-88" } });
    expect(run.body.outcome.kind).toBe("delivered");
    expect(run.text).not.toContain("typed-one-88");
  });

  it("is refused to send by who may only read, and dry where OAuth2 wants a person", async () => {
    const { token } = (await ask<{ token: string }>("POST", "/tokens", { name: "reader", scopes: ["read"] })).body;
    const body = { key: "mine", scenario: "SyncContactAuto", mode: "send" };
    expect((await ask("POST", "/template-trials", body, token)).status).toBe(403);
    const fields = { address, client_id: "a", client_secret: "b" };
    const oauth = { key: "zendesk", scenario: "UserAssociation", fields, mode: "send" };
    expect((await ask("POST", "/template-trials", oauth)).text).toContain("REAUTHORISE");
  });

  it("tries GJSON paths as the program does", async () => {
    const json = '{"a": [{"id": 12345678901234567890}]}';
    expect((await ask("POST", "/gjson", { json, path: "a.0.id" })).body).toMatchObject({
      exists: true,
      text: "12345678901234567890",
      problems: [],
    });
    expect((await ask("POST", "/gjson", { json: '{"a": ', path: "b" })).body).toMatchObject({
      exists: false,
      fault: expect.stringContaining("the answer"),
    });
  });
});
