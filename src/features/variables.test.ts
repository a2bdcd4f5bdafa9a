import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, toExtensionNumber } from "../domain/index.ts";
import { ANSWERED, aCall, CONTACT, KNOWN, MISSED, outbound, PENDING, RINGING, UNKNOWN } from "./a-context.test.data.ts";

import { toVariables, type VariableSource } from "./variables.ts";

function variables(source: Partial<VariableSource> = {}): Record<string, string> {
  const base = {
    call: ANSWERED,
    match: KNOWN,
    link: {},
    settings: DEFAULT_SETTINGS,
    zone: "Asia/Bangkok",
    stage: "after",
  } as const;
  return toVariables({ ...base, ...source });
}

describe("after an inbound call with a contact", () => {
  it("every variable has its value", () => {
    const call = { ...ANSWERED, recording: { url: "https://pbx.example/r/1" }, queue: "6400" };
    const note = { callId: call.id, text: "Called back", tags: ["vip", "refund"], writtenAt: 0 };
    expect(variables({ call, user: { userId: "u1" }, link: { ticketId: "9", journal: { id: "j5" } }, note })).toEqual({
      Phone: "+66812345678",
      Number: "+66812345678",
      ContactNumber: "+66812345678",
      CallerNumber: "+66812345678",
      CalleeNumber: "2001",
      CallerDisplayName: "สมชาย ใจดี",
      Call_From: "+66812345678",
      Call_To: "2001",
      Communication_Type: "Inbound",
      Call_Status: "Answered",
      Call_Log_Status: "ANSWERED",
      Time: "2026-09-21 21:13:20",
      StartTimeUnix: "1790000000",
      Talk_Duration: "00:00:40",
      Talk_Duration_Sec: "40",
      RecordPath: "https://pbx.example/r/1",
      UserUniqueId: "u1",
      TicketId: "9",
      JournalId: "j5",
      Call_Note: "Called back",
      Call_Tags: "vip, refund",
      ContactId: "77",
      ContactsId: "77",
      LeadsId: "",
      AccountsId: "",
      ContactSyncType: "contacts",
      DisplayName: "สมชาย ใจดี",
      FirstName: "สมชาย ใจดี",
      LastName: "",
      Company: "",
      Email: "somchai@cust.example",
      Remark: "",
      CustomValue: "gold",
      BusinessNumber: "",
      BusinessNumber2: "",
      BusinessFaxNumber: "",
      MobileNumber: "081-234-5678",
      MobileNumber2: "",
      HomeNumber: "",
      HomeNumber2: "",
      HomeFaxNumber: "",
      OtherNumber: "",
      SearchValue: "",
      Subject: "",
      Description: "",
      Call_Id: "1790000000.1",
      Extension: "2001",
      Queue: "6400",
    });
  });
});

describe("a missed call", () => {
  it("was for the number that was dialled, else for the extension that rang", () => {
    expect(variables({ call: { ...MISSED, dialledNumber: "" } })).toMatchObject({
      Call_To: "2001",
      CalleeNumber: "2001",
    });
    const elsewhere = variables({ call: { ...MISSED, dialledNumber: "020001000" } });
    expect(elsewhere).toMatchObject({ Call_To: "020001000", CalleeNumber: "020001000" });
  });
});

describe("every stage", () => {
  it("sets the same names, all of them to text", () => {
    const names = Object.keys(variables()).sort();
    for (const stage of ["lookup", "popup", "before", "after"] as const) {
      for (const match of [KNOWN, UNKNOWN, PENDING]) {
        for (const call of [RINGING, ANSWERED, MISSED, outbound(ANSWERED), aCall({ externalNumber: "" })]) {
          const got = variables({ stage, call, match });
          expect(Object.keys(got).sort()).toEqual(names);
          expect(Object.values(got).every((value) => typeof value === "string")).toBe(true);
          expect(got.Talk_Duration_Sec).toMatch(/^\d+$/);
        }
      }
    }
  });
});

