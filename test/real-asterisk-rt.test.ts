import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openServer, type RunningServer } from "./support/running-server.ts";

// A real Asterisk 22 whose phones and trunk are played by sipp, and a real Request Tracker 5 with the contacts of the seed.
const {
  DESKBELL_REAL_ASTERISK: ASTERISK = "",
  DESKBELL_REAL_ASTERISK_USER: USER = "",
  DESKBELL_REAL_ASTERISK_SECRET: SECRET = "",
  // A command that places the real call that its last argument names.
  DESKBELL_REAL_ASTERISK_PLACE: PLACE = "",
  DESKBELL_REAL_RT: RT = "",
  DESKBELL_REAL_RT_TOKEN: TOKEN = "",
} = process.env;
const isThere = Boolean(ASTERISK && PLACE && RT && TOKEN);
const MISSING =
  "set DESKBELL_REAL_ASTERISK=host:port with _USER, _SECRET and _PLACE, and DESKBELL_REAL_RT with _TOKEN, to run real calls into a real helpdesk";

const [host, port] = ASTERISK.split(":");
const CONFIG = `
connections:
  - id: office
    kind: asterisk
    zone: Asia/Bangkok
    settings: { host: "${host}", port: ${port}, username: "${USER}", secret: { env: AMI_SECRET } }
    extensions:
      - { number: "2001", email: agent1001@helpdesk.example }
      - { number: "2002", email: agent1002@helpdesk.example }
templates: [{ shipped: request-tracker }]
integrations:
  - id: rt
    connection: office
    template: request_tracker
    fields: { address: { env: RT_ADDRESS }, token: { env: RT_TOKEN }, staff_domain: helpdesk.example }
    settings:
      autoTicket: { outcomes: [inbound-answered, inbound-no-answer] }
      parameters: { CreateNewTicket: { Queue: Phone } }
`;

/** What each real call must leave behind. */
const CALLS = [
  { scenario: "inbound-answered", status: "Answered", extension: "2001", owner: "agent1001", word: "ANSWERED" },
  { scenario: "inbound-no-answer", status: "No Answer", extension: undefined, owner: "Nobody", word: "NO ANSWER" },
  { scenario: "blind-transfer-sip-refer", status: "Answered", extension: "2002", owner: "agent1002", word: "ANSWERED" },
  { scenario: "queue-answered", status: "Answered", extension: "2002", owner: "agent1002", word: "ANSWERED" },
] as const;

interface ShownCall {
  readonly pbxCallId: string;
  readonly state: string;
  readonly disposition?: string;
  readonly extension?: string;
  readonly talkSeconds: number;
  readonly startedAt: number;
}

async function askRt<T>(path: string): Promise<T> {
  const answer = await fetch(`${RT}/REST/2.0${path}`, { headers: { authorization: `token ${TOKEN}` } });
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

async function ticketsOf(callId: string) {
  const query = encodeURIComponent(`CF.{Call Id}='${callId}'`);
  type Ticket = { id: string; Subject: string; Owner: { id: string }; Requestor: { id: string }[] };
  return (await askRt<{ items: Ticket[] }>(`/tickets?query=${query}&fields=Subject,Owner,Requestor`)).items;
}

async function commentsOf(ticketId: string): Promise<string[]> {
  const { items } = await askRt<{ items: { Type: string; id: string }[] }>(
    `/ticket/${ticketId}/history?fields=Type&per_page=100`,
  );
  const comments = items.filter(({ Type }) => Type === "Comment");
  return Promise.all(
    comments.map(async ({ id }) => {
      const found = await askRt<{ items: { Content: string }[] }>(`/transaction/${id}/attachments?fields=Content`);
      return found.items.map(({ Content }) => Content).join("");
    }),
  );
}

describe("a real call into a real helpdesk", { timeout: 120_000 }, () => {
  let running: RunningServer;
  let recorded = "";

  beforeAll(async () => {
    if (!isThere) return;
    recorded = mkdtempSync(join(tmpdir(), "deskbell-recorded-"));
    running = await openServer(CONFIG, {
      environment: { AMI_SECRET: SECRET, RT_ADDRESS: RT, RT_TOKEN: TOKEN },
      settleMs: 1500,
    });
    await running.server.engine.refreshUsers("rt");
    const health = async () =>
      (await running.ask("GET", "/api/v1/connections/office/health")).body as { state: string };
    await vi.waitUntil(async () => (await health()).state === "connected", { timeout: 20_000 });
  }, 60_000);

  afterAll(async () => {
    await running?.close();
    if (recorded) rmSync(recorded, { recursive: true, force: true });
  });

  test.for(CALLS)(
    "$scenario leaves exactly one right ticket and one right journal comment",
    async ({ scenario, status, extension, owner, word }, { skip }) => {
      if (!isThere) skip(MISSING);
      const startedAt = Date.now() - 2000;
      const [command = "", ...args] = PLACE.split(" ");
      await promisify(execFile)(command, [...args, scenario], { env: { ...process.env, AMI_OUT: recorded } });
      const find = async () =>
        ((await running.ask("GET", "/api/v1/calls")).body as { calls: ShownCall[] }).calls.filter(
          (call) => call.startedAt >= startedAt,
        );
      await expect.poll(async () => (await find()).map(({ state }) => state), { timeout: 20_000 }).toEqual(["ended"]);
      await running.server.engine.idle();
      const [call] = await find();
      expect(call?.extension).toBe(extension);
      const callId = call?.pbxCallId ?? "";
      await expect.poll(async () => (await ticketsOf(callId)).length, { timeout: 20_000 }).toBe(1);
      const [ticket] = await ticketsOf(callId);
      expect(ticket?.Subject).toContain(`Inbound call, ${status}`);
      expect(ticket?.Owner.id).toBe(owner);
      expect(ticket?.Requestor.map(({ id }) => id)).toEqual(["somchai@cust.example"]);
      await expect.poll(async () => (await commentsOf(ticket?.id ?? "")).length, { timeout: 20_000 }).toBe(1);
      const [comment = ""] = await commentsOf(ticket?.id ?? "");
      expect(comment).toContain(`Inbound call from 0812345678`);
      expect(comment).toContain(word);
      console.log(`ticket ${ticket?.id} "${ticket?.Subject}" owner ${ticket?.Owner.id}; comment: ${comment.trim()}`);
    },
  );
});
