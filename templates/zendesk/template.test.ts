import { existsSync, readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type DemoHelpdesk, listJournal } from "../../src/cli/demo/helpdesk/index.ts";
import { testShippedTemplate } from "../../test/support/helpdesks/sample-suite.ts";
import { type ConnectedTemplate, connectTemplate } from "../../test/support/helpdesks/shipped-template.ts";
import { openZendesk, ZENDESK_REDIRECT } from "../../test/support/helpdesks/zendesk.ts";

const SECRET = "zd-client-secret";
const CALL = {
  Communication_Type: "Inbound",
  Call_Status: "Answered",
  Call_Log_Status: "ANSWERED",
  Call_From: "+66815550101",
  Call_To: "1001",
  Time: "2026-11-24 15:04:05",
  Talk_Duration: "00:01:05",
  Talk_Duration_Sec: "65",
  StartTimeUnix: "1795507445",
  ContactNumber: "+66815550101",
  Call_Id: "1795507445.12",
  UserUniqueId: "1002",
  ContactId: "1004",
  RecordPath: "",
  TicketId: "",
};

let zendesk: DemoHelpdesk;
let template: ConnectedTemplate;

async function open(loggedIn: boolean): Promise<void> {
  zendesk = await openZendesk();
  const fields = { address: zendesk.address, client_id: "deskbell" };
  template = connectTemplate(
    "zendesk",
    fields,
    { client_secret: SECRET },
    loggedIn ? zendesk.oauth.issue() : undefined,
  );
}

testShippedTemplate("zendesk", async () => {
  await open(true);
  return { double: zendesk, template };
});

describe("against the double", () => {
  beforeEach(() => open(true));
  afterEach(async () => {
    await template.close();
    await zendesk.close();
  });

  test("users are the agents and administrators", async () => {
    const run = await template.run("UserAssociation", {});
    expect(run.rows.map(({ Email }) => Email)).toEqual(["anong@demo.example", "ben@demo.example", "chai@demo.example"]);
  });

  test.each(["+66815550101", "66815550101", "025550102"])(
    "a look-up of %s finds the contact with all numbers and its page",
    async (number) => {
      const run = await template.run("SyncContactAuto", { CallerNumber: number }, { requests: ["contacts"] });
      expect(template.contacts(run)).toMatchObject([
        {
          id: "1004",
          name: "กมลชนก แสงทอง",
          email: "kamon@siamtea.example",
          url: `${zendesk.address}/agent/users/1004`,
          numbers: [
            { kind: "BusinessNumber", number: "+66 81 555 0101" },
            { kind: "BusinessNumber2", number: "02-555-0102" },
            { kind: "MobileNumber", number: "+66 81 555 0101" },
          ],
        },
      ]);
    },
  );

  test("a typed text finds contacts and no agents", async () => {
    const run = await template.run("SearchContact", { SearchValue: "o" });
    expect(run.rows.length).toBeGreaterThan(1);
    expect(run.rows.map(({ FirstName }) => FirstName)).not.toContain("Anong Support");
  });

  test("a new contact is found by its number", async () => {
    const variables = { DisplayName: 'Automatic "New" Contact', BusinessNumber: "+66861112222" };
    const created = await template.run("CreateNewContact", variables, { requests: ["contacts"] });
    const found = await template.run("SyncContactAuto", { CallerNumber: "+66861112222" }, { requests: ["contacts"] });
    expect(template.contacts(found).map(({ id, name }) => [id, name])).toEqual([
      [created.variables.ContactId, 'Automatic "New" Contact'],
    ]);
  });

  test("a ticket before the call gets subject, agent and a note when the call has ended", async () => {
    const ringing = { ...CALL, Call_Status: "Ringing", UserUniqueId: "" };
    const created = await template.run("CreateNewTicket", ringing, { requests: ["CreateNewTicket"] });
    expect(created.variables.TicketId).toBe("1");
    const updated = await template.run("CreateNewTicket", { ...CALL, TicketId: "1" }, { requests: ["UpdateTicket"] });
    expect(updated.outcome.kind).toBe("delivered");
    expect(zendesk.state.tickets).toMatchObject([
      {
        subject: "Inbound call, Answered: +66815550101 to 1001",
        status: "open",
        requester_id: 1004,
        assignee_id: 1002,
        external_id: "1795507445.12",
        tags: ["phone_call"],
        comments: [
          { public: false, body: expect.stringContaining("Ringing") },
          { public: false, body: expect.stringContaining("Answered") },
        ],
      },
    ]);
  });

  test("a repeated wish makes one ticket", async () => {
    const wish = { requests: ["CreateNewTicket"], idempotencyKey: "delivery-1" };
    await template.run("CreateNewTicket", CALL, wish);
    const again = await template.run("CreateNewTicket", CALL, wish);
    expect([again.variables.TicketId, zendesk.state.tickets.length]).toEqual(["1", 1]);
  });

  test("the journal entry is a note on the call's ticket", async () => {
    await template.run("CreateNewTicket", CALL, { requests: ["CreateNewTicket"] });
    const variables = { ...CALL, TicketId: "1", RecordPath: "https://pbx.example/r/1.wav" };
    expect((await template.run("CallJournal", variables)).outcome.kind).toBe("delivered");
    expect(zendesk.state.tickets).toHaveLength(1);
    expect(listJournal(zendesk.state).map(({ comment }) => comment.body)).toEqual([
      "Inbound call from +66815550101 to 1001 on 2026-11-24 15:04:05: ANSWERED, talked 00:01:05.\nRecording: https://pbx.example/r/1.wav",
    ]);
  });

  test("a call without a ticket becomes a solved ticket of its own", async () => {
    expect((await template.run("CallJournal", CALL)).outcome.kind).toBe("delivered");
    expect(zendesk.state.tickets).toMatchObject([
      { status: "solved", tags: ["phone_call", "call_journal"], requester_id: 1004 },
    ]);
    expect(listJournal(zendesk.state)).toHaveLength(1);
  });

  test("texts of callers stay texts", async () => {
    const nasty = 'x","status":"closed","y":"\n\\';
    await template.run("CreateNewTicket", { ...CALL, Call_From: nasty }, { requests: ["CreateNewTicket"] });
    expect(zendesk.state.tickets[0]).toMatchObject({ status: "open", subject: expect.stringContaining(nasty) });
  });

  test("a dead access token is replaced once, and the request repeated", async () => {
    zendesk.oauth.expireAccessTokens();
    const run = await template.run("UserAssociation", {});
    expect(run.ok).toBe(true);
    expect(zendesk.requests.map(({ url }) => url.split("?")[0])).toEqual([
      "/api/v2/users",
      "/oauth/tokens",
      "/api/v2/users",
    ]);
  });

  test("a helpdesk that asks to wait is obeyed, one that breaks down is tried again", async () => {
    zendesk.answerNext({ status: 429, headers: { "retry-after": "3" }, body: "{}" }, { status: 503, body: "busy" });
    expect((await template.run("UserAssociation", {})).outcome).toMatchObject({
      kind: "throttled",
      retryAfterMs: 3000,
    });
    expect((await template.run("UserAssociation", {})).outcome.kind).toBe("unreachable");
  });
});

