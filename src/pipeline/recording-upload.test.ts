import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Answer, ReceivedRequest } from "../../test/support/http-helpdesk.ts";
import { withUpload } from "../../test/support/pipeline/desk-template.ts";
import { KNOWN, openRig, type Rig, type RigOptions } from "../../test/support/pipeline/rig.ts";
import { readMultipart } from "../../test/support/read-multipart.ts";
import { HOUR, SECOND } from "../base/index.ts";
import type { PhoneEvent, Recording } from "../domain/index.ts";
import type { SettingsInput } from "../features/index.ts";
import { SCRIPTS } from "../pbx/index.ts";
import { claimDeliveries } from "../store/index.ts";
import { rehearse } from "./rehearse/rehearse.ts";
import type { AudioAnswer, Runtimes } from "./runtime.ts";

const AUDIO = Buffer.from("RIFF....WAVE");
const NO_TICKET: SettingsInput = { autoTicket: { when: "off" } };
const FILE = {
  name: "call.wav",
  contentType: "audio/wav",
  bytes: AUDIO.length,
  async *open() {
    yield AUDIO;
  },
};
const READY: AudioAnswer = { state: "ready", file: FILE };

let rig: Rig;
let runtimes: Runtimes;
let audio: AudioAnswer;
let asked: number;
let refuseTickets: boolean;
let answering: (count: number) => Answer;
/** What came at the address for recordings. */
let uploads: ReceivedRequest[];
beforeEach(() => {
  audio = READY;
  asked = 0;
  refuseTickets = false;
  uploads = [];
});
afterEach(() => rig.close());

const recordings: RigOptions["recordings"] = {
  addressFor: async () => "https://deskbell.example/r",
  canFetch: ({ file }) => file !== undefined,
  async audioFor() {
    asked++;
    return audio;
  },
};

async function open(
  answer: (count: number) => Answer = () => ({ status: 201, body: {} }),
  { path = "/journals/{{.JournalId}}/audio", more = "", settings = NO_TICKET } = {},
  withoutTicket = false,
): Promise<void> {
  refuseTickets = withoutTicket;
  answering = answer;
  const wrapRuntimes = (all: Runtimes) => {
    runtimes = all;
    return all;
  };
  rig = await openRig({ settings, recordings, wrapRuntimes, template: (xml) => withUpload(xml, path, more) });
  rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
  rig.helpdesk.interfere((request, received) => {
    if (request.startsWith("GET /uploaded")) return { body: { items: uploads.map(() => ({ id: "f1" })) } };
    if (request === "POST /tickets" && refuseTickets) return { status: 400, body: {} };
    if (!request.endsWith("/audio")) return undefined;
    uploads.push(received);
    return answering(uploads.length);
  });
}

/** A call of which the PBX names a recording afterwards. */
async function place(recording: Recording = { file: "1.wav" }): Promise<string> {
  const id = await rig.place(SCRIPTS.answered({ number: KNOWN, extension: "1001", ringSeconds: 0, talkSeconds: 0 }));
  await record(id, recording);
  return id;
}

async function record(pbxCallId: string, recording: Recording, number = 1): Promise<void> {
  const occurredAt = rig.env.now() + number;
  await rig.post({ key: `${pbxCallId}-r${number}`, pbxCallId, kind: "recorded", occurredAt, recording } as PhoneEvent);
  await rig.engine.idle();
}

const DROP: Answer = (_request, _response, socket) => void socket.destroy();
const upload = async (id: string) =>
  (await rig.look(id)).deliveries.find(({ feature }) => feature === "recording-upload");

