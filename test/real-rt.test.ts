import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { numberSpellings } from "../src/domain/index.ts";
import { filterHits } from "../src/matching/index.ts";
import { aRecording } from "./support/helpdesks/a-recording.ts";
import { type ConnectedTemplate, connectTemplate } from "./support/helpdesks/shipped-template.ts";

// A real Request Tracker 5 with the twenty contacts of the seed: address, and the token of a user with AdminUsers.
const ADDRESS = process.env.DESKBELL_REAL_RT ?? "";
const TOKEN = process.env.DESKBELL_REAL_RT_TOKEN ?? "";
const NUMBERS = { region: "TH", lastDigits: 7, spellings: ["e164-digits", "national", "as-received"] } as const;
const MISSING = "set DESKBELL_REAL_RT and DESKBELL_REAL_RT_TOKEN to run against a real Request Tracker";

interface RtAnswer {
  readonly Subject: string;
  readonly Status: string;
  readonly Owner: { readonly id: string };
  readonly Requestor: readonly { readonly id: string }[];
  readonly CustomFields: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly Content: string;
  readonly items: readonly {
    readonly id: string;
    readonly Content: string;
    readonly Filename: string;
    readonly ContentType: string;
  }[];
}

async function ask(method: string, path: string, body?: unknown): Promise<RtAnswer> {
  const answer = await fetch(`${ADDRESS}/REST/2.0${path}`, {
    method,
    headers: { authorization: `token ${TOKEN}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect(answer.status).toBeLessThan(300);
  return (await answer.json()) as RtAnswer;
}

async function textsOf(ticketId: string): Promise<string[]> {
  const { items } = await ask("GET", `/ticket/${ticketId}/attachments?fields=Content&per_page=100`);
  return items.map(({ Content }) => Content);
}

describe("a real Request Tracker", () => {
  let template: ConnectedTemplate;
  const rest = Array.from({ length: 7 }, () => Math.floor(Math.random() * 10)).join("");
  const fresh = { e164: `+6686${rest}`, digits: `6686${rest}` };
  const call = {
    Communication_Type: "Inbound",
    Call_Status: "Answered",
    Call_Log_Status: "ANSWERED",
    Call_From: fresh.e164,
    Call_To: "1001",
    Time: "2026-11-24 15:04:05",
    Talk_Duration: "00:01:05",
    Talk_Duration_Sec: "65",
    StartTimeUnix: "1795507445",
    ContactNumber: fresh.e164,
    Call_Id: `1795507445.${rest}`,
    UserUniqueId: "agent1001",
    ContactId: `tel-${fresh.digits}`,
    RecordPath: "",
    TicketId: "",
  };
  let ticketId = "";

  beforeAll(async () => {
    if (!ADDRESS || !TOKEN) return;
    template = connectTemplate(
      "request-tracker",
      { address: ADDRESS, staff_domain: "helpdesk.example" },
      { token: TOKEN },
    );
    // What the README asks of an administrator where removing all but 0-9 is not enough: Thai digits, a trunk zero in brackets, 8 for Russia.
    for (const [name, digits] of [
      ["wichai", ["0819998888"]],
      ["hans", ["49301234567", "491711234567"]],
      ["olga", ["74951234567", "79161234567"]],
    ] as const) {
      await ask("PUT", `/user/${name}@cust.example`, { CustomFields: { "Phone Digits": digits } });
    }
  });
  beforeEach(({ skip }) => {
    if (!ADDRESS || !TOKEN) skip(MISSING);
  });
  afterAll(() => template?.close());

  async function lookUp(number: string): Promise<string[]> {
    for (const CallerNumber of numberSpellings(number, NUMBERS)) {
      const run = await template.run("SyncContactAuto", { CallerNumber }, { requests: ["contacts"] });
      expect(run.ok).toBe(true);
      const { kept } = filterHits(template.contacts(run), number, NUMBERS);
      if (kept.length > 0) return kept.map(({ name }) => name).sort();
    }
    return [];
  }

  test("lists the staff as users", async () => {
    const run = await template.run("UserAssociation", {});
    expect(run.rows.map(({ UserUniqueId }) => UserUniqueId)).toEqual(
      expect.arrayContaining(["agent1001", "agent1002", "agent1003", "agent1004"]),
    );
    expect(run.rows.map(({ Email }) => Email).filter((email) => !email?.endsWith("@helpdesk.example"))).toEqual([]);
  });

  test.each([
    ["with dashes", "+66812345678", ["สมชาย ใจดี"]],
    ["dialled nationally", "0812345678", ["สมชาย ใจดี"]],
    ["of a landline", "021234567", ["Somsri Wongsa"]],
    ["stored as mobile without dashes", "+66898765432", ["Somsri Wongsa"]],
    ["with +66 and blanks", "053123456", ["Napat K."]],
    ["stored with +66", "+66812223344", ["Napat K."]],
    ["with an extension", "+6629876543", ["Malee S."]],
    ["with 66 and no plus", "0915550101", ["Malee S."]],
    ["in Thai digits", "+66819998888", ["Wichai P."]],
    ["in American form", "+15555551212", ["Jane O'Neil & Sons"]],
    ["with a zero in brackets", "+49301234567", ["Hans Müller"]],
    ["with 0049", "+491711234567", ["Hans Müller"]],
    ["in Japanese form", "+81312345678", ["Akira 田中"]],
    ["with 8 for Russia", "+74951234567", ["Olga Иванова"]],
    ["in Russian form", "+79161234567", ["Olga Иванова"]],
    ["shared by two contacts", "+6625550000", ["Shared Line A", "Shared Line B"]],
    ["of an extension", "2002", ["Short Ext"]],
    ["with dots", "+66811112222", ["Dots"]],
    ["as tel: URI", "027778888", ["Tel Uri"]],
    ["first of two in one field", "+6621112222", ["Two In One"]],
    ["second of two in one field", "+6621112223", ["Two In One"]],
    ["with no-break spaces", "+66814445555", ["NBSP Number"]],
    ["with 001 66", "+66816667777", ["International 001"]],
    ["that ends like another's", "+44812345678", ["Suffix Twin"]],
    ["of nobody", "+66999999999", []],
  ])("finds the owner of a number %s", async (_, number, names) => {
    expect(await lookUp(number)).toEqual(names);
  });

  test("finds a person by a part of the name", async () => {
    const run = await template.run("SearchContact", { SearchValue: "O'Neil & S" });
    expect(run.rows.map(({ FirstName }) => FirstName)).toEqual(["Jane O'Neil & Sons"]);
  });

  test("creates a contact that the next look-up finds", async () => {
    expect(await lookUp(fresh.e164)).toEqual([]);
    const variables = { DisplayName: `ผู้ติดต่อใหม่ "${fresh.e164}"`, BusinessNumber: fresh.e164 };
    const run = await template.run("CreateNewContact", variables, { requests: ["contacts"] });
    expect(template.contacts(run).map(({ id }) => id)).toEqual([`tel-${fresh.digits}`]);
    expect(await lookUp(fresh.e164)).toEqual([variables.DisplayName]);
    const again = await template.run("CreateNewContact", variables, { requests: ["contacts"] });
    expect(again.outcome.kind).toBe("rejected");
  });

  test("creates a ticket with requestor, owner and the call's data", async () => {
    const ringing = { ...call, Call_Status: "Ringing", UserUniqueId: "", Talk_Duration: "" };
    const run = await template.run("CreateNewTicket", ringing, {
      requests: ["CreateNewTicket"],
      parameters: { Queue: "Phone" },
    });
    ticketId = run.variables.TicketId ?? "";
    const ticket = await ask("GET", `/ticket/${ticketId}`);
    expect(ticket.Subject).toBe(`Inbound call, Ringing: ${fresh.e164} to 1001`);
    expect(ticket.Requestor.map(({ id }) => id)).toEqual([`tel-${fresh.digits}`]);
    const fields = Object.fromEntries(ticket.CustomFields.map(({ name, values }) => [name, values]));
    expect(fields).toEqual({ "Call Id": [call.Call_Id], "Caller Number": [fresh.e164] });
  });

  test("finds the ticket of a call, and none of another", async () => {
    const find = async (Call_Id: string) =>
      (await template.run("CreateNewTicket", { ...call, Call_Id }, { requests: ["FindTicket"] })).rows;
    expect(await find(call.Call_Id)).toEqual([{ TicketId: ticketId }]);
    expect(await find("1.nobody's")).toEqual([]);
  });

  test("updates the ticket, and takes a refused change for no success", async () => {
    const update = (StatusAfterCall: string) =>
      template.run(
        "CreateNewTicket",
        { ...call, TicketId: ticketId },
        { requests: ["UpdateTicket"], parameters: { StatusAfterCall } },
      );
    expect((await update("open")).outcome.kind).toBe("delivered");
    const ticket = await ask("GET", `/ticket/${ticketId}`);
    expect([ticket.Status, ticket.Owner.id, ticket.Subject]).toEqual([
      "open",
      "agent1001",
      `Inbound call, Answered: ${fresh.e164} to 1001`,
    ]);
    expect((await update("open")).outcome.kind).toBe("delivered");
    expect((await update("nosuch")).outcome).toMatchObject({
      kind: "rejected",
      reason: expect.stringContaining("isn't a valid status"),
    });
  });

  test("writes the journal entry as a comment, in any script", async () => {
    const run = await template.run("CallJournal", { ...call, Call_From: 'สมชาย & "Co"', TicketId: ticketId });
    expect(run.outcome.kind).toBe("delivered");
    const texts = await textsOf(ticketId);
    expect(texts.filter((text) => text.startsWith('Inbound call from สมชาย & "Co" to 1001'))).toHaveLength(1);
  });

  test("attaches a recording to the ticket, byte for byte", async () => {
    const audio = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 31 + (at >> 7)) & 255));
    const run = await template.run(
      "CallJournal",
      { ...call, TicketId: ticketId, JournalId: "" },
      { requests: ["UploadRecording"], parameters: { AttachRecording: "1" }, recording: aRecording(audio) },
    );
    expect(run.outcome).toMatchObject({ kind: "delivered", status: 201 });
    const { items } = await ask("GET", `/ticket/${ticketId}/attachments?fields=Filename,ContentType&per_page=100`);
    const [file, ...others] = items.filter(({ Filename }) => Filename === "call.wav");
    expect([file?.ContentType, others]).toEqual(["audio/wav", []]);
    // Only of one alone the bytes come as they are, in base64.
    const { Content } = await ask("GET", `/attachment/${file?.id}`);
    expect(Buffer.from(Content, "base64").equals(audio)).toBe(true);
  });

  test("refuses a queue that does not exist with RT's own words", async () => {
    const run = await template.run("CreateNewTicket", call, {
      requests: ["CreateNewTicket"],
      parameters: { Queue: "Nowhere" },
    });
    expect(run.outcome).toMatchObject({ kind: "rejected", reason: expect.stringContaining("Nowhere") });
  });
});
