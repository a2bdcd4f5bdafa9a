import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DAY } from "../src/base/index.ts";
import { openYeastarDouble, type YeastarDouble } from "../src/pbx/index.ts";
import { realEnv } from "../src/server/index.ts";
import { DESK_XML } from "./support/pipeline/desk-template.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";
import { openSimpleHelpdesk, type SimpleHelpdesk } from "./support/simple-helpdesk.ts";
import { until } from "./support/until.ts";

const PUBLIC = "https://deskbell.example";
let pbx: YeastarDouble;
let helpdesk: SimpleHelpdesk;
let running: RunningServer;
let folder: string;
let ahead = 0;

const config = (more: string) => `
connections:
  - id: office
    kind: yeastar
    zone: Asia/Bangkok
    settings:
      baseUrl: ${pbx.baseUrl}
      clientId: ${pbx.clientId}
      clientSecret: { env: PBX_SECRET }
templates:
  - file: desk.xml
integrations:
  - id: desk
    connection: office
    template: simple_desk
    fields: { address: "${helpdesk.address}" }
    settings: { callJournal: { waitForRecordingSeconds: 60 } }
${more}
`;

async function open(more: string): Promise<void> {
  running = await openServer(config(more), {
    folder,
    environment: { PBX_SECRET: pbx.clientSecret },
    publicUrl: PUBLIC,
    env: { ...realEnv, now: () => Date.now() + ahead },
  });
}
async function start(more = ""): Promise<void> {
  await open(more);
  await until(async () => (await running.ask("GET", "/api/v1/connections/office/health")).text.includes('"connected"'));
}
async function restart(more = ""): Promise<void> {
  await running.close();
  await open(more);
}

beforeEach(async () => {
  ahead = 0;
  pbx = await openYeastarDouble({ speed: 300 });
  helpdesk = await openSimpleHelpdesk();
  folder = mkdtempSync(join(tmpdir(), "deskbell-recordings-"));
  const xml = DESK_XML.replace(
    /(Name="CallJournal"[\s\S]*?)&quot;call&quot;/,
    "$1&quot;recording&quot;:&quot;{{.RecordPath}}&quot;,&quot;call&quot;",
  );
  writeFileSync(join(folder, "desk.xml"), xml);
});
afterEach(async () => {
  await running.close();
  await helpdesk.close();
  await pbx.close();
  rmSync(folder, { recursive: true, force: true });
});

const audioFiles = () => readdirSync(join(folder, "data", "recordings"));
const told = () => (helpdesk.journals[0] as { recording?: string } | undefined)?.recording ?? "";

/** A call whose journal is written; gives the path of its recording's link. */
async function place(): Promise<string> {
  await pbx.place("answered");
  await until(async () => told() !== "");
  expect(told()).toMatch(/^https:\/\/deskbell\.example\/recordings\/[\w-]{22}\.\w+\.[\w-]{43}$/);
  return told().slice(PUBLIC.length);
}
const callId = async () =>
  ((await running.ask("GET", "/api/v1/calls")).body as { calls: { id: string }[] }).calls[0]?.id ?? "";
const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  fetch(running.server.address + path, { headers, method });

