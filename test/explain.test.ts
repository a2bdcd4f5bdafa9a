import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSimulator, SCRIPTS, type Script } from "../src/pbx/index.ts";
import type { CallTrace } from "../src/pipeline/index.ts";
import { realEnv } from "../src/server/index.ts";
import { cli } from "./support/cli.ts";
import { openRequestTracker, type RequestTracker, RT_TOKEN } from "./support/helpdesks/request-tracker.ts";
import { RT_CONFIG, rtEnvironment } from "./support/rt-config.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

const KNOWN = "+66812345678";
let helpdesk: RequestTracker;
let running: RunningServer;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  helpdesk = await openRequestTracker();
  running = await openServer(RT_CONFIG, { environment: rtEnvironment(helpdesk.address) });
  env = { DESKBELL_TOKEN: running.server.adminToken?.reveal() };
});
afterAll(async () => {
  await running.close();
  await helpdesk.close();
});

async function place(script: Script): Promise<string> {
  const post = (events: Parameters<typeof running.server.engine.acceptEvents>[1]) =>
    running.server.engine.acceptEvents("office", events);
  const id = await createSimulator({ env: realEnv, speed: Number.POSITIVE_INFINITY, post }).place(script);
  await running.server.engine.idle();
  return id;
}

const explain = (call: string, ...more: string[]) =>
  cli(["explain", call, "--server", running.server.address, ...more], { env });

describe("the trace of a call", () => {
  it("tells what was heard, who it was, what each feature did, and each attempt", async () => {
    const id = await place(SCRIPTS.answered({ number: KNOWN, extension: "1001", ringSeconds: 5, talkSeconds: 42 }));
    const { out, code } = await explain(id);
    expect(code).toBe(0);
    expect(out).toContain(`(the PBX's ${id}, connection office)`);
    expect(out).toMatch(/inbound ended, answered: .*\+66812345678, dialled \S+ with extension 1001/);
    expect(out).toMatch(/ringing \(extension 1001.*\) -> the call is ringing, inbound/);
    expect(out).toMatch(/number \+66812345678 = \+66812345678, looked up as 66812345678, 0812345678, \+66812345678/);
    expect(out).toMatch(/match: known from the (helpdesk|phonebook): /);
    expect(out).toMatch(/yes contact-sync at ringing: done/);
    expect(out).toMatch(/yes popup at ringing: shown to extension 1001: .+, http/);
    expect(out).toMatch(/yes auto-ticket at ended: done \(one attempt\): delivered/);
    expect(out).toMatch(/no\s+contact-creation at ringing: no contact is created: the helpdesk has somebody/);
    expect(out).toMatch(/-\s+ticket-update: it had no occasion/);
    expect(out).toMatch(
      /call-journal attempt 1 at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d: delivered\n {4}POST http\S+\/comment -> 201 in \d+ ms/,
    );
  });

  it("is given by our id too, and as data, with every exchange and no secret", async () => {
    const pbxId = await place(SCRIPTS.missed({ number: KNOWN, extension: "1001" }));
    const trace = JSON.parse((await explain(pbxId, "--json")).out) as CallTrace;
    expect(JSON.parse((await explain(trace.call.id, "--json")).out)).toEqual(trace);
    expect(trace).toMatchObject({ settled: true, zone: expect.any(String), call: { pbxCallId: pbxId } });
    const [integration] = trace.integrations;
    expect(integration?.rules.map(({ feature, verdict }) => `${feature} ${verdict}`)).toContain("auto-ticket fired");
    const exchanges = integration?.deliveries.flatMap(({ attempts }) => attempts.flatMap((one) => one.exchanges)) ?? [];
    expect(exchanges.length).toBeGreaterThan(1);
    expect(exchanges[0]?.request.headers.authorization).toContain("***");
    const whole = (await explain(pbxId, "--exchanges")).out;
    expect(whole).toContain("> authorization: ");
    expect(whole).toContain('"Subject":');
    expect(JSON.stringify(trace) + whole).not.toContain(RT_TOKEN);
  });

  it("names the rule that did not fire, with its code", async () => {
    const id = await place(SCRIPTS["outbound-answered"]({ number: KNOWN, extension: "1001" }));
    const { out } = await explain(id);
    expect(out).toMatch(/no {2}popup at ringing: pop-ups open by themselves only for inbound calls.* \[outbound\]/);
    expect(out).toMatch(/no {2}auto-ticket at ended: .*\(autoTicket\.outcomes\) \[outcome-off\]/);
  });

  it("shows of a repeated or empty event that it told nothing new", async () => {
    const events = [
      { key: "x-1", pbxCallId: "x", kind: "ringing", occurredAt: Date.now(), from: KNOWN, extension: "1001" },
      { key: "x-2", pbxCallId: "x", kind: "ringing", occurredAt: Date.now() - 5000, from: KNOWN, extension: "1001" },
    ];
    await running.server.engine.acceptEvents("office", [events[0], events[0], events[1]] as never);
    await running.server.engine.idle();
    const { out } = await explain("x");
    expect(out).toContain("Heard (2 events)");
    expect(out).toContain("not settled: features that wait for the end have not been asked yet");
    expect(out).toMatch(/- {3}call-journal: nothing is decided yet/);
  });

  it("of a call that is not there is a sentence", async () => {
    const { code, said } = await explain("nonsense");
    expect([code, said]).toEqual([2, 'deskbell: there is no call "nonsense"\n']);
  });
});
