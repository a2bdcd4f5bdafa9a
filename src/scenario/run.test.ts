import { afterEach, describe, expect, it } from "vitest";
import {
  type Answer,
  type HttpHelpdesk,
  openHttpHelpdesk,
  type ReceivedRequest,
} from "../../test/support/http-helpdesk.ts";
import { Secret } from "../base/index.ts";
import { anXml, runOnce } from "./a-template.test.data.ts";

let server: HttpHelpdesk;

afterEach(() => server.close());

async function helpdesk(answer: (request: ReceivedRequest, count: number) => Answer): Promise<HttpHelpdesk> {
  server = await openHttpHelpdesk(answer);
  return server;
}

const asked = () => server.requests.map(({ method, url }) => `${method} ${url}`);

const people = {
  people: [
    { id: 12345678901234567890n, name: "Somchai", phone: "081" },
    { id: 2, phone: "082", tags: ["a"] },
  ],
};
const peopleText = JSON.stringify(people, (_, value) => (typeof value === "bigint" ? "BIG" : value)).replace(
  '"BIG"',
  "12345678901234567890",
);

const search = {
  name: "contacts",
  url: "/people?number={{UrlEncode .Phone}}",
  outputs: {
    ContactsId: "people.#.id",
    FirstName: "people.#.name",
    BusinessNumber: "people.#.phone",
    Remark: "people.#.tags",
    CustomValue: "",
  },
};

describe("a search", () => {
  it("sets ContactSyncType to the type that each request is about, also where a parameter mentions it", async () => {
    const { address } = await helpdesk(({ url }) => ({
      body: url.startsWith("/Leads") ? { people: [{ id: 7 }] } : {},
    }));
    const url = "/{{.Module}}?type={{.ContactSyncType}}";
    const xml = anXml({
      SyncContactAuto: {
        parameters: [
          { Name: "Module", Value: "{{Capitalize .ContactSyncType}}" },
          { Name: "URLFormat", Value: "https://desk.example/{{.Module}}/{{.ContactId}}" },
        ],
        requests: [
          { name: "contacts", url, outputs: { ContactsId: "people.#.id" } },
          { name: "leads", url, outputs: { LeadsId: "people.#.id" } },
        ],
      },
    });
    const run = await runOnce(xml, "SyncContactAuto", address, { variables: { ContactSyncType: "contacts" } });
    expect(asked()).toEqual(["GET /Contacts?type=contacts", "GET /Leads?type=leads"]);
    expect(run.hits.map((hit) => hit.url)).toEqual(["https://desk.example/Leads/7"]);
    expect(run.variables).toMatchObject({ ContactId: "7", LeadsId: "7", ContactSyncType: "leads" });
  });

  it("gives rows zipped by index, with all digits, and the variables of the first one", async () => {
    const { address } = await helpdesk(() => ({ headers: { "content-type": "application/json" }, body: peopleText }));
    const run = await runOnce(anXml({ SyncContactAuto: { requests: [search] } }), "SyncContactAuto", address, {
      variables: { Phone: "+66 81" },
    });
    expect(asked()).toEqual(["GET /people?number=%2B66%2081"]);
    expect(run).toMatchObject({ ok: true, outcome: { kind: "delivered", status: 200 }, diagnostics: [] });
    expect(run.rows).toEqual([
      { ContactsId: "12345678901234567890", FirstName: "Somchai", BusinessNumber: "081", Remark: "" },
      { ContactsId: "2", FirstName: "", BusinessNumber: "082", Remark: '["a"]' },
    ]);
    expect(run.hits.map(({ request }) => request)).toEqual(["contacts", "contacts"]);
    expect(run.variables).toMatchObject({
      Phone: "+66 81",
      ContactId: "12345678901234567890",
      ContactsId: "12345678901234567890",
    });
    expect(run.exchanges[0]?.outputs).toEqual(run.rows);
  });

  it.each([
    ["404", { status: 404, body: { message: "none" } }],
    ["204", { status: 204 }],
    ["an empty list", { body: { people: [] } }],
  ])("that is answered with %s found nobody, and that is no failure", async (_, answer) => {
    const { address } = await helpdesk(() => answer);
    const run = await runOnce(anXml({ SyncContactAuto: { requests: [search] } }), "SyncContactAuto", address);
    expect(run).toMatchObject({ ok: true, outcome: { kind: "nothing-found" }, rows: [] });
  });

  const types = anXml({
    SyncContactAuto: {
      requests: [
        { name: "contacts", url: "/contacts", outputs: { ContactsId: "#.id" } },
        { name: "leads", url: "/leads", outputs: { LeadsId: "#.id" } },
        { name: "accounts", url: "/accounts", outputs: { AccountsId: "#.id" } },
      ],
    },
  });
  const list = ({ url }: ReceivedRequest): Answer =>
    url === "/contacts" ? { status: 404 } : { body: [{ id: `${url}-1` }] };

  it("runs one request for each contact type, in the order asked for", async () => {
    const { address } = await helpdesk(list);
    const run = await runOnce(types, "SyncContactAuto", address, { requests: ["accounts", "contacts"] });
    expect(asked()).toEqual(["GET /accounts", "GET /contacts"]);
    expect(run).toMatchObject({
      ok: true,
      outcome: { kind: "delivered" },
      variables: { AccountsId: "/accounts-1", ContactId: "/accounts-1" },
    });
  });

  it("stops at the contact type with which enough was found", async () => {
    const { address } = await helpdesk(list);
    const run = await runOnce(types, "SyncContactAuto", address, { isEnough: () => true });
    expect(asked()).toEqual(["GET /contacts", "GET /leads"]);
    expect(run.variables).toMatchObject({ LeadsId: "/leads-1", ContactId: "/leads-1" });
  });

  it("stops at the first request that fails", async () => {
    const { address } = await helpdesk(() => ({ status: 503 }));
    const run = await runOnce(types, "SyncContactAuto", address);
    expect(run).toMatchObject({ ok: false, outcome: { kind: "unreachable", status: 503 } });
    expect(asked()).toHaveLength(1);
  });

  it("finds SearchContact's requests by their contact type", async () => {
    const { address } = await helpdesk(() => ({ body: [] }));
    const xml = anXml({
      SearchContact: {
        requests: [
          { name: "SearchContact_contacts", url: "/c?q={{.SearchValue}}" },
          { name: "SearchContact_leads", url: "/l" },
        ],
      },
    });
    await runOnce(xml, "SearchContact", address, { requests: ["contacts"], variables: { SearchValue: "สม & co" } });
    expect(asked()).toEqual(["GET /c?q=%E0%B8%AA%E0%B8%A1%20%26%20co"]);
  });
});

