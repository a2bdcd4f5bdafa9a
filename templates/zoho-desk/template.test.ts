import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testShippedTemplate } from "../../test/support/helpdesks/sample-suite.ts";
import { type ConnectedTemplate, connectTemplate } from "../../test/support/helpdesks/shipped-template.ts";
import {
  openZohoDesk,
  ZOHO_CLIENT,
  ZOHO_DEPARTMENT,
  ZOHO_ORG,
  ZOHO_REDIRECT,
  type ZohoDesk,
} from "../../test/support/helpdesks/zoho-desk.ts";

const SCOPES =
  "Desk.basic.READ,Desk.settings.READ,Desk.search.READ,Desk.contacts.READ,Desk.contacts.CREATE,Desk.tickets.CREATE,Desk.tickets.UPDATE,Desk.calls.CREATE,Desk.calls.UPDATE";
const CALL = {
  Communication_Type: "Inbound",
  Call_Status: "Answered",
  Call_Log_Status: "ANSWERED",
  Call_From: "+66812345678",
  Call_To: "1001",
  Time: "2026-11-24 15:04:05",
  Talk_Duration: "00:01:05",
  Talk_Duration_Sec: "65",
  StartTimeUnix: "1795507445",
  ContactNumber: "+66812345678",
  UserUniqueId: "1892000000056001",
  ContactId: "1892000000042001001",
  ContactSyncType: "contacts",
  RecordPath: "",
  TicketId: "",
};
const parameters = { DepartmentId: ZOHO_DEPARTMENT };

let zoho: ZohoDesk;
let template: ConnectedTemplate;

async function open(loggedIn: boolean): Promise<void> {
  zoho = await openZohoDesk();
  const fields = {
    accounts_address: zoho.address,
    desk_address: zoho.address,
    org_id: ZOHO_ORG,
    portal: "acme",
    client_id: ZOHO_CLIENT.id,
  };
  const tokens = loggedIn ? zoho.oauth.issue(SCOPES) : undefined;
  template = connectTemplate("zoho-desk", fields, { client_secret: ZOHO_CLIENT.secret }, tokens);
}

testShippedTemplate("zoho-desk", async () => {
  await open(true);
  return { double: zoho, template };
});

