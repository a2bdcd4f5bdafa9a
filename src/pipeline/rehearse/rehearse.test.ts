import { afterEach, describe, expect, it } from "vitest";
import { KNOWN, openRig, type Rig, type RigOptions, UNKNOWN } from "../../../test/support/pipeline/rig.ts";
import { HOUR, MINUTE } from "../../base/index.ts";
import type { PhoneEvent } from "../../domain/index.ts";
import type { SettingsInput } from "../../features/index.ts";
import { createSimulator, SCRIPTS, type ScriptName } from "../../pbx/index.ts";
import { purgeExchanges } from "../../store/index.ts";
import type { Runtimes } from "../runtime.ts";
import type { CallChoice } from "./choose-calls.ts";
import type { Change } from "./other-runtime.ts";
import { type Rehearsal, rehearse } from "./rehearse.ts";

let rig: Rig;
let runtimes: Runtimes;
afterEach(() => rig.close());

async function open(options: RigOptions = {}): Promise<void> {
  rig = await openRig({
    ...options,
    wrapRuntimes: (all) => {
      runtimes = all;
      return all;
    },
  });
  rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
}

const replay = (change: Change = {}, choice: CallChoice = { limit: 200 }): Promise<Rehearsal> =>
  rehearse("desk", change, choice, { store: rig.store, runtimes, env: rig.env });

const diffs = ({ calls }: Rehearsal) => calls.flatMap(({ diff }) => [...diff.decisions, ...diff.requests]);

const SETTINGS: Readonly<Record<string, SettingsInput>> = {
  defaults: {},
  "tickets before the call": { autoTicket: { when: "before" }, contactCreation: { method: "automatic" } },
  "pop-ups at the answer": { popup: { trigger: "answered" }, contactCreation: { method: "automatic" } },
  "pop-ups at the end": { popup: { trigger: "ended" }, autoTicket: { when: "off" } },
  "the phonebook first": { contactSync: { alwaysQuery: false } },
  "nobody looked up": { contactSync: { enabled: false } },
  rehearsing: { helpdesk: { dryRun: true }, contactCreation: { method: "automatic" } },
};

describe("without a change each call would go the same way", () => {
  it.each(Object.keys(SETTINGS))("with %s", async (name) => {
    await open({ settings: SETTINGS[name] as SettingsInput });
    for (const number of [KNOWN, UNKNOWN]) {
      for (const script of Object.keys(SCRIPTS) as ScriptName[]) await rig.place(SCRIPTS[script]({ number }));
    }
    await rig.place(SCRIPTS.missed({ number: "" }));
    const rehearsal = await replay();
    expect(diffs(rehearsal)).toEqual([]);
    expect(rehearsal.totals).toEqual({ calls: 21, same: 21, changed: 0 });
  });

  it.each(["defaults", "tickets before the call", "pop-ups at the end"])(
    "in its own time too, with %s",
    async (name) => {
      await open({ settings: SETTINGS[name] as SettingsInput });
      const post = (events: readonly PhoneEvent[]) => rig.engine.acceptEvents("pbx", events);
      const simulator = createSimulator({ env: rig.env, post, wait: (ms) => rig.skip(ms) });
      for (const number of [KNOWN, UNKNOWN]) {
        for (const script of Object.keys(SCRIPTS) as ScriptName[]) {
          await simulator.place(SCRIPTS[script]({ number }));
          await rig.skip(5000);
        }
      }
      const rehearsal = await replay();
      expect(diffs(rehearsal)).toEqual([]);
      expect(rehearsal.totals.calls).toBe(20);
    },
  );

  it("when its end was never told", async () => {
    await open({ settings: { contactCreation: { method: "automatic" } } });
    const at = rig.env.now();
    await rig.post({
      key: "x",
      pbxCallId: "x",
      kind: "ringing",
      occurredAt: at,
      from: KNOWN,
      extension: "1001",
    } as PhoneEvent);
    await rig.engine.idle();
    await rig.skip(5 * HOUR);
    await rig.skip(5000);
    const rehearsal = await replay();
    expect(rehearsal.totals.calls).toBe(1);
    expect(diffs(rehearsal)).toEqual([]);
  });
});