describe("a scenario", () => {
  const journal = (url: string, body = "{}") =>
    anXml({ CallJournal: { requests: [{ name: "CallJournal", method: "POST", url, body }] } });

  it("skips a request whose address comes out empty, and says so", async () => {
    const { address } = await helpdesk(() => ({}));
    const run = await runOnce(journal("{{if .RecordPath}}{{.address}}/rec{{end}}"), "CallJournal", address, {
      variables: { RecordPath: "" },
    });
    expect(run).toMatchObject({
      ok: true,
      outcome: { kind: "skipped", reason: expect.stringContaining("came out empty") },
    });
    expect(asked()).toEqual([]);
  });

  it("renders and records in a dry run, with what would follow, and sends nothing", async () => {
    const { address } = await helpdesk(() => ({}));
    const xml = anXml({
      SyncContactAuto: { requests: [{ ...search, next: "Numbers" }] },
      Common: { requests: [{ name: "Numbers", url: "/people/{{.ContactsId}}/numbers" }] },
    });
    const run = await runOnce(xml, "SyncContactAuto", address, {
      mode: "dry-run",
      variables: { Phone: "081", ContactsId: "5" },
    });
    expect(run.exchanges.map(({ request, sent }) => [request.url, sent])).toEqual([
      [`${address}/people?number=081`, false],
      [`${address}/people/5/numbers`, false],
    ]);
    expect(run).toMatchObject({ ok: true, outcome: { kind: "skipped", reason: "dry run" }, rows: [] });
    expect(asked()).toEqual([]);
  });

  it("warns of a name that nobody set", async () => {
    const { address } = await helpdesk(() => ({}));
    const run = await runOnce(journal("/calls", '{"a":"{{.Nobody}}"}'), "CallJournal", address);
    expect(run.exchanges[0]?.warnings).toEqual(['variable "Nobody" is not set; it was taken as empty']);
    expect(server.requests[0]?.body).toBe('{"a":""}');
  });

  it("says where in the file a Go template does not parse, and sends nothing", async () => {
    const { address } = await helpdesk(() => ({}));
    const run = await runOnce(journal("/calls", '{"a":"{{Capitalise .x}}"}'), "CallJournal", address);
    expect(run).toMatchObject({ ok: false, outcome: { kind: "refused" }, exchanges: [] });
    expect(run.diagnostics).toMatchObject([{ code: "go-template-syntax", severity: "error", span: { line: 1 } }]);
    expect(run.outcome).toMatchObject({
      reason: expect.stringMatching(/^line 1, column \d+: .*"Capitalise" not defined/),
    });
  });

  it("is rejected when a success rule or a refusal in the answer says so", async () => {
    const rule = (parameters: readonly Record<string, string>[]) =>
      anXml({
        CallJournal: {
          requests: [
            {
              name: "CallJournal",
              method: "PUT",
              url: "/t",
              parameters: parameters.map((one) => ({ Father: "Deskbell", ...one })),
            },
          ],
        },
      });
    const { address } = await helpdesk(({ url }) => ({
      body: url === "/t" ? ["Ticket 4: That user does not exist"] : {},
    }));
    const refusal = await runOnce(rule([{ Name: "RefusalText", Value: "does not exist" }]), "CallJournal", address);
    expect(refusal).toMatchObject({
      ok: false,
      outcome: { kind: "rejected", status: 200, reason: expect.stringContaining("does not exist") },
    });
    const success = await runOnce(rule([{ Name: "SuccessRule", Value: "ok==true" }]), "CallJournal", address);
    expect(success.outcome).toMatchObject({
      kind: "rejected",
      reason: expect.stringContaining("ok==true; found nothing"),
    });
  });

  it("that the template does not have, or a request that it does not have, is an error that names what is there", async () => {
    const { address } = await helpdesk(() => ({}));
    await expect(runOnce(journal("/calls"), "CreateNewTicket", address)).rejects.toMatchObject({
      code: "SCENARIO_MISSING",
      message: expect.stringContaining("AuthMethod, CallJournal"),
    });
    await expect(runOnce(journal("/calls"), "CallJournal", address, { requests: ["leads"] })).rejects.toMatchObject({
      code: "REQUEST_MISSING",
      message: expect.stringContaining("it has CallJournal"),
    });
  });

  it("writes times in the PBX's zone", async () => {
    const { address } = await helpdesk(() => ({}));
    const body = `{"local":"{{TimeFormat .At 'yyyy-MM-dd HH:mm:ss-z' '0'}}","utc":"{{TimeFormat .At "yyyy-MM-ddTHH:mm:ssZz" "true"}}"}`;
    await runOnce(journal("/calls", body), "CallJournal", address, { variables: { At: "1672531199" } });
    expect(JSON.parse(server.requests[0]?.body ?? "")).toEqual({
      local: "2023-01-01 06:59:59+07:00",
      utc: "2022-12-31T23:59:59Z",
    });
  });

  it("sends default headers with every request, and a request's own in their place", async () => {
    const { address } = await helpdesk(() => ({}));
    const defaults = [
      { Father: "PopulateTemplateString", Name: "orgId", Type: "Header", Value: "{{.org}}" },
      { Father: "PopulateTemplateString", Name: "X-Kind", Type: "Header", Value: "default" },
      { Father: "CustomFieldList", Name: "org", Key: "org", Editor: "string" },
    ];
    const parameters = [
      { Name: "X-Kind", Type: "header", Value: "own" },
      { Name: "page", Type: "QUERY", Value: "1 2" },
      { Name: "note", Type: "Form", Value: "a&b" },
    ];
    const xml = anXml(
      { CallJournal: { requests: [{ name: "CallJournal", method: "POST", url: "/c", parameters }] } },
      "none",
      defaults,
    );
    await runOnce(xml, "CallJournal", address, { fields: { org: "42" } });
    expect(server.requests).toMatchObject([
      { url: "/c?page=1%202", body: "note=a%26b", headers: { orgid: "42", "x-kind": "own" } },
    ]);
  });

  it("shows a secret field in no member of its run, even when the helpdesk gives it back", async () => {
    const canary = "canary-s3cret-value";
    const { address } = await helpdesk(({ headers }) => ({
      body: { people: [{ id: headers["x-key"], name: canary }] },
    }));
    const auth = [
      { Father: "CustomFieldList", Name: "apikey", Key: "apikey", Editor: "password" },
      { Father: "PopulateTemplateString", Name: "X-Key", Type: "Header", Value: "{{.apikey}}" },
    ];
    const parameters = [
      { Name: "Note", Value: "key {{.apikey}}" },
      { Name: "URLFormat", Value: "{{.address}}/c/{{.ContactId}}" },
    ];
    const xml = anXml({ SyncContactAuto: { parameters, requests: [search] } }, "none", auth);
    const run = await runOnce(xml, "SyncContactAuto", address, { fields: { apikey: new Secret(canary) } });
    expect(server.requests[0]?.headers["x-key"]).toBe(canary);
    expect(run.rows).toMatchObject([{ ContactsId: "***", FirstName: "***" }]);
    expect(JSON.stringify(run)).not.toContain("canary");
  });
});