test("the consent with PKCE gives tokens, which a second use of the code does not", async () => {
  await open(false);
  await template.authorise(ZENDESK_REDIRECT);
  const run = await template.run("UserAssociation", {});
  const sent = JSON.parse(zendesk.requests[0]?.body ?? "{}") as Record<string, string>;
  await template.close();
  await zendesk.close();
  expect(run.ok).toBe(true);
  expect(zendesk.requests[0]?.headers["content-type"]).toContain("application/json");
  expect(sent).toMatchObject({ grant_type: "authorization_code", client_id: "deskbell", client_secret: SECRET });
  expect(sent.code_verifier?.length).toBeGreaterThan(42);
  expect(JSON.stringify(run)).not.toContain(SECRET);
});

describe("bodies fit the API's description", () => {
  const description = new URL("../../../shared/openapi/zendesk.json", import.meta.url);
  const isThere = existsSync(description);
  const schemas = isThere ? readVendorSchemas(description) : ownSchemas();

  test.each(["CreateNewContact", "CreateNewTicket", "UpdateTicket", "CallJournal", "CallJournalTicket"])(
    `%s, by ${isThere ? "the vendor's schema" : "our own, since the vendor's is not here"}`,
    async (name) => {
      await open(true);
      await template.run("CreateNewTicket", CALL, { requests: ["CreateNewTicket"] });
      const withTicket = { ...CALL, TicketId: "1", DisplayName: "X", BusinessNumber: "+66861112222" };
      await template.run("CreateNewTicket", withTicket, { requests: ["UpdateTicket"], parameters: { GroupId: "7" } });
      await template.run("CallJournal", withTicket);
      await template.run("CallJournal", CALL);
      await template.run("CreateNewContact", withTicket, { requests: ["contacts"] });
      await template.close();
      await zendesk.close();
      const order = ["CreateNewTicket", "UpdateTicket", "CallJournal", "CallJournalTicket", "CreateNewContact"];
      const body: unknown = JSON.parse(zendesk.requests[order.indexOf(name)]?.body ?? "");
      const validate = schemas[name] as ValidateFunction;
      validate(body);
      expect(validate.errors ?? []).toEqual([]);
    },
  );
});

type Schemas = Readonly<Record<string, ValidateFunction>>;

function readVendorSchemas(file: URL): Schemas {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(JSON.parse(readFileSync(file, "utf8")) as object, "zendesk");
  const get = (name: string) => ajv.compile({ $ref: `zendesk#/components/schemas/${name}` });
  const [create, update] = [get("TicketCreateRequest"), get("TicketUpdateRequest")];
  return {
    CreateNewContact: get("UserRequest"),
    CreateNewTicket: create,
    CallJournalTicket: create,
    UpdateTicket: update,
    CallJournal: update,
  };
}

function ownSchemas(): Schemas {
  const text = { type: "string", minLength: 1 };
  const integer = { type: "integer" };
  const closed = (properties: object, required: readonly string[]) => ({
    type: "object",
    properties,
    required,
    additionalProperties: false,
  });
  const ticket = {
    requester_id: integer,
    assignee_id: integer,
    group_id: integer,
    external_id: text,
    subject: text,
    status: { enum: ["new", "open", "pending", "hold", "solved", "closed"] },
    tags: { type: "array", items: text },
    metadata: { type: "object" },
    comment: closed({ body: text, public: { type: "boolean" } }, ["body"]),
  };
  const ajv = new Ajv();
  const create = ajv.compile(closed({ ticket: closed(ticket, ["requester_id", "subject", "comment"]) }, ["ticket"]));
  const update = ajv.compile(closed({ ticket: closed(ticket, ["comment"]) }, ["ticket"]));
  const user = closed({ name: text, phone: text, role: { const: "end-user" } }, ["name"]);
  return {
    CreateNewContact: ajv.compile(closed({ user }, ["user"])),
    CreateNewTicket: create,
    CallJournalTicket: create,
    UpdateTicket: update,
    CallJournal: update,
  };
}