describe("what the helpdesk answered then", () => {
  const answered = (number: string) => SCRIPTS.answered({ number, extension: "1001" });

  it("is its answer now: the contact and the ticket of then stand in what would be sent", async () => {
    await open();
    await rig.place(answered(KNOWN));
    await rig.addRevision((xml) =>
      xml.replace("ticket:TicketId", "x").replace("/journals", "/tickets/{{.TicketId}}/log"),
    );
    const asked = rig.helpdesk.sent().length;
    const { calls } = await replay({ templateRevision: 2 });
    expect(calls[0]?.now.requests.at(-1)).toMatchObject({
      url: `${rig.helpdesk.address}/tickets/500/log`,
      body: expect.stringContaining('"contact":"7"'),
    });
    expect(rig.helpdesk.sent()).toHaveLength(asked);
  });

  it("counts also where it had nobody: what would be new stands under 0", async () => {
    await open({ settings: { contactCreation: { method: "off" } } });
    await rig.place(answered(UNKNOWN));
    const { calls } = await replay({ settings: { contactCreation: { method: "automatic" } } });
    const [call] = calls;
    expect(call?.diff.decisions).toMatchObject([
      { feature: "contact-creation", change: "appears" },
      { feature: "auto-ticket", change: "appears" },
    ]);
    expect(call?.now.requests.map(({ name }) => name)).toEqual(["contacts", "CreateNewTicket", "CallJournal"]);
    expect(call?.now.requests[1]?.body).toContain('"contact":"0"');
    expect(call?.now.requests[2]?.body).toContain('"ticket":"0"');
  });

  it("is unknown where nobody was asked", async () => {
    await open({ settings: { contactSync: { enabled: false } } });
    await rig.place(answered(KNOWN));
    const { calls } = await replay({ settings: {} });
    expect(calls[0]?.diff.decisions).toMatchObject([
      { feature: "contact-sync", change: "appears" },
      { feature: "contact-creation", change: "changes", after: { code: "lookup-failed" } },
      { feature: "auto-ticket", change: "changes", after: { code: "lookup-failed" } },
    ]);
    expect(rig.helpdesk.sent().filter((one) => one.startsWith("GET"))).toEqual([]);
  });

  it("a refusal stays one unless something else would be sent", async () => {
    await open({ settings: { autoTicket: { when: "before" } } });
    rig.helpdesk.interfere((request) => (request === "POST /tickets" ? { status: 422, body: {} } : undefined));
    const id = await rig.place(answered(KNOWN));
    expect((await rig.look(id)).skips).toContain("ticket-update ticket-missing");
    expect(diffs(await replay())).toEqual([]);
    await rig.addRevision((xml) => xml.replace("{{.address}}/tickets", "{{.address}}/new-tickets"));
    const { calls } = await replay({ templateRevision: 2 });
    expect(calls[0]?.diff.decisions).toMatchObject([{ feature: "ticket-update", change: "appears" }]);
    expect(calls[0]?.diff.requests.map(({ name, change }) => `${name} ${change}`)).toEqual([
      "CreateNewTicket changes",
      "UpdateTicket appears",
      "CallJournal changes",
    ]);
  });

  it("a look-up that failed has failed", async () => {
    await open();
    rig.helpdesk.interfere((request) => (request.startsWith("GET /contacts") ? { status: 403, body: {} } : undefined));
    const id = await rig.place(answered(KNOWN));
    expect((await rig.look(id)).match).toBe("failed");
    expect(diffs(await replay())).toEqual([]);
  });

  it("a contact that an agent created by hand was there from then on", async () => {
    await open({ settings: { contactCreation: { method: "manual" } } });
    const id = await rig.place(answered(UNKNOWN));
    const { call } = await rig.look(id);
    await rig.skip(1000);
    await rig.engine.createContact(call.id, "desk", {});
    await rig.engine.idle();
    expect((await rig.look(id)).match).toBe("known");
    expect(diffs(await replay())).toEqual([]);
  });

  it("is not compared where what was sent is no longer stored", async () => {
    await open();
    await rig.place(answered(KNOWN));
    await rig.store.write(() => purgeExchanges(rig.env.now() + 1, 100));
    const rehearsal = await replay({ settings: { parameters: {} } });
    expect(diffs(rehearsal)).toEqual([]);
    expect(rehearsal.calls[0]?.notCompared).toEqual(["auto-ticket", "call-journal"]);
  });

  it("does not matter where the template cannot do what is wanted: that is the news", async () => {
    await open();
    await rig.place(answered(KNOWN));
    await rig.addRevision((xml) => xml.replaceAll("{{.address}}", "{{.address | nonsense}}"));
    const { calls } = await replay({ templateRevision: 2 });
    expect(calls[0]?.diff.requests[0]?.lines.filter(({ sign }) => sign === "+")).toMatchObject([
      { text: expect.stringMatching(/^not sent: .*"nonsense" not defined/) },
    ]);
  });

  it("a choice among several contacts is the agent's of then, or nobody's", async () => {
    await open({ settings: { matching: { severalContacts: "ask", askMinutes: 5 } } });
    rig.helpdesk.contacts.push({ id: "8", name: "Kanda", phone: KNOWN });
    const ids = [await rig.place(answered(KNOWN)), await rig.place(answered(KNOWN))];
    const { call, match } = await rig.look(ids[0] as string);
    expect(match).toBe("ambiguous");
    await rig.engine.pickContact(call.id, "desk", { type: "contacts", id: "8" });
    await rig.skip(10 * MINUTE);
    const rehearsal = await replay();
    expect(diffs(rehearsal)).toEqual([]);
    expect(rehearsal.calls.map(({ now }) => now.requests.length)).toEqual([1, 2]);
  });
});

describe("a revision with another field", () => {
  const withField = (attributes: string) => (xml: string) =>
    xml
      .replace(
        'Key="address"/>',
        `Key="address"/><Parameter Father="CustomFieldList" Name="site" Editor="string" Title="Site" ${attributes} Key="site"/>`,
      )
      .replace("{{.address}}/journals", "{{.address}}/{{.site}}/journals");

  it("has the author's value", async () => {
    await open();
    await rig.place(SCRIPTS.missed({ number: KNOWN }));
    await rig.addRevision(withField('Value="east"'));
    const { calls } = await replay({ templateRevision: 2 });
    expect(calls[0]?.diff.requests[0]?.lines).toContainEqual({
      sign: "+",
      text: expect.stringContaining("/east/journals"),
    });
  });

  it("shows no secret of the author's", async () => {
    await open();
    await rig.place(SCRIPTS.missed({ number: KNOWN }));
    await rig.addRevision((xml) =>
      withField('Value="canary"')(xml).replace('Editor="string" Title="Site"', 'Editor="password" Title="Site"'),
    );
    const rehearsal = await replay({ templateRevision: 2 });
    expect(JSON.stringify(rehearsal)).toContain("/***/journals");
    expect(JSON.stringify(rehearsal)).not.toContain("canary");
  });

  it("is refused when it has none", async () => {
    await open();
    await rig.addRevision(withField(""));
    await expect(replay({ templateRevision: 2 })).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      problems: [{ path: "fields.site", message: expect.stringContaining("has no value") }],
    });
  });
});
