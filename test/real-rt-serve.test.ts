import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSimulator, SCRIPTS, type Script, writePhoneEvent } from "../src/pbx/index.ts";
import { readConfig, realEnv, type Server, startServer } from "../src/server/index.ts";

// A real Request Tracker 5 with the contacts of the seed; see real-rt.test.ts.
const ADDRESS = process.env.DESKBELL_REAL_RT ?? "";
const TOKEN = process.env.DESKBELL_REAL_RT_TOKEN ?? "";
const MISSING = "set DESKBELL_REAL_RT and DESKBELL_REAL_RT_TOKEN to run against a real Request Tracker";
const EVENTS_TOKEN = "events-token-of-the-test-0123456789";

const CONFIG = `
connections:
  - id: office
    zone: Asia/Bangkok
    extensions:
      - { number: "1001", email: agent1001@helpdesk.example }
      - { number: "1002", email: AGENT1002@helpdesk.example }
      - { number: "1003", email: agent1003@helpdesk.example }
templates: [{ shipped: request-tracker }]
integrations:
  - id: rt
    connection: office
    template: request_tracker
    fields: { address: { env: RT_ADDRESS }, token: { env: RT_TOKEN }, staff_domain: helpdesk.example }
    settings:
      autoTicket: { outcomes: [inbound-answered, inbound-no-answer, outbound-answered, outbound-no-answer] }
      parameters: { CreateNewTicket: { Queue: Phone } }
tokens: [{ name: pbx, scopes: ["events:write:office"], value: { env: EVENTS_TOKEN } }]
`;

interface RtTicket {
  readonly id: string;
  readonly Subject: string;
  readonly Status: string;
  readonly Owner: { readonly id: string };
  readonly Requestor: readonly { readonly id: string }[];
}

async function ask<T>(path: string): Promise<T> {
  const answer = await fetch(`${ADDRESS}/REST/2.0${path}`, { headers: { authorization: `token ${TOKEN}` } });
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

async function ticketsOf(callId: string): Promise<RtTicket[]> {
  const query = encodeURIComponent(`CF.{Call Id}='${callId}'`);
  const { items } = await ask<{ items: RtTicket[] }>(`/tickets?query=${query}&fields=Subject,Status,Owner,Requestor`);
  return items;
}

async function commentsOf(ticketId: string): Promise<string[]> {
  const { items } = await ask<{ items: { Type: string; id: string }[] }>(
    `/ticket/${ticketId}/history?fields=Type&per_page=100`,
  );
  const comments = items.filter(({ Type }) => Type === "Comment");
  return Promise.all(
    comments.map(async ({ id }) => {
      const found = await ask<{ items: { Content: string }[] }>(`/transaction/${id}/attachments?fields=Content`);
      return found.items.map(({ Content }) => Content).join("");
    }),
  );
}

describe("the engine with a real Request Tracker", () => {
  let server: Server;
  let folder = "";

  beforeAll(async () => {
    if (!ADDRESS || !TOKEN) return;
    folder = mkdtempSync(join(tmpdir(), "deskbell-rt-"));
    server = await startServer({
      dataFolder: folder,
      config: readConfig(CONFIG, "deskbell.yaml", folder),
      port: 0,
      allowPrivateTargets: true,
      environment: { RT_ADDRESS: ADDRESS, RT_TOKEN: TOKEN, EVENTS_TOKEN },
      log: { info: () => {}, warn: () => {}, error: console.error },
      settleMs: 200,
    });
    const { associations } = await server.engine.refreshUsers("rt");
    expect(associations.map(({ extension, userId, origin }) => [extension, userId, origin])).toEqual([
      ["1001", "agent1001", "email"],
      ["1002", "agent1002", "email"],
      ["1003", "agent1003", "email"],
    ]);
  }, 120_000);

  afterAll(async () => {
    await server?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  /** Plays a call through the door that any PBX uses, every event twice. */
  async function place(script: Script): Promise<string> {
    const simulator = createSimulator({
      env: realEnv,
      speed: Number.POSITIVE_INFINITY,
      post: async (events) => {
        for (let time = 0; time < 2; time++) {
          const answer = await fetch(`${server.address}/api/v1/connections/office/events`, {
            method: "POST",
            headers: { authorization: `Bearer ${EVENTS_TOKEN}`, "content-type": "application/json" },
            body: JSON.stringify({ events: events.map(writePhoneEvent) }),
          });
          expect(answer.status).toBe(202);
        }
      },
    });
    const callId = await simulator.place(script);
    await server.engine.idle();
    return callId;
  }

  test.for([
    {
      name: "an answered call of a number stored with dashes",
      script: SCRIPTS.answered({ number: "+66812345678", extension: "1001", talkSeconds: 42 }),
      requestor: "somchai@cust.example",
      owner: "agent1001",
      subject: "Inbound call, Answered: +66812345678 to 1001",
      comment: /ANSWERED, talked 00:00:42/,
    },
    {
      name: "a missed call of a number in Bangkok",
      script: SCRIPTS.missed({ number: "021234567", extension: "1002" }),
      requestor: "somsri@cust.example",
      owner: "Nobody",
      subject: "Inbound call, No Answer: 021234567",
      comment: /NO ANSWER, talked 00:00:00/,
    },
    {
      name: "an outbound call to a mobile number with country code",
      script: SCRIPTS["outbound-answered"]({ number: "0812223344", extension: "1003", talkSeconds: 95 }),
      requestor: "napat@cust.example",
      owner: "agent1003",
      subject: "Outbound call, Answered: 1003 to 0812223344",
      comment: /ANSWERED, talked 00:01:35/,
    },
  ])(
    "$name leaves one ticket with one comment",
    { timeout: 60_000 },
    async ({ script, requestor, owner, subject, comment }, { skip }) => {
      if (!ADDRESS || !TOKEN) skip(MISSING);
      const callId = await place(script);
      const tickets = await ticketsOf(callId);
      expect(tickets).toHaveLength(1);
      const [ticket] = tickets as [RtTicket];
      expect(ticket.Subject).toContain(subject);
      expect(ticket.Requestor.map(({ id }) => id)).toEqual([requestor]);
      if (owner !== "Nobody") expect(ticket.Owner.id).toBe(owner);
      const comments = await commentsOf(ticket.id);
      expect(comments).toHaveLength(1);
      expect(comments[0]).toMatch(comment);
      if (process.env.DESKBELL_REAL_RT_SHOW) console.log(JSON.stringify({ callId, ticket, comments }, null, 1));
    },
  );
});
