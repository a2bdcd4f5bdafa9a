import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSimulator, SCRIPTS, type Script } from "../src/pbx/index.ts";
import type { Rehearsal } from "../src/pipeline/index.ts";
import { realEnv } from "../src/server/index.ts";
import { openRequestTracker, type RequestTracker } from "./support/helpdesks/request-tracker.ts";
import { RT_CONFIG, rtEnvironment } from "./support/rt-config.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

const KNOWN = "+66812345678";
const UNKNOWN = "+66899999999";
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
});