describe("against the double", () => {
  beforeEach(() => open(true));
  afterEach(async () => {
    await template.close();
    await zoho.close();
  });

  test("all active agents come, two hundred at a time", async () => {
    const run = await template.run("UserAssociation", {});
    expect(run.rows).toHaveLength(202);
    expect(run.rows[0]).toMatchObject({ FirstName: "", LastName: "Last0", Email: "agent0@acme.example" });
    expect(zoho.requests.map(({ url }) => new URL(url, zoho.address).searchParams.get("from"))).toEqual(["0", "200"]);
  });

  test("a look-up finds people by telephone and mobile number, ids in full", async () => {
    const run = await template.run(
      "SyncContactAuto",
      { CallerNumber: "+66812345678" },
      { requests: ["contacts", "accounts"], isEnough: () => true },
    );
    expect(template.contacts(run).map(({ id, name }) => [id, name])).toEqual([
      ["1892000000042001001", "สมหญิง Rakdee"],
      ["1892000000042001002", "Twin"],
    ]);
    const mobile = await template.run("SyncContactAuto", { CallerNumber: "+66898765432" }, { requests: ["contacts"] });
    expect(template.contacts(mobile)[0]).toMatchObject({
      id: "1892000000042001002",
      numbers: [
        { kind: "BusinessNumber", number: "+66812345678" },
        { kind: "MobileNumber", number: "+66898765432" },
      ],
      url: `${zoho.address}/support/acme/ShowHomePage.do#Contacts/dv/1892000000042001002`,
    });
  });

  test("a company is found when no person has the number", async () => {
    const types = { requests: ["contacts", "accounts"], isEnough: () => true };
    const run = await template.run("SyncContactAuto", { CallerNumber: "+6621234567" }, types);
    expect(template.contacts(run)).toMatchObject([
      {
        type: "accounts",
        id: "1892000000042002001",
        name: "Siam Rice & Co",
        url: expect.stringContaining("#Accounts/dv/1892000000042002001"),
      },
    ]);
  });

  test("a typed text finds people and companies", async () => {
    const run = await template.run("SearchContact", { SearchValue: 'o"neil' });
    expect(template.contacts(run).map(({ name }) => name)).toEqual(['Jane O"Neil']);
    const company = await template.run("SearchContact", { SearchValue: "rice & co" });
    expect(template.contacts(company).map(({ type, name }) => [type, name])).toEqual([["accounts", "Siam Rice & Co"]]);
  });

  test.each([
    ["contacts", "Automatic New Contact +66861112222"],
    ["accounts", 'Automatic "New" Account'],
  ])("a new record among %s is found by its number", async (type, DisplayName) => {
    const created = await template.run(
      "CreateNewContact",
      { DisplayName, BusinessNumber: "+66861112222" },
      { requests: [type] },
    );
    const found = await template.run("SyncContactAuto", { CallerNumber: "+66861112222" }, { requests: [type] });
    expect(template.contacts(found)).toMatchObject([{ type, id: created.variables.ContactId, name: DisplayName }]);
  });

  test("a ticket is made and brought up to date", async () => {
    const created = await template.run(
      "CreateNewTicket",
      { ...CALL, Call_Status: "Ringing", UserUniqueId: "" },
      { requests: ["CreateNewTicket"], parameters },
    );
    const { TicketId = "" } = created.variables;
    const updated = await template.run(
      "CreateNewTicket",
      { ...CALL, TicketId },
      { requests: ["UpdateTicket"], parameters },
    );
    expect(updated.outcome.kind).toBe("delivered");
    expect(zoho.state.tickets).toMatchObject([
      {
        id: TicketId,
        subject: "Inbound call, Answered: +66812345678 to 1001",
        assigneeId: "1892000000056001",
        contactId: "1892000000042001001",
        channel: "Phone",
        phone: "+66812345678",
      },
    ]);
  });

  test("without a department Zoho Desk refuses, and its word for the field is passed on", async () => {
    const run = await template.run("CreateNewTicket", CALL, { requests: ["CreateNewTicket"] });
    expect(run.outcome).toMatchObject({ kind: "rejected", status: 422 });
    expect(run.exchanges[0]?.response?.body).toContain("/departmentId");
  });

  test("a call that matched only a company makes neither ticket nor call record", async () => {
    const company = { ...CALL, ContactSyncType: "accounts", ContactId: "1892000000042002001" };
    const ticket = await template.run("CreateNewTicket", company, { requests: ["CreateNewTicket"], parameters });
    const journal = await template.run("CallJournal", company, { parameters });
    expect([ticket.outcome.kind, journal.outcome.kind, zoho.requests.length]).toEqual(["skipped", "skipped", 0]);
  });

  test.each([
    ["Inbound", "inbound"],
    ["Outbound", "outbound"],
  ])(
    "the journal entry of an %s call is a call record with seconds as a number",
    async (Communication_Type, direction) => {
      const call = { ...CALL, Communication_Type, RecordPath: "https://pbx.example/r/1.wav" };
      expect((await template.run("CallJournal", call, { parameters })).outcome.kind).toBe("delivered");
      expect(zoho.state.calls).toMatchObject([
        {
          direction,
          duration: 65,
          startTime: "2026-11-24T08:04:05.000Z",
          status: "Completed",
          ownerId: "1892000000056001",
          description: expect.stringMatching(/talked 00:01:05\.\nRecording: https:\/\/pbx\.example\/r\/1\.wav$/),
        },
      ]);
    },
  );

  test("a recording that comes later goes into the same call record", async () => {
    const first = await template.run("CallJournal", CALL, { parameters });
    const { JournalId = "" } = first.variables;
    const later = { ...CALL, JournalId, RecordPath: "https://pbx.example/r/2.wav" };
    const update = await template.run("CallJournal", later, { requests: ["UpdateCall"], parameters });
    expect(update.outcome.kind).toBe("delivered");
    expect(zoho.state.calls).toMatchObject([
      { direction: "inbound", duration: 65, description: expect.stringMatching(/Recording: https:.*2\.wav$/) },
    ]);
    const unnamed = await template.run("CallJournal", CALL, { requests: ["UpdateCall"], parameters });
    expect(unnamed.outcome.kind).toBe("skipped");
  });

  test("a dead access token is replaced by the refresh token, which stays", async () => {
    for (let round = 0; round < 2; round++) {
      zoho.oauth.expireAccessTokens();
      expect(
        (await template.run("SyncContactAuto", { CallerNumber: "+6621234567" }, { requests: ["accounts"] })).ok,
      ).toBe(true);
    }
    expect(zoho.requests.filter(({ url }) => url.startsWith("/oauth/"))).toHaveLength(2);
  });
});

test("the consent asks for offline access and for every scope that the requests need", async () => {
  await open(false);
  await template.authorise(ZOHO_REDIRECT);
  const query = new URL(zoho.requests[0]?.url ?? "", zoho.address).searchParams;
  const users = await template.run("UserAssociation", {});
  const journal = await template.run("CallJournal", CALL, { parameters });
  const kept = await template.tokens.load();
  await template.close();
  await zoho.close();
  expect([query.get("access_type"), query.get("prompt"), query.get("scope")]).toEqual(["offline", "consent", SCOPES]);
  expect([users.ok, journal.ok]).toEqual([true, true]);
  expect(kept?.tokens.refreshToken).toBeDefined();
});