describe("a recording", () => {
  it("is handed over once, to the entry that was made for its call", async () => {
    await open();
    const id = await place();
    await record(id, { file: "1.wav" }, 2);
    await record(id, { file: "2.wav" }, 3);
    expect(uploads.map(({ url }) => url)).toEqual(["/journals/j1/audio"]);
    const [got] = uploads;
    expect(got && readMultipart(got.headers, got.bytes)).toEqual({
      fields: [["call", id]],
      file: { field: "audio", name: "call.wav", contentType: "audio/wav", bytes: AUDIO },
    });
    expect((await rig.look(id)).states).toContain("recording-upload done");
  });

  it("goes to the ticket where the template says so", async () => {
    await open(undefined, { path: "/tickets/{{.TicketId}}/audio", settings: {} });
    await place();
    expect(uploads.map(({ url }) => url)).toEqual(["/tickets/500/audio"]);
  });

  it("that has no ticket to go to is left, until the ticket is there after all", async () => {
    await open(undefined, { path: "/tickets/{{.TicketId}}/audio", settings: {} }, true);
    const id = await place();
    expect((await rig.look(id)).skips).toContain("recording-upload no-ticket");
    expect(uploads).toEqual([]);
    refuseTickets = false;
    const ticket = (await rig.look(id)).deliveries.find(({ feature }) => feature === "auto-ticket");
    await rig.engine.replayDelivery(ticket?.id ?? "");
    await rig.engine.idle();
    expect(uploads.map(({ url }) => url)).toEqual(["/tickets/500/audio"]);
  });

  it("that the PBX has not finished is asked for again, and neither the helpdesk nor anything else waits", async () => {
    await open(undefined, { settings: {} });
    audio = { state: "later" };
    const id = await place();
    expect(await upload(id)).toMatchObject({ state: "waiting", note: expect.stringContaining("PBX"), inDoubt: false });
    const { call } = await rig.look(id);
    await rig.engine.writeNote(call.id, { text: "Call back", tags: [] });
    await rig.engine.idle();
    expect(rig.helpdesk.sent()).toContain("PUT /tickets/500");
    audio = READY;
    await rig.skip(6 * SECOND);
    expect([await upload(id), uploads.length]).toMatchObject([{ state: "done", attempt: 2 }, 1]);
  });

  it.each([
    ["gone", "nobody has the recording"],
    ["withdrawn", "withdrawn"],
    ["none", "cannot be fetched"],
  ] as const)("that is %s becomes a dead letter that says so", async (state, words) => {
    await open();
    audio = { state };
    expect(await upload(await place())).toMatchObject({ state: "dead", note: expect.stringContaining(words) });
    expect(uploads).toEqual([]);
  });

  it("that cannot be fetched from its PBX is left with the reason", async () => {
    await open();
    const id = await place({ url: "https://pbx.example/1.wav" });
    expect((await rig.look(id)).skips).toContain("recording-upload no-audio");
    expect(asked).toBe(0);
  });

  it("is shown in a rehearsal, held, and handed over when it is replayed", async () => {
    await open(undefined, { settings: { ...NO_TICKET, helpdesk: { dryRun: true } } });
    const id = await place();
    expect((await rig.look(id)).states).toEqual(["contact-sync done", "call-journal held", "recording-upload held"]);
    expect([asked, uploads]).toEqual([0, []]);
  });
});

describe("a rehearsal of calls whose recording was handed over", () => {
  it.each(["/journals/{{.JournalId}}/audio", "/tickets/{{.TicketId}}/audio"])("goes the same way, %s", async (path) => {
    await open(undefined, { path, settings: {} });
    await place();
    expect(uploads).toHaveLength(1);
    const tools = { store: rig.store, runtimes, env: rig.env };
    const rehearsal = await rehearse("desk", {}, { limit: 10 }, tools);
    expect(rehearsal.calls.map(({ diff }) => diff)).toEqual([{ decisions: [], requests: [] }]);
    const body = `call=${rehearsal.calls[0]?.call.pbxCallId}\naudio=<recording, audio/wav>`;
    expect(rehearsal.calls[0]?.now.requests).toContainEqual(expect.objectContaining({ body }));
    expect([asked, uploads.length]).toEqual([1, 1]);
  });
});

