import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createSimulator, SCRIPTS } from "../src/pbx/index.ts";
import { realEnv } from "../src/server/index.ts";
import { openRequestTracker, type RequestTracker } from "./support/helpdesks/request-tracker.ts";
import { RT_CONFIG, rtEnvironment } from "./support/rt-config.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

const AUDIO = "RIFF-audio-of-a-call";
let helpdesk: RequestTracker;
let running: RunningServer;
let pbx: Server;
let address: string;
let fetched = 0;

beforeEach(async () => {
  fetched = 0;
  helpdesk = await openRequestTracker();
  pbx = createServer((_request, response) => {
    fetched++;
    response.writeHead(200, { "content-type": "audio/x-wav" }).end(AUDIO);
  });
  await new Promise<void>((resolve) => pbx.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(pbx.address() as AddressInfo).port}/r/1.wav`;
});
afterEach(async () => {
  await running.close();
  await helpdesk.close();
  pbx.close();
});

async function open(more: string, allowPrivateTargets = true): Promise<string> {
  running = await openServer(RT_CONFIG + more, { environment: rtEnvironment(helpdesk.address), allowPrivateTargets });
  const script = SCRIPTS.answered({ number: "+66812345678", extension: "1001", ringSeconds: 0, talkSeconds: 0 });
  await createSimulator({
    env: realEnv,
    speed: Number.POSITIVE_INFINITY,
    post: (events) =>
      running.server.engine.acceptEvents(
        "office",
        events.map((event) => ({ ...event, recording: { url: address } })),
      ),
  }).place(script);
  await running.server.engine.idle();
  const { calls } = (await running.ask("GET", "/api/v1/calls")).body as { calls: { id: string }[] };
  return calls[0]?.id ?? "";
}

it("a recording of which the PBX tells an address is fetched from there where that is wanted", async () => {
  const id = await open("recordings: { fetchUrls: true }\n");
  const whole = await running.ask("GET", `/api/v1/calls/${id}/recording/audio`);
  expect([whole.status, whole.text]).toEqual([200, AUDIO]);
  await running.ask("GET", `/api/v1/calls/${id}/recording/audio`);
  expect(fetched).toBe(1);
  const shown = (await running.ask("GET", `/api/v1/calls/${id}/recording`)).body as { plays: unknown[] };
  expect(shown).toMatchObject({ known: true, plays: [{ who: "token first administrator" }, {}] });
});

it("is left where it is unless that is wanted", async () => {
  const id = await open("");
  expect((await running.ask("GET", `/api/v1/calls/${id}/recording/audio`)).status).toBe(404);
  expect(fetched).toBe(0);
});

it("is not fetched for those who may not see calls, and for a call that is not there", async () => {
  const id = await open("recordings: { fetchUrls: true }\n");
  const path = `/api/v1/calls/${id}/recording/audio`;
  expect((await running.ask("GET", path, undefined, "canary-events-token-5e1f7c")).status).toBe(403);
  expect((await fetch(running.server.address + path)).status).toBe(401);
  expect((await running.ask("GET", "/api/v1/calls/nope/recording/audio")).status).toBe(404);
  expect(fetched).toBe(0);
});

it("is not fetched from the local network unless the server was started so", async () => {
  const id = await open("recordings: { fetchUrls: true }\n", false);
  expect((await running.ask("GET", `/api/v1/calls/${id}/recording/audio`)).status).toBe(404);
  expect(fetched).toBe(0);
});
