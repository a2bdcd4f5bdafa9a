import { afterEach, describe, expect, it } from "vitest";
import { withJournalUpdate } from "../../test/support/pipeline/desk-template.ts";
import { KNOWN, openRig, type Rig } from "../../test/support/pipeline/rig.ts";
import type { PhoneEvent } from "../domain/index.ts";
import type { SettingsInput } from "../features/index.ts";
import { SCRIPTS } from "../pbx/index.ts";

let rig: Rig;
afterEach(() => rig.close());

const NO_TICKET: SettingsInput = { autoTicket: { when: "off" } };

async function place(
  shape: Parameters<typeof withJournalUpdate>[1] = {},
  settings: SettingsInput = NO_TICKET,
): Promise<string> {
  rig = await openRig({ settings, template: (xml) => withJournalUpdate(xml, shape) });
  rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
  return rig.place(SCRIPTS.answered({ number: KNOWN, extension: "1001", ringSeconds: 0, talkSeconds: 0 }));
}

async function record(pbxCallId: string, number = 1): Promise<void> {
  const event = {
    key: `${pbxCallId}-r${number}`,
    pbxCallId,
    kind: "recorded",
    occurredAt: rig.env.now() + number,
    recording: { url: `https://pbx.example/r/${number}` },
  };
  await rig.post(event as PhoneEvent);
  await rig.engine.idle();
}

const writes = () => rig.helpdesk.sent().filter((one) => !one.startsWith("GET"));

describe("a journal entry of a template that can revise it", () => {
  it("gets the recording that comes later, in place", async () => {
    const id = await place();
    expect(rig.helpdesk.journals).toMatchObject([{ recording: "" }]);
    await record(id);
    expect(writes()).toEqual(["POST /journals", "PUT /journals/j1"]);
    expect(rig.helpdesk.journals).toMatchObject([{ recording: "https://pbx.example/r/1" }]);
  });

  it("is revised once more when it changes once more, and not by a repetition", async () => {
    const id = await place();
    await record(id, 1);
    await record(id, 1);
    await record(id, 2);
    expect(writes()).toEqual(["POST /journals", "PUT /journals/j1", "PUT /journals/j1"]);
    expect(rig.helpdesk.journals).toMatchObject([{ recording: "https://pbx.example/r/2" }]);
    expect((await rig.look(id)).states.filter((one) => one.startsWith("journal-update"))).toEqual([
      "journal-update done",
    ]);
  });

  it("is not revised for a recording whose link is switched off", async () => {
    const id = await place({}, { ...NO_TICKET, callJournal: { recordingLink: false } });
    await record(id);
    expect(writes()).toEqual(["POST /journals"]);
  });

  it("carries the agent's note, written during or after the call", async () => {
    const id = await place();
    const { call } = await rig.look(id);
    await rig.engine.writeNote(call.id, { text: "Wants a refund", tags: ["refund"] });
    await rig.engine.idle();
    await rig.engine.writeNote(call.id, { text: "Wants a refund", tags: ["refund"] });
    await rig.engine.idle();
    expect(writes()).toEqual(["POST /journals", "PUT /journals/j1"]);
    expect(rig.helpdesk.journals).toMatchObject([{ note: "Wants a refund" }]);
  });

  it("is revised when what it tells changes while the entry is under way", async () => {
    let id = "";
    rig = await openRig({ settings: NO_TICKET, template: (xml) => withJournalUpdate(xml) });
    rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
    rig.helpdesk.interfere(async (request, received) => {
      if (request !== "POST /journals") return undefined;
      id = (JSON.parse(received.body) as { call: string }).call;
      const recording = { url: "https://pbx.example/r/early" };
      await rig.post({ key: "early", pbxCallId: id, kind: "recorded", occurredAt: rig.env.now(), recording });
      return undefined;
    });
    await rig.place(SCRIPTS.answered({ number: KNOWN, extension: "1001", ringSeconds: 0, talkSeconds: 0 }));
    await rig.engine.idle();
    expect(rig.helpdesk.journals).toMatchObject([{ recording: "https://pbx.example/r/early" }]);
  });

  it("stays as it is, with the reason, when the helpdesk gave no id", async () => {
    rig = await openRig({ settings: NO_TICKET, template: (xml) => withJournalUpdate(xml) });
    rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
    rig.helpdesk.interfere((request) => (request === "POST /journals" ? { status: 201, body: {} } : undefined));
    const id = await rig.place(SCRIPTS.answered({ number: KNOWN, extension: "1001", ringSeconds: 0, talkSeconds: 0 }));
    await record(id);
    expect(writes()).toEqual(["POST /journals"]);
    expect((await rig.look(id)).skips).toContain("journal-update journal-unnamed");
  });
});

describe("a template that cannot revise its entries", () => {
  it("leaves them as they are and says so", async () => {
    const id = await place({ update: false });
    await record(id);
    expect(writes()).toEqual(["POST /journals"]);
    expect((await rig.look(id)).skips).toContain("journal-update template-cannot");
  });

  it("writes an entry that it left out for want of a recording once the recording is there", async () => {
    const id = await place({ update: false, onlyWithRecording: true });
    expect(rig.helpdesk.journals).toEqual([]);
    await record(id);
    expect(rig.helpdesk.journals).toMatchObject([{ recording: "https://pbx.example/r/1" }]);
    await record(id, 2);
    expect(rig.helpdesk.journals).toHaveLength(1);
  });
});

describe("the note of a call", () => {
  it("goes to the end of a description that does not name it", async () => {
    rig = await openRig({
      settings: { callJournal: { enabled: false } },
      template: (xml) =>
        xml
          .replace(
            /(Id="CreateNewTicket" Type="REST"><Presets\/>)<Parameters\/>/,
            '$1<Parameters><Parameter Name="Description" Value="Call from {{.Call_From}}"/></Parameters>',
          )
          .replace("&quot;owner&quot;", "&quot;text&quot;:&quot;{{.Description}}&quot;,&quot;owner&quot;"),
    });
    rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
    const events: PhoneEvent[] = [];
    const base = { pbxCallId: "n1", from: KNOWN, to: "020001000", direction: "inbound" as const };
    const at = rig.env.now();
    events.push({ ...base, key: "1", kind: "ringing", extension: "1001" as never, occurredAt: at });
    events.push({ ...base, key: "2", kind: "answered", extension: "1001" as never, occurredAt: at });
    await rig.post(...events);
    await rig.engine.idle();
    const { call } = await rig.look("n1");
    await rig.engine.writeNote(call.id, { text: 'Says "urgent"', tags: ["vip", "refund"] });
    await rig.post({ ...base, key: "3", kind: "ended", occurredAt: at + 1000 });
    await rig.engine.idle();
    expect(rig.helpdesk.tickets).toMatchObject([{ text: `Call from ${KNOWN}\n\nSays "urgent"\n[vip, refund]` }]);
    await rig.engine.writeNote(call.id, { text: "Called back", tags: [] });
    await rig.engine.idle();
    expect(writes()).toEqual(["POST /tickets", "PUT /tickets/500"]);
  });

  it("of a call that is not there is refused", async () => {
    rig = await openRig();
    await expect(rig.engine.writeNote("nothing", { text: "", tags: [] })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
