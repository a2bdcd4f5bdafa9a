import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { aRecording } from "../../test/support/helpdesks/a-recording.ts";
import { openRequestTracker, type RequestTracker, RT_TOKEN } from "../../test/support/helpdesks/request-tracker.ts";
import { testShippedTemplate } from "../../test/support/helpdesks/sample-suite.ts";
import { type ConnectedTemplate, connectTemplate } from "../../test/support/helpdesks/shipped-template.ts";

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
  Call_Id: "1795507445.12",
  UserUniqueId: "agent1001",
  ContactId: "kanda@cust.example",
  RecordPath: "",
  TicketId: "",
};

let rt: RequestTracker;
let template: ConnectedTemplate;
let userRights = { adminUsers: true };

async function open(): Promise<void> {
  rt = await openRequestTracker(userRights);
  template = connectTemplate(
    "request-tracker",
    { address: rt.address, staff_domain: "helpdesk.example" },
    { token: RT_TOKEN },
  );
}

testShippedTemplate("request-tracker", async () => {
  await open();
  return { double: rt, template };
});

describe("against the double", () => {
  beforeEach(open);
  afterEach(async () => {
    await template.close();
    await rt.close();
    userRights = { adminUsers: true };
  });

  test("users are those with an e-mail address of the staff", async () => {
    const run = await template.run("UserAssociation", {});
    expect(run.rows.map(({ UserUniqueId }) => UserUniqueId)).toEqual([
      "agent1001",
      "agent1002",
      "agent1003",
      "agent1004",
    ]);
  });

  test("users come in pages of a hundred, and every page keeps the search", async () => {
    for (let index = 0; index < 200; index++) {
      const Name = `extra${1000 + index}`;
      const user = { Name, RealName: Name, EmailAddress: `${Name}@helpdesk.example`, WorkPhone: "", MobilePhone: "" };
      rt.state.users.push({ number: 100 + index, ...user, Privileged: true, phoneDigits: [] });
    }
    const run = await template.run("UserAssociation", {});
    expect(run.rows).toHaveLength(204);
    expect(run.exchanges).toHaveLength(3);
  });

  test("a look-up finds people by the digits of any of their numbers, with all of their numbers to check by", async () => {
    const run = await template.run("SyncContactAuto", { CallerNumber: "0812345678" }, { requests: ["contacts"] });
    const [contact] = template.contacts(run);
    expect(contact).toMatchObject({
      id: "kanda@cust.example",
      type: "contacts",
      name: "กานดา ใจงาม",
      url: `${rt.address}/User/Summary.html?id=kanda%40cust.example`,
      numbers: [
        { kind: "BusinessNumber", number: "081-234-5678" },
        { kind: "OtherNumber", number: "0812345678" },
      ],
    });
    const second = await template.run("SyncContactAuto", { CallerNumber: "0898765432" }, { requests: ["contacts"] });
    expect(template.contacts(second).map(({ name }) => name)).toEqual(["Two Numbers"]);
  });

  test("an API user that sees no telephone numbers still has the digits to check by", async () => {
    await template.close();
    await rt.close();
    userRights = { adminUsers: false };
    await open();
    const run = await template.run("SyncContactAuto", { CallerNumber: "0812345678" }, { requests: ["contacts"] });
    expect(template.contacts(run)[0]?.numbers).toEqual([{ kind: "OtherNumber", number: "0812345678" }]);
  });

  test("a ticket that may have been made is looked for by its call, which cannot break out of the search", async () => {
    const call = { Call_Id: "1795.7", ContactId: "kanda@cust.example", Subject: "x", Description: "y" };
    const made = await template.run("CreateNewTicket", call, { requests: ["CreateNewTicket"] });
    const find = async (Call_Id: string) =>
      template.run("CreateNewTicket", { ...call, Call_Id }, { requests: ["FindTicket"] });
    expect((await find("1795.7")).rows).toEqual([{ TicketId: made.variables.TicketId }]);
    expect((await find("1795.8")).outcome.kind).toBe("nothing-found");
    expect((await find("")).outcome.kind).toBe("skipped");
  });

  test("a number cannot break out of the search", async () => {
    const CallerNumber = `0"},{"field":"Name","operator":"LIKE","value":"agent`;
    const run = await template.run("SyncContactAuto", { CallerNumber }, { requests: ["contacts"] });
    expect(run.outcome.kind).toBe("nothing-found");
    expect(JSON.parse(rt.requests[0]?.body ?? "")).toHaveLength(1);
  });

  test("a typed text is searched in the name, or in the field that the administrator chose", async () => {
    const byName = await template.run("SearchContact", { SearchValue: `"JJ" O'Neil` });
    expect(template.contacts(byName).map(({ id }) => id)).toEqual(["jane@cust.example"]);
    const parameters = { SearchField: "EmailAddress" };
    const byMail = await template.run("SearchContact", { SearchValue: "tail@" }, { parameters });
    expect(template.contacts(byMail).map(({ name }) => name)).toEqual(["Same Tail"]);
  });

  test.each([
    ["+66861112222", "66861112222"],
    ["0861112222", "0861112222"],
  ])("a new contact with the number %s is found again by its digits", async (BusinessNumber, digits) => {
    const variables = { DisplayName: `Automatic New Contact "${BusinessNumber}"`, BusinessNumber };
    const created = await template.run("CreateNewContact", variables, { requests: ["contacts"] });
    expect(template.contacts(created)).toMatchObject([{ id: `tel-${digits}`, type: "contacts" }]);
    expect(rt.state.users.at(-1)).toMatchObject({
      RealName: variables.DisplayName,
      Privileged: false,
      phoneDigits: [digits],
    });
    const found = await template.run("SyncContactAuto", { CallerNumber: digits }, { requests: ["contacts"] });
    expect(template.contacts(found).map(({ id }) => id)).toEqual([`tel-${digits}`]);
    const again = await template.run("CreateNewContact", variables, { requests: ["contacts"] });
    expect(again.outcome).toMatchObject({ kind: "rejected", reason: expect.stringContaining("Name in use") });
  });

  test("a ticket has the contact as requestor, the agent as owner, and the call's data", async () => {
    const run = await template.run("CreateNewTicket", CALL, {
      requests: ["CreateNewTicket"],
      parameters: { Queue: "Phone" },
    });
    expect(run.variables.TicketId).toBe("1");
    expect(rt.state.tickets[0]).toMatchObject({
      Queue: "Phone",
      Subject: "Inbound call, Answered: +66812345678 to 1001",
      Status: "new",
      Owner: "agent1001",
      Requestor: ["kanda@cust.example"],
      customFields: { "Call Id": "1795507445.12", "Caller Number": "+66812345678" },
      texts: ["Inbound call from +66812345678 to 1001 on 2026-11-24 15:04:05: Answered, talked 00:01:05."],
    });
  });

  test("an update says what has become of the call, and a refused one is no success", async () => {
    await template.run(
      "CreateNewTicket",
      { ...CALL, Call_Status: "Ringing", UserUniqueId: "" },
      { requests: ["CreateNewTicket"] },
    );
    const update = (parameters: Record<string, string>) =>
      template.run("CreateNewTicket", { ...CALL, TicketId: "1" }, { requests: ["UpdateTicket"], parameters });
    expect((await update({ StatusAfterCall: "open" })).outcome.kind).toBe("delivered");
    expect(rt.state.tickets[0]).toMatchObject({
      Status: "open",
      Owner: "agent1001",
      Subject: expect.stringContaining("Answered"),
    });
    expect((await update({ StatusAfterCall: "open" })).outcome.kind).toBe("delivered");
    expect((await update({ StatusAfterCall: "nosuch" })).outcome).toMatchObject({
      kind: "rejected",
      reason: expect.stringContaining("isn't a valid status"),
    });
  });

  test("the journal entry is a comment on the call's ticket", async () => {
    await template.run("CreateNewTicket", CALL, { requests: ["CreateNewTicket"] });
    const run = await template.run("CallJournal", {
      ...CALL,
      TicketId: "1",
      RecordPath: "https://pbx.example/r/1.wav",
    });
    expect(run.outcome.kind).toBe("delivered");
    expect(rt.state.tickets[0]?.texts[1]).toBe(
      "Inbound call from +66812345678 to 1001 on 2026-11-24 15:04:05: ANSWERED, talked 00:01:05.\nRecording: https://pbx.example/r/1.wav",
    );
  });

  test("a call without a ticket is recorded in the journal queue, or not at all", async () => {
    const skipped = await template.run("CallJournal", CALL);
    expect([skipped.ok, skipped.outcome.kind, rt.requests.length]).toEqual([true, "skipped", 0]);
    await template.run("CallJournal", CALL, { parameters: { JournalQueue: "Phone" } });
    expect(rt.state.tickets).toMatchObject([{ Queue: "Phone", Status: "resolved", Requestor: ["kanda@cust.example"] }]);
  });

  test("a recording is attached to the call's ticket, or to that in the journal queue, where it is wanted", async () => {
    const requests = ["UploadRecording"];
    const recording = aRecording();
    const attach = { requests, recording, parameters: { AttachRecording: "1" } };
    const journal = await template.run("CallJournal", CALL, { parameters: { JournalQueue: "Phone" } });
    const call = { ...CALL, JournalId: journal.variables.JournalId ?? "" };
    const skipped = await template.run("CallJournal", call, { requests, recording });
    expect([skipped.outcome.kind, rt.state.tickets[0]?.files]).toEqual(["skipped", []]);
    expect((await template.run("CallJournal", call, attach)).outcome.kind).toBe("delivered");
    await template.run("CreateNewTicket", CALL, { requests: ["CreateNewTicket"] });
    await template.run("CallJournal", { ...CALL, TicketId: "2", JournalId: "" }, attach);
    expect(rt.state.tickets.map(({ files }) => files.map(({ name, contentType }) => [name, contentType]))).toEqual([
      [["call.wav", "audio/wav"]],
      [["call.wav", "audio/wav"]],
    ]);
    expect(rt.state.tickets[1]?.texts[1]).toBe(
      "Recording of the call from +66812345678 to 1001 on 2026-11-24 15:04:05.",
    );
  });

  test("the token is sent as RT wants it and shown nowhere", async () => {
    const run = await template.run("UserAssociation", {});
    expect(rt.requests[0]?.headers.authorization).toBe(`token ${RT_TOKEN}`);
    expect(JSON.stringify(run)).not.toContain(RT_TOKEN);
  });
});
