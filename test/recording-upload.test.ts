import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openYeastarDouble, type YeastarDouble } from "../src/pbx/index.ts";
import type { Answer, ReceivedRequest } from "./support/http-helpdesk.ts";
import { DESK_XML, withUpload } from "./support/pipeline/desk-template.ts";
import { readMultipart } from "./support/read-multipart.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";
import { openSimpleHelpdesk, type SimpleHelpdesk } from "./support/simple-helpdesk.ts";
import { until } from "./support/until.ts";

let pbx: YeastarDouble;
let helpdesk: SimpleHelpdesk;
let running: RunningServer;
let folder: string;
let uploads: ReceivedRequest[];
let answer: () => Answer;
let token: string | undefined;

const config = (more = "") => `
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
${more}
`;

async function start(more = ""): Promise<void> {
  running = await openServer(config(more), { folder, environment: { PBX_SECRET: pbx.clientSecret } });
  // Only the first start tells it.
  token = running.server.adminToken?.reveal() ?? token;
  await until(async () => (await ask("GET", "/api/v1/connections/office/health")).text.includes('"connected"'));
}

const ask = (method: string, path: string, body?: unknown) => running.ask(method, path, body, token);

beforeEach(async () => {
  pbx = await openYeastarDouble({ speed: 300 });
  helpdesk = await openSimpleHelpdesk();
  uploads = [];
  answer = () => ({ status: 201, body: {} });
  helpdesk.interfere((request, received) => {
    if (!request.endsWith("/audio")) return undefined;
    uploads.push(received);
    return answer();
  });
  folder = mkdtempSync(join(tmpdir(), "deskbell-upload-"));
  writeFileSync(join(folder, "desk.xml"), withUpload(DESK_XML, "/journals/{{.JournalId}}/audio"));
});
afterEach(async () => {
  await running.close();
  await helpdesk.close();
  await pbx.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Shown {
  readonly id: string;
  readonly feature: string;
  readonly state: string;
}
async function upload(): Promise<Shown | undefined> {
  const { deliveries } = (await ask("GET", "/api/v1/deliveries?feature=recording-upload")).body as {
    deliveries: Shown[];
  };
  return deliveries[0];
}

/** The bytes as they lie in the data folder. */
function kept(): Buffer {
  const files = join(folder, "data", "recordings");
  return readFileSync(join(files, readdirSync(files)[0] ?? ""));
}

describe("a recording of a Yeastar, and a template that hands it over", () => {
  it.each(["", "recordings: { prefetch: false }"])(
    "reaches the helpdesk byte for byte, once, and is shown in words (%s)",
    async (more) => {
      await start(more);
      await pbx.place("answered");
      await until(async () => (await upload())?.state === "done", 15_000);
      expect(uploads.map(({ url }) => url)).toEqual(["/journals/j1/audio"]);
      const [got] = uploads;
      if (!got) throw new Error("nothing came");
      const { file } = readMultipart(got.headers, got.bytes);
      expect(file).toMatchObject({ field: "audio", contentType: "audio/wav" });
      expect(file.name).toMatch(/^call-[\d-]+-\w+\.wav$/);
      expect(file.bytes.equals(kept())).toBe(true);
      expect(pbx.state.links.size).toBe(1);
      const shown = await ask("GET", `/api/v1/deliveries/${(await upload())?.id}`);
      expect(shown.text).toMatch(/audio=<recording [\d.]+ (?:bytes|kB|MB) audio\/wav>/);
      expect(shown.text).not.toContain("RIFF");
    },
  );

  it("waits, when the answer was lost, for a person: a restart doubles nothing", async () => {
    answer = () => (_request, _response, socket) => void socket.destroy();
    await start();
    await pbx.place("answered");
    await until(async () => (await upload())?.state === "dead", 15_000);
    await running.close();
    await start();
    expect(await upload()).toMatchObject({ state: "dead", inDoubt: true });
    expect(uploads).toHaveLength(1);
    answer = () => ({ status: 201, body: {} });
    const id = (await upload())?.id;
    expect((await ask("POST", "/api/v1/dead-letters/replay", { ids: [id] })).status).toBe(200);
    await until(async () => (await upload())?.state === "done");
    expect(uploads).toHaveLength(2);
  });
});