describe("a recording of which nobody knows whether the helpdesk has it", () => {
  it("waits for a person", async () => {
    await open(() => DROP);
    const id = await place();
    expect(await upload(id)).toMatchObject({ state: "dead", inDoubt: true, note: expect.stringMatching(/^uncertain/) });
    await rig.skip(HOUR);
    expect(uploads).toHaveLength(1);
  });

  it.each([
    ["is left to a person after a kill", "", "dead", 1],
    [
      "is handed over again after a kill where the key makes it safe",
      '<Parameter Father="Deskbell" Name="IdempotencyHeader" Value="X-Once"/>',
      "done",
      2,
    ],
  ])("%s", async (_, more, state, sent) => {
    await open(() => ({ status: 503, body: {} }), { more });
    const id = await place();
    await rig.engine.stop();
    const now = rig.env.now() + 10 * SECOND;
    // As a process leaves the store that dies in the middle of it.
    const wish = { integrationId: "desk", cap: 10, holder: "gone", now, leaseUntil: now + HOUR };
    expect(await rig.store.write(() => claimDeliveries(wish))).toHaveLength(1);
    await rig.stop();
    answering = () => ({ status: 201, body: {} });
    rig = await openRig({ from: rig, recordings });
    await rig.engine.idle();
    expect([await upload(id), uploads.length]).toMatchObject([{ state, inDoubt: state === "dead" }, sent]);
  });

  it("is handed over again with the same key where the template names the header", async () => {
    const more = '<Parameter Father="Deskbell" Name="IdempotencyHeader" Value="X-Once"/>';
    await open((count) => (count === 1 ? DROP : { status: 201, body: {} }), { more });
    const id = await place();
    await rig.skip(6 * SECOND);
    const keys = uploads.map(({ headers }) => headers["x-once"]);
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
    expect(await upload(id)).toMatchObject({ state: "done", inDoubt: false });
  });

  it("is handed over again where the administrator would rather have it twice", async () => {
    await open((count) => (count === 1 ? DROP : { status: 201, body: {} }), {
      settings: { ...NO_TICKET, helpdesk: { repeatInDoubt: true } },
    });
    const id = await place();
    await rig.skip(6 * SECOND);
    expect([await upload(id), uploads.length]).toMatchObject([{ state: "done" }, 2]);
  });

  it("is looked for by a request that names its own, never by one that looks for the entry", async () => {
    const finder = (of: string) =>
      `</Parameters><Outputs/></Request><Request Name="Find${of}" Method="GET" ResponseType="application/json" URLFormat="{{.address}}/uploaded"><Parameters><Parameter Father="Deskbell" Name="FindsEarlier" Value="${of}"/></Parameters><Outputs><Output Name="FileId" Path="items.#.id"/></Outputs></Request><Request Name="Spare" Method="POST" URLFormat=""><Parameters><Parameter Father="Deskbell" Name="Updates" Value="CallJournal"/>`;
    await open(() => DROP, { more: finder("CallJournal") });
    const first = await place();
    expect(await upload(first)).toMatchObject({ state: "dead", inDoubt: true });
    await rig.close();
    uploads = [];
    await open(() => DROP, { more: finder("UploadRecording") });
    const second = await place();
    await rig.skip(6 * SECOND);
    expect([await upload(second), uploads.length]).toMatchObject([{ state: "done", inDoubt: false }, 1]);
  });

  it("is handed over again when it broke off in the middle: no helpdesk has half a form", async () => {
    const bytes = 20_000_000;
    const large = { ...FILE, bytes, open: pieces };
    async function* pieces() {
      for (let sent = 0; sent < bytes; sent += 1_000_000) yield Buffer.alloc(1_000_000);
    }
    await open();
    audio = { state: "ready", file: { ...large, open: broken } };
    async function* broken() {
      yield Buffer.alloc(1000);
      throw new Error("the disk is gone");
    }
    const id = await place();
    expect(await upload(id)).toMatchObject({ state: "waiting", inDoubt: false });
    audio = { state: "ready", file: large };
    await rig.skip(6 * SECOND);
    expect(uploads).toHaveLength(1);
    expect(uploads[0]?.headers["content-length"]).toBe(String(uploads[0]?.bytes.length));
    expect(await upload(id)).toMatchObject({ state: "done" });
  });
});
