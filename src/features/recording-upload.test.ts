import { describe, expect, it } from "vitest";
import type { DeliveryState } from "../domain/index.ts";
import { ANSWERED, aContext, MISSED, plansOf } from "./a-context.test.data.ts";
import type { FeatureContext } from "./context.ts";

const RECORDED = { ...ANSWERED, recording: { file: "1.wav" } };
const FREE = { needsJournalId: false, needsTicketId: false };
const UPLOAD = ["upload-recording@ended"];

function made(entry: DeliveryState | undefined, ticket?: DeliveryState): FeatureContext["deliveries"] {
  return [
    ...(ticket ? [{ feature: "auto-ticket" as const, trigger: "ended" as const, state: ticket }] : []),
    ...(entry ? [{ feature: "call-journal" as const, trigger: "ended" as const, state: entry }] : []),
  ];
}

function plans(given: Omit<Parameters<typeof aContext>[1] & object, "template">, needs = FREE, call = RECORDED) {
  const context = { hasAudio: true, ...given, template: { recordingUpload: needs } };
  return plansOf("recording-upload", aContext(call, context));
}

const JOURNAL_ONLY = { autoTicket: { when: "off" } } as const;
const TICKET_ONLY = { callJournal: { enabled: false } } as const;

describe("the upload of a recording", () => {
  it("waits for the entry and the ticket, whatever becomes of them", () => {
    expect(plans({})).toEqual([]);
    expect(plans({ deliveries: made("running", "done") })).toEqual([]);
    expect(plans({ deliveries: made("done", "waiting") })).toEqual([]);
    expect(plans({ deliveries: made("done", "done") })).toEqual(UPLOAD);
    expect(plans({ deliveries: made("dead", "cancelled") })).toEqual(UPLOAD);
  });

  it("goes after the ticket where there is no journal, and after the journal where there is no ticket", () => {
    expect(plans({ settings: TICKET_ONLY, deliveries: made(undefined, "done") })).toEqual(UPLOAD);
    expect(plans({ settings: JOURNAL_ONLY, deliveries: made("done") })).toEqual(UPLOAD);
    expect(plans({ settings: { ...TICKET_ONLY, ...JOURNAL_ONLY } })).toEqual(UPLOAD);
  });

  it("needs the ids that its request cannot do without", () => {
    const needsEntry = { needsJournalId: true, needsTicketId: false };
    const needsTicket = { needsJournalId: false, needsTicketId: true };
    const deliveries = made("done", "done");
    const journal = { written: true, id: "7", print: "" };
    expect(plans({ deliveries, link: { journal } }, needsEntry)).toEqual(UPLOAD);
    expect(plans({ deliveries, link: { journal: { written: false, print: "" } } }, needsEntry)).toEqual([
      "skip@ended no-journal",
    ]);
    expect(plans({ settings: TICKET_ONLY, deliveries: made(undefined, "done") }, needsEntry)).toEqual([
      "skip@ended no-journal",
    ]);
    expect(plans({ deliveries, link: { ticketId: "5" } }, needsTicket)).toEqual(UPLOAD);
    expect(plans({ deliveries }, needsTicket)).toEqual(["skip@ended no-ticket"]);
    expect(plans({ deliveries: made("held", "held") }, { needsJournalId: true, needsTicketId: true })).toEqual(UPLOAD);
  });

  it("says why it is not to be: links are switched off, or the PBX hands out nothing", () => {
    const deliveries = made("done", "done");
    const settings = { callJournal: { recordingLink: false } };
    expect(plans({ deliveries, settings })).toEqual(["skip@ended switched-off"]);
    expect(plans({ deliveries, hasAudio: false })).toEqual(["skip@ended no-audio"]);
  });

  it("is nothing to speak of without a recording, before the end, or where the template has no request for it", () => {
    const deliveries = made("done", "done");
    expect(plans({ deliveries, hasAudio: false }, FREE, MISSED as typeof RECORDED)).toEqual([]);
    expect(plans({ deliveries, settled: false })).toEqual([]);
    expect(plansOf("recording-upload", aContext(RECORDED, { hasAudio: true, deliveries }))).toEqual([]);
  });
});
