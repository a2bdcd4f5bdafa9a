import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DAY } from "../src/base/index.ts";
import { createSimulator, SCRIPTS, type Script } from "../src/pbx/index.ts";
import { checkConfigFile, realEnv } from "../src/server/index.ts";
import { listCalls, listChangesAfter, listContacts } from "../src/store/index.ts";
import { openRequestTracker, type RequestTracker, RT_TOKEN } from "./support/helpdesks/request-tracker.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

const KNOWN = "+66812345678";
const UNKNOWN = "+66877776666";
const EXTENSION = "1001";
const ENVIRONMENT = {
  RT_TOKEN,
  SALES_TOKEN: RT_TOKEN,
  PBX_TOKEN: "canary-events-token-5e1f7c",
  SINGAPORE_PBX_TOKEN: "canary-events-token-6f2a8d",
};

let helpdesk: RequestTracker;
let sales: RequestTracker;
let running: RunningServer;
let aheadMs: number;
const env = { ...realEnv, now: () => Date.now() + aheadMs };

beforeEach(async () => {
  aheadMs = 0;
  helpdesk = await openRequestTracker();
  sales = await openRequestTracker();
});
afterEach(async () => {
  await running.close();
  await helpdesk.close();
  await sales.close();
});

/** Starts a server with an example as it stands; only the helpdesks' addresses are those of the doubles. */
async function start(file: string): Promise<void> {
  const config = readFileSync(`examples/${file}`, "utf8")
    .replaceAll("https://rt.example.com", helpdesk.address)
    .replaceAll("https://sales.example.com", sales.address);
  running = await openServer(config, { environment: ENVIRONMENT, env });
}

/** Plays a call; gives the PBX's id of it. */
async function place(script: Script, connection = "office"): Promise<string> {
  const { engine } = running.server;
  const post = (events: Parameters<typeof engine.acceptEvents>[1]) => engine.acceptEvents(connection, events);
  const id = await createSimulator({ env, speed: Number.POSITIVE_INFINITY, post }).place(script);
  await engine.idle();
  return id;
}

const answered = (number: string, extension = EXTENSION) => SCRIPTS.answered({ number, extension });
const missed = (number: string, ringSeconds = 20) => SCRIPTS.missed({ number, extension: EXTENSION, ringSeconds });
const isFound = (number: string) => helpdesk.state.users.some(({ WorkPhone }) => WorkPhone === number);
const searches = () => helpdesk.requests.filter(({ url }) => url.startsWith("/REST/2.0/users")).length;
const writes = () =>
  helpdesk.requests.filter(({ method, url }) => method !== "GET" && !url.startsWith("/REST/2.0/users"));

const readChanges = () => running.server.store.read(() => listChangesAfter(0, 10_000));
const skips = async () =>
  (await readChanges()).flatMap((one) => (one.kind === "skip" ? [`${one.skip.feature} ${one.skip.code}`] : []));

/** A pop-up is told of again when more is known of its caller. */
async function popups(): Promise<string[]> {
  const changes = await readChanges();
  const shown = changes.flatMap((one) => (one.kind === "popup" && one.popup.state === "shown" ? [one.popup] : []));
  return [
    ...new Map(shown.map((popup) => [popup.id, `${popup.integrationId} ${popup.extension} ${popup.trigger}`])).values(),
  ];
}

/** Whom the pop-ups name. */
async function names(): Promise<string[]> {
  const changes = await readChanges();
  const popups = changes.flatMap((one) => (one.kind === "popup" ? [one.popup] : []));
  return [...new Map(popups.map(({ id, contactName }) => [id, contactName])).values()];
}