describe("a recording's link in a journal entry", () => {
  it("plays to whoever has it, whole and in parts, and tells who listened", async () => {
    await start("recordings: { prefetch: false }");
    const path = await place();
    expect(audioFiles()).toEqual([]);
    const whole = await get(path, { "user-agent": "Player/1" });
    expect(whole.status).toBe(200);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      "content-type": "audio/wav",
      "accept-ranges": "bytes",
      "cache-control": "private, no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    });
    expect(whole.headers.get("content-disposition")).toMatch(/^inline; filename="call-[\d-]+-\w+\.wav"$/);
    const audio = Buffer.from(await whole.arrayBuffer());
    expect(audio.subarray(0, 4).toString()).toBe("RIFF");
    expect(audioFiles()).toHaveLength(1);

    const etag = whole.headers.get("etag") ?? "";
    const part = await get(path, { range: "bytes=8-11" });
    expect([part.status, await part.text(), part.headers.get("content-range")]).toEqual([
      206,
      "WAVE",
      `bytes 8-11/${audio.length}`,
    ]);
    expect((await get(path, { range: "bytes=8-11", "if-range": etag })).status).toBe(206);
    expect((await get(path, { range: "bytes=8-11", "if-range": '"other"' })).status).toBe(200);
    const beyond = await get(path, { range: `bytes=${audio.length}-` });
    expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, `bytes */${audio.length}`]);
    expect((await get(path, { "if-none-match": etag })).status).toBe(304);
    const head = await get(path, {}, "HEAD");
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, `${audio.length}`, ""]);

    const shown = (await running.ask("GET", `/api/v1/calls/${await callId()}/recording`)).body as {
      links: object[];
      plays: { who: string; agent: string; bytes: string; address: string }[];
    };
    expect(shown.links).toMatchObject([{ state: "good", address: told() }]);
    expect(shown.plays.map(({ bytes }) => bytes).sort()).toEqual(
      ["8-11", "8-11", `0-${audio.length - 1}`, `0-${audio.length - 1}`].sort(),
    );
    expect(shown.plays.at(-1)).toMatchObject({ who: "link", agent: "Player/1", address: "127.0.0.1" });
  });

  it("plays no more once it is revoked or has expired, and says so in the reader's language", async () => {
    await start("recordings: { linkDays: 3 }");
    const path = await place();
    ahead = 3 * DAY + 1000;
    const expired = await get(path, { "accept-language": "th-TH,th;q=0.9,en;q=0.8" });
    expect([expired.status, await expired.text()]).toEqual([410, expect.stringContaining("ลิงก์นี้หมดอายุแล้ว")]);
    ahead = 0;
    const id = await callId();
    expect((await running.ask("DELETE", `/api/v1/calls/${id}/recording-links/other`)).status).toBe(404);
    expect((await running.ask("DELETE", `/api/v1/calls/${id}/recording-links`)).status).toBe(204);
    const revoked = await get(path);
    expect([revoked.status, await revoked.text()]).toEqual([410, expect.stringContaining("withdrawn")]);
    const audio = await running.ask("GET", `/api/v1/calls/${id}/recording/audio`);
    expect(audio.status).toBe(200);
    const shown = await running.ask("GET", `/api/v1/calls/${id}/recording`);
    expect(shown.body).toMatchObject({ links: [{ state: "revoked" }], plays: [{ who: "token first administrator" }] });
  });

  it("cannot be guessed, altered or tried for long", async () => {
    await start();
    const path = await place();
    const altered = path.replace(/.$/, (last) => (last === "A" ? "E" : "A"));
    for (const wrong of [
      altered,
      "/recordings/x",
      "/recordings/..%2fsecret.key",
      path.replace(/\.\w+\./, ".zzzzzz."),
    ]) {
      expect((await get(wrong)).status, wrong).toBe(404);
    }
    for (let guess = 0; guess < 16; guess++) await get("/recordings/guess");
    const stopped = await get(path);
    expect([stopped.status, Number(stopped.headers.get("retry-after")) > 0]).toEqual([429, true]);
  });

  it("goes on after the keys were changed", async () => {
    await start();
    const path = await place();
    expect((await running.ask("POST", "/api/v1/settings/rotate-key")).status).toBe(200);
    await restart();
    expect((await get(path)).status).toBe(200);
  });
});

describe("the audio of a call", () => {
  it("is fetched ahead, and plays on when the PBX has deleted it", async () => {
    await start();
    const path = await place();
    await until(async () => audioFiles().some((name) => name.endsWith(".wav")), 10_000);
    pbx.state.recordings.clear();
    expect((await get(path)).status).toBe(200);
  });

  it("is gone where the PBX deleted it first", async () => {
    await start("recordings: { prefetch: false }");
    const path = await place();
    pbx.state.recordings.clear();
    const soon = await get(path);
    expect([soon.status, Number(soon.headers.get("retry-after")) > 0]).toEqual([503, true]);
    ahead = DAY;
    expect((await get(path)).status).toBe(410);
  });

  it("is fetched once for several who listen at the same moment", async () => {
    await start("recordings: { prefetch: false }");
    const path = await place();
    const answers = await Promise.all(Array.from({ length: 5 }, () => get(path)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(pbx.state.links.size).toBe(1);
  });

  it("goes with its call when the number is erased", async () => {
    await start();
    const path = await place();
    expect((await get(path)).status).toBe(200);
    expect(audioFiles()).toHaveLength(1);
    const { calls } = (await running.ask("GET", "/api/v1/calls")).body as { calls: { externalNumber: string }[] };
    const number = calls[0]?.externalNumber;
    expect((await running.ask("POST", "/api/v1/privacy/erase", { number })).status).toBe(200);
    expect(audioFiles()).toEqual([]);
    expect((await get(path)).status).toBe(404);
  });

  it("is neither kept nor fetched for longer than the configuration says", async () => {
    await start("retention: { recordingDays: 2 }");
    const path = await place();
    expect((await get(path)).status).toBe(200);
    ahead = 2 * DAY + 60_000;
    await restart("retention: { recordingDays: 2 }");
    await until(async () => audioFiles().length === 0);
    expect((await get(path)).status).toBe(410);
  });
});
