import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSimulator, SCRIPTS, type Script } from "../src/pbx/index.ts";
import type { Rehearsal } from "../src/pipeline/index.ts";
import { realEnv } from "../src/server/index.ts";
import { cli } from "./support/cli.ts";
import { openRequestTracker, type RequestTracker, RT_TOKEN } from "./support/helpdesks/request-tracker.ts";
import { RT_CONFIG, rtEnvironment } from "./support/rt-config.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

const KNOWN = "+66812345678";
const UNKNOWN = "+66899999999";
/** As in the set-up, where what is left out takes its default. */
const SETTINGS = {
  contactCreation: { method: "automatic" },
  parameters: { CallJournal: { JournalQueue: "General" } },
};
let helpdesk: RequestTracker;
let running: RunningServer;
/** The PBX's ids of the calls. */
const ids: string[] = [];

beforeAll(async () => {
  helpdesk = await openRequestTracker();
  running = await openServer(RT_CONFIG, { environment: rtEnvironment(helpdesk.address) });
  await place(SCRIPTS.answered({ number: KNOWN, extension: "1001", ringSeconds: 5, talkSeconds: 42 }));
  await place(SCRIPTS.missed({ number: KNOWN, extension: "1001" }));
  await place(SCRIPTS["outbound-answered"]({ number: KNOWN, extension: "1001" }));
  await place(SCRIPTS.answered({ number: UNKNOWN, extension: "1002" }));
});
afterAll(async () => {
  await running.close();
  await helpdesk.close();
});

async function place(script: Script): Promise<void> {
  const post = (events: Parameters<typeof running.server.engine.acceptEvents>[1]) =>
    running.server.engine.acceptEvents("office", events);
  ids.push(await createSimulator({ env: realEnv, speed: Number.POSITIVE_INFINITY, post }).place(script));
  await running.server.engine.idle();
}

async function rehearse(body: object): Promise<Rehearsal> {
  const { status, body: rehearsal, text } = await running.ask("POST", "/api/v1/integrations/rt/rehearsals", body);
  expect(status, text).toBe(200);
  return rehearsal;
}