/** What each example is an example of. */
const EFFECTS: Readonly<Record<string, { readonly effect: string; readonly prove: () => Promise<void> }>> = {
  "deskbell.yaml": {
    effect: "opens a ticket for a contact that called, and writes the call into it",
    async prove() {
      await place(answered(KNOWN));
      expect(helpdesk.state.tickets).toMatchObject([
        { Subject: "Inbound call, Answered: +66812345678", Queue: "General", Requestor: ["kanda@cust.example"] },
      ]);
      expect(helpdesk.state.tickets[0]?.texts).toHaveLength(2);
      expect(await popups()).toEqual(["rt 1001 ringing"]);
    },
  },
  "contact-sync.yaml": {
    effect: "asks the helpdesk who a caller is, once, and writes nothing to it",
    async prove() {
      await place(answered(KNOWN));
      const once = searches();
      expect(once).toBeGreaterThan(0);
      await place(answered(KNOWN));
      expect(searches()).toBe(once);
      const [entry] = await running.server.store.read(() => listContacts("rt", 10));
      expect(entry?.contact.name).toBe("กานดา ใจงาม");
      expect(writes()).toEqual([]);
      expect(await popups()).toEqual([]);
    },
  },
  "phonebooks.yaml": {
    effect:
      "keeps the helpdesk's contacts in the phonebook chosen for them, and names on screen whom people wrote down",
    async prove() {
      const { store } = running.server;
      await place(missed(KNOWN));
      const { body } = await running.ask("GET", "/api/v1/phonebooks");
      expect((body as { phonebooks: object[] }).phonebooks).toMatchObject([
        { id: "customers", name: "Customers", integrationId: "rt", locked: true, contacts: 1 },
        { id: "suppliers", name: "Suppliers", locked: false, contacts: 0 },
      ]);
      expect(await store.read(() => listContacts("rt", 10))).toHaveLength(1);
      const supplier = { name: "Malee of Acme", numbers: [{ number: UNKNOWN }] };
      await running.ask("POST", "/api/v1/phonebooks/suppliers/contacts", supplier);
      await place(missed(UNKNOWN));
      expect(await names()).toEqual(["กานดา ใจงาม", "Malee of Acme"]);
    },
  },
  "contact-creation.yaml": {
    effect: "makes a contact of an unknown caller, and of no number that was dialled",
    async prove() {
      await place(answered(UNKNOWN));
      expect(helpdesk.state.users.at(-1)).toMatchObject({ RealName: `Caller ${UNKNOWN}`, WorkPhone: UNKNOWN });
      await place(SCRIPTS["outbound-answered"]({ number: "+66866665555", extension: EXTENSION }));
      expect(isFound("+66866665555")).toBe(false);
      expect(await skips()).toContain("contact-creation direction-off");
    },
  },
  "popups.yaml": {
    effect: "opens pop-ups as each extension has them set",
    async prove() {
      await place(SCRIPTS["ring-group"]({ number: KNOWN, extension: "1002", others: ["1003"] }));
      expect(await popups()).toEqual(["rt 1002 answered"]);
      expect(await skips()).toContain("popup switched-off");
      await place(missed(KNOWN));
      expect(await popups()).toEqual(["rt 1002 answered", "rt 1001 ringing"]);
    },
  },
  "call-journal.yaml": {
    effect: "writes an answered inbound call down with its recording, and no other",
    async prove() {
      const recordingUrl = "https://pbx.example.com/recordings/1.wav";
      await place(SCRIPTS.answered({ number: KNOWN, extension: EXTENSION, recordingUrl }));
      expect(helpdesk.state.tickets).toMatchObject([{ Queue: "General", Status: "resolved" }]);
      expect(helpdesk.state.tickets[0]?.texts[0]).toContain(recordingUrl);
      await place(missed(KNOWN));
      await place(SCRIPTS["outbound-answered"]({ number: KNOWN, extension: EXTENSION }));
      expect(helpdesk.state.tickets).toHaveLength(1);
      expect(await skips()).toEqual(expect.arrayContaining(["call-journal outcome-off", "call-journal direction-off"]));
    },
  },
  "ticket-before.yaml": {
    effect: "opens a ticket at ringing and brings it up to date at the end",
    async prove() {
      const { steps, name } = answered(KNOWN);
      const id = await place({ name, steps: steps.filter(({ event }) => event.kind === "ringing") });
      expect(helpdesk.state.tickets).toMatchObject([{ Queue: "Phone", Status: "new" }]);
      const ended = {
        key: "hang-up",
        pbxCallId: id,
        occurredAt: env.now(),
        kind: "ended",
        disposition: "answered",
      } as const;
      await running.server.engine.acceptEvents("office", [ended]);
      await running.server.engine.idle();
      expect(helpdesk.state.tickets).toMatchObject([{ Queue: "Phone", Status: "open" }]);
    },
  },
  "ticket-after.yaml": {
    effect: "opens a ticket for a missed call that rang long enough, and for no other",
    async prove() {
      await place(answered(KNOWN));
      await place(missed(KNOWN, 3));
      expect(helpdesk.state.tickets).toEqual([]);
      expect(await skips()).toEqual(expect.arrayContaining(["auto-ticket outcome-off", "auto-ticket rang-briefly"]));
      await place(missed(KNOWN));
      expect(helpdesk.state.tickets).toMatchObject([{ Queue: "Phone", Subject: `Ring back ${KNOWN}` }]);
    },
  },
  "user-association.yaml": {
    effect: "gives the ticket to whose extension had the call, by e-mail and by hand",
    async prove() {
      await running.server.engine.refreshUsers("rt");
      await place(answered(KNOWN, "1001"));
      await place(answered(KNOWN, "1002"));
      expect(helpdesk.state.tickets.map(({ Owner }) => Owner)).toEqual(["agent1001", "agent1004"]);
    },
  },
  "several-contacts.yaml": {
    effect: "lets the ticket wait until the agent has said who it was",
    async prove() {
      const [kanda] = helpdesk.state.users.filter(({ Name }) => Name === "kanda@cust.example");
      if (kanda) helpdesk.state.users.push({ ...kanda, number: 99, Name: "somsri@cust.example", RealName: "Somsri" });
      const id = await place(answered(KNOWN));
      expect(helpdesk.state.tickets).toEqual([]);
      const calls = await running.server.store.read(() => listCalls({ limit: 10 }));
      const call = calls.find(({ pbxCallId }) => pbxCallId === id);
      await running.server.engine.pickContact(String(call?.id), "rt", { type: "contacts", id: "somsri@cust.example" });
      await running.server.engine.idle();
      expect(helpdesk.state.tickets).toMatchObject([{ Requestor: ["somsri@cust.example"] }]);
    },
  },
  "dry-run.yaml": {
    effect: "looks the caller up and holds back what it would write",
    async prove() {
      await place(answered(KNOWN));
      expect(searches()).toBeGreaterThan(0);
      expect(writes()).toEqual([]);
      const held = (await readChanges()).flatMap((one) =>
        one.kind === "delivery" && one.delivery.state === "held" ? [one.delivery] : [],
      );
      expect(held.map(({ feature }) => feature)).toEqual(["auto-ticket", "call-journal"]);
    },
  },
  "retention.yaml": {
    effect: "forgets contacts after a month and calls after a quarter",
    async prove() {
      await place(answered(KNOWN));
      const left = async (days: number) => {
        aheadMs = days * DAY;
        await running.server.engine.acceptEvents("office", []);
        await running.server.engine.idle();
        const { store } = running.server;
        const [calls, contacts] = [
          await store.read(() => listCalls({ limit: 10 })),
          await store.read(() => listContacts("rt", 10)),
        ];
        return [calls.length, contacts.length];
      };
      expect(await left(29)).toEqual([1, 1]);
      expect(await left(31)).toEqual([1, 0]);
      expect(await left(91)).toEqual([0, 0]);
    },
  },
  "two-helpdesks.yaml": {
    effect: "opens a ticket in one helpdesk and a journal entry in the other for the same call",
    async prove() {
      const id = await place(answered(KNOWN));
      expect(helpdesk.state.tickets).toMatchObject([
        { Queue: "General", Status: "new", customFields: { "Call Id": id } },
      ]);
      expect(sales.state.tickets).toMatchObject([
        { Queue: "Phone", Status: "resolved", customFields: { "Call Id": id } },
      ]);
      await place(answered(UNKNOWN));
      expect([isFound(UNKNOWN), sales.state.users.some(({ WorkPhone }) => WorkPhone === UNKNOWN)]).toEqual([
        true,
        false,
      ]);
      expect(await popups()).toEqual(["support 1001 ringing", "support 1001 ringing"]);
    },
  },
  "two-pbxs.yaml": {
    effect: "brings the calls of both PBXs to one helpdesk, each to the user of its own extension",
    async prove() {
      await place(answered(KNOWN), "bangkok");
      await place(answered("+6581234567"), "singapore");
      expect(helpdesk.state.tickets.map(({ Owner, Requestor }) => [Owner, ...Requestor])).toEqual([
        ["agent1001", "kanda@cust.example"],
        ["agent1002", "tail@cust.example"],
      ]);
    },
  },
};

describe("the example", () => {
  const files = readdirSync("examples").filter((file) => file.endsWith(".yaml"));
  it.each(files.map((file) => [file, EFFECTS[file]?.effect ?? "has an effect that is proved"]))(
    "%s %s",
    async (file) => {
      expect(await checkConfigFile(`examples/${file}`, ENVIRONMENT)).toEqual([]);
      expect(readFileSync(`examples/${file}`, "utf8"), "begins with a comment that tells what it is for").toMatch(
        /^# .{30,}/,
      );
      await start(file);
      expect(EFFECTS).toHaveProperty([file]);
      await EFFECTS[file]?.prove();
    },
  );
});