describe("the direction", () => {
  it("of an outbound call turns the parties round", () => {
    expect(variables({ call: outbound(ANSWERED) })).toMatchObject({
      Call_From: "2001",
      Call_To: "+66812345678",
      CallerNumber: "2001",
      CalleeNumber: "+66812345678",
      ContactNumber: "+66812345678",
      Communication_Type: "Outbound",
    });
  });

  it("does not matter in a look-up: the caller is whoever is not us", () => {
    const got = variables({ call: outbound(RINGING), stage: "lookup", match: PENDING, spelling: "66812345678" });
    expect(got).toMatchObject({
      Phone: "66812345678",
      Number: "66812345678",
      CallerNumber: "66812345678",
      ContactNumber: "66812345678",
    });
  });

  it("of a missed call leads to the number that was dialled", () => {
    expect(variables({ call: MISSED })).toMatchObject({
      Call_To: "020001000",
      Call_Status: "No Answer",
      Call_Log_Status: "NO ANSWER",
    });
  });
});

describe("the status", () => {
  it.each([
    ["answered", "Answered", "ANSWERED"],
    ["no-answer", "No Answer", "NO ANSWER"],
    ["busy", "Busy", "BUSY"],
    ["voicemail", "Voicemail", "VOICEMAIL"],
    ["failed", "Failed", "FAILED"],
  ] as const)("of a call that ended as %s", (disposition, status, log) => {
    expect(variables({ call: { ...ANSWERED, disposition } })).toMatchObject({
      Call_Status: status,
      Call_Log_Status: log,
    });
  });

  it("before the call is Ringing, without duration or recording", () => {
    const call = { ...ANSWERED, recording: { url: "https://pbx.example/r/1" } };
    expect(variables({ call, stage: "before" })).toMatchObject({
      Call_Status: "Ringing",
      Talk_Duration: "00:00:00",
      Talk_Duration_Sec: "0",
      RecordPath: "",
    });
  });
});

describe("the recording", () => {
  const call = { ...ANSWERED, recording: { url: "https://pbx.example/r/1" } };

  it("is left out when the setting says so", () => {
    const settings = { ...DEFAULT_SETTINGS, callJournal: { ...DEFAULT_SETTINGS.callJournal, recordingLink: false } };
    expect(variables({ call, settings }).RecordPath).toBe("");
  });

  it("is the better link where there is one", () => {
    expect(variables({ call, recordingUrl: "https://bell.example/r/1" }).RecordPath).toBe("https://bell.example/r/1");
  });

  it("is never a mere file name", () => {
    expect(variables({ call: { ...ANSWERED, recording: { file: "r.wav" } } }).RecordPath).toBe("");
  });
});

describe("the contact", () => {
  it("of another type fills that type's id", () => {
    const match = { ...KNOWN, contact: { ...CONTACT, type: "accounts", id: "A1", outputs: {} } } as const;
    expect(variables({ match })).toMatchObject({
      ContactId: "A1",
      AccountsId: "A1",
      ContactsId: "",
      ContactSyncType: "accounts",
    });
  });

  it("to be created gets the number and the rendered name", () => {
    const got = variables({ match: UNKNOWN, displayName: "Automatic New Contact +66812345678" });
    expect(got).toMatchObject({
      BusinessNumber: "+66812345678",
      DisplayName: "Automatic New Contact +66812345678",
      ContactId: "",
    });
  });

  it("with odd outputs does not overwrite what the call says", () => {
    const contact = { ...CONTACT, outputs: { Call_From: "x", TicketId: "x", Zone: "north" } };
    expect(variables({ match: { ...KNOWN, contact } as VariableSource["match"] })).toMatchObject({
      Call_From: "+66812345678",
      TicketId: "",
      Zone: "north",
    });
  });

  it("with a withheld number is anonymous in texts and empty in numbers", () => {
    const call = { ...ANSWERED, externalNumber: "" };
    expect(variables({ call, match: UNKNOWN })).toMatchObject({ Call_From: "Anonymous", ContactNumber: "", Phone: "" });
  });
});

describe("time and duration", () => {
  it.each([
    ["Asia/Bangkok", "2026-09-21 21:13:20"],
    ["UTC", "2026-09-21 14:13:20"],
    ["America/New_York", "2026-09-21 10:13:20"],
  ])("are written by the clocks of %s", (zone, time) => {
    expect(variables({ zone }).Time).toBe(time);
  });

  it("writes midnight as 00 and long talks in hours", () => {
    const call = aCall({ startedAt: Date.UTC(2026, 0, 1), talkSeconds: 36_061, extension: toExtensionNumber("2001") });
    expect(variables({ call, zone: "UTC" })).toMatchObject({
      Time: "2026-01-01 00:00:00",
      Talk_Duration: "10:01:01",
      Talk_Duration_Sec: "36061",
    });
  });
});