describe("a rehearsal", () => {
  it("tells that nothing would change when nothing is changed", async () => {
    const { totals, calls } = await rehearse({});
    expect(calls.flatMap(({ diff }) => [...diff.decisions, ...diff.requests])).toEqual([]);
    expect(totals).toEqual({ calls: 4, same: 4, changed: 0 });
    expect(calls.every(({ now }) => now.requests.length > 0)).toBe(true);
  });

  it("shows line by line what another revision would have written", async () => {
    const xml = readFileSync(new URL("../templates/request-tracker/template.xml", import.meta.url), "utf8");
    const changed = xml.replace("{{.Call_Log_Status}}, talked", "{{.Call_Log_Status}} (talk) for");
    const uploaded = await fetch(`${running.server.address}/api/v1/templates`, {
      method: "POST",
      headers: { "content-type": "application/xml", authorization: `Bearer ${running.server.adminToken?.reveal()}` },
      body: changed,
    });
    expect(uploaded.status).toBe(201);
    const { totals, calls, templateRevision } = await rehearse({ templateRevision: 2 });
    expect([templateRevision, totals]).toEqual([2, { calls: 4, same: 0, changed: 4 }]);
    for (const { diff } of calls) {
      expect(diff.decisions).toEqual([]);
      expect(diff.requests).toMatchObject([{ feature: "call-journal", name: "CallJournal", change: "changes" }]);
    }
    const lines = calls.at(-1)?.diff.requests[0]?.lines ?? [];
    expect(lines.map(({ sign }) => sign).join("")).toBe("   -+  ");
    expect(lines[0]?.text).toMatch(/^POST http:.*\/ticket\/\d+\/comment$/);
    expect(lines.find(({ sign }) => sign === "+")?.text).toContain("ANSWERED (talk) for 00:00:42");
  });

  it("tells when tickets would be made before the call instead, with the ids of then", async () => {
    const { calls } = await rehearse({ settings: { ...SETTINGS, autoTicket: { when: "before" } }, calls: [ids[0]] });
    expect(calls).toHaveLength(1);
    const { decisions, requests } = calls[0]?.diff ?? { decisions: [], requests: [] };
    expect(decisions).toMatchObject([
      { feature: "auto-ticket", change: "changes", before: { trigger: "ended" }, after: { trigger: "ringing" } },
      { feature: "ticket-update", change: "appears", after: { verdict: "fired" } },
    ]);
    expect(requests.map(({ name, change }) => `${name} ${change}`)).toEqual([
      "CreateNewTicket changes",
      "UpdateTicket appears",
    ]);
    expect(requests[0]?.lines.filter(({ sign }) => sign === "+")[0]?.text).toContain("Inbound call, Ringing: ");
    expect(requests[1]?.lines[0]).toEqual({
      sign: "+",
      text: `PUT ${helpdesk.address}/REST/2.0/ticket/${helpdesk.state.tickets[0]?.id}`,
    });
  });

  it("tells which features would appear and vanish, and why", async () => {
    const settings = { contactCreation: { method: "off" }, callJournal: { enabled: false } };
    const { totals, calls } = await rehearse({ settings });
    expect(totals).toEqual({ calls: 4, same: 0, changed: 4 });
    const [unknown, outbound] = calls;
    expect(unknown?.diff.decisions.map(({ feature, change, after }) => `${feature} ${change} ${after?.code}`)).toEqual([
      "contact-creation vanishes switched-off",
      "auto-ticket vanishes contact-unknown",
      "call-journal vanishes switched-off",
    ]);
    expect(unknown?.diff.requests.map(({ name, change }) => `${name} ${change}`)).toEqual([
      "contacts vanishes",
      "CreateNewTicket vanishes",
      "CallJournal vanishes",
    ]);
    expect(outbound?.diff.requests.map(({ name }) => name)).toEqual(["CallJournal"]);
    expect(outbound?.diff.requests[0]?.lines.every(({ sign }) => sign === "-")).toBe(true);
  });

  it("sends nothing, changes nothing that is stored, and shows no secret", async () => {
    const look = async () => {
      const traces = await Promise.all(ids.map((id) => running.ask("GET", `/api/v1/calls/${id}/trace`)));
      const integration = await running.ask("GET", "/api/v1/integrations/rt");
      return [...traces, integration].map(({ text }) => text);
    };
    const before = await look();
    const asked = helpdesk.requests.length;
    const rehearsal = await rehearse({ settings: { autoTicket: { when: "before" }, popup: { enabled: false } } });
    await running.server.engine.idle();
    expect(helpdesk.requests.length).toBe(asked);
    expect(await look()).toEqual(before);
    expect(rehearsal.totals.changed).toBeGreaterThan(0);
    expect(JSON.stringify(rehearsal)).not.toContain(RT_TOKEN);
  });

  it("takes the newest calls, or those before a time", async () => {
    const two = await rehearse({ calls: { limit: 2 } });
    expect(two.calls.map(({ call }) => call.pbxCallId)).toEqual([ids[3], ids[2]]);
    const rest = await rehearse({ calls: { before: two.calls[1]?.call.startedAt } });
    expect(rest.calls.map(({ call }) => call.pbxCallId)).toEqual([ids[1], ids[0]]);
  });

  it.each([
    [{ templateRevision: 99 }, 404, 'the template of integration \\"rt\\" has no revision 99'],
    [{ calls: ["nonsense"] }, 404, 'integration \\"rt\\" has no call \\"nonsense\\"'],
    [{ settings: { autoTicket: { when: "never" } } }, 400, "settings.autoTicket.when"],
    [{ settings: { parameters: { CallJournal: { Nonsense: "x" } } } }, 400, 'has no parameter \\"Nonsense\\"'],
  ])("%j is refused with %i", async (body, status, said) => {
    const answer = await running.ask("POST", "/api/v1/integrations/rt/rehearsals", body);
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(said)]);
  });

  it("of an integration that is not there is refused", async () => {
    expect((await running.ask("POST", "/api/v1/integrations/other/rehearsals", {})).status).toBe(404);
  });
});

describe("deskbell rehearse", () => {
  const command = (...args: string[]) =>
    cli(["rehearse", "rt", "--server", running.server.address, ...args], {
      env: { DESKBELL_TOKEN: running.server.adminToken?.reveal() },
      cwd: running.folder,
    });

  it("tells the difference in words and lines", async () => {
    const settings = { ...SETTINGS, callJournal: { outcomes: ["answered"] }, autoTicket: { outcomes: [] } };
    writeFileSync(join(running.folder, "settings.json"), JSON.stringify(settings));
    const { out, code } = await command("--settings", "settings.json");
    expect(code).toBe(0);
    expect(out).toContain("  auto-ticket vanishes: left out at ended: the call ended as inbound-answered");
    expect(out).toMatch(
      / {2}call-journal: request CallJournal changes\n {4}- POST \S+\/comment\n {4}\+ POST \S+\/ticket\n/,
    );
    expect(out).toMatch(/\n4 calls: 1 the same, 3 changed\n$/);
  });

  it("takes the settings of a configuration file, and gives data", async () => {
    writeFileSync(join(running.folder, "deskbell.yaml"), RT_CONFIG.replace("automatic", "off"));
    const { out } = await command("--settings", "deskbell.yaml", "--json");
    expect((JSON.parse(out) as Rehearsal).totals).toEqual({ calls: 4, same: 3, changed: 1 });
  });

  it("says that nothing would change", async () => {
    expect((await command("--limit", "1")).out).toMatch(/\n1 call: 1 the same, 0 changed\n$/);
  });

  it.each([
    ["nonsense.json", "{", "nonsense.json"],
    ["other.yaml", "integrations: []", 'other.yaml has no integration "rt"'],
  ])("refuses %s", async (file, text, said) => {
    writeFileSync(join(running.folder, file), text);
    const result = await command("--settings", file);
    expect([result.code, result.said]).toEqual([2, expect.stringContaining(said)]);
  });
});
