import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { createSimulator, SCRIPTS, type Script } from "../src/pbx/index.ts";
import type { IntegrationTrace } from "../src/pipeline/index.ts";
import { readConfig, realEnv, type Server, startServer } from "../src/server/index.ts";

// A real Request Tracker 5 with the contacts of the seed; the token must be of a user with AdminUsers. See real-rt.test.ts.
const ADDRESS = process.env.DESKBELL_REAL_RT ?? "";
const TOKEN = process.env.DESKBELL_REAL_RT_TOKEN ?? "";
const MISSING = "set DESKBELL_REAL_RT and DESKBELL_REAL_RT_TOKEN to run against a real Request Tracker";
const KNOWN = "+66812345678";
const PAGE = `${ADDRESS}/User/Summary.html?id=somchai%40cust.example`;

/** With these nothing is done for any call. */
const ALL_OFF = {
  contactSync: { enabled: false },
  contactCreation: { method: "off" },
  popup: { enabled: false },
  callJournal: { enabled: false },
  autoTicket: { when: "off" },
};
/** What the other features need to have somebody to work with. */
const SYNC = { contactSync: { enabled: true } };

let server: Server | undefined;
let folder = "";

beforeEach(({ skip }) => {
  if (!ADDRESS || !TOKEN) skip(MISSING);
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Plays one call under these settings, and gives what became of it here. */
async function place(settings: object, script: Script): Promise<{ callId: string; trace: IntegrationTrace }> {
  const config = {
    connections: [{ id: "office", zone: "Asia/Bangkok", extensions: [{ number: "1001" }] }],
    templates: [{ shipped: "request-tracker" }],
    integrations: [
      {
        id: "rt",
        connection: "office",
        template: "request_tracker",
        fields: { address: ADDRESS, token: { env: "RT_TOKEN" }, staff_domain: "helpdesk.example" },
        settings: { ...ALL_OFF, ...settings },
      },
    ],
  };
  folder = mkdtempSync(join(tmpdir(), "deskbell-rt-"));
  const running = await startServer({
    dataFolder: join(folder, "data"),
    config: readConfig(stringify(config), "deskbell.yaml", folder),
    port: 0,
    allowPrivateTargets: true,
    environment: { RT_TOKEN: TOKEN },
    log: { info: () => {}, warn: () => {}, error: console.error },
    settleMs: 200,
  });
  server = running;
  const post = (events: Parameters<typeof running.engine.acceptEvents>[1]) =>
    running.engine.acceptEvents("office", events);
  const callId = await createSimulator({ env: realEnv, speed: Number.POSITIVE_INFINITY, post }).place(script);
  await running.engine.idle();
  const [trace] = (await running.engine.traceCall(callId)).integrations;
  if (!trace) throw new Error("the call has no integration");
  return { callId, trace };
}

async function ask(path: string): Promise<{ status: number; body: never }> {
  const answer = await fetch(`${ADDRESS}/REST/2.0${path}`, { headers: { authorization: `token ${TOKEN}` } });
  return { status: answer.status, body: (await answer.json()) as never };
}

interface RtTicket {
  readonly Status: string;
  readonly Subject: string;
  readonly Requestor: readonly { readonly id: string }[];
}

async function ticketsOf(callId: string): Promise<readonly RtTicket[]> {
  const query = encodeURIComponent(`CF.{Call Id}='${callId}'`);
  const { status, body } = await ask(`/tickets?query=${query}&fields=Subject,Status,Requestor`);
  expect(status).toBe(200);
  return (body as { items: RtTicket[] }).items;
}

const answered = (number = KNOWN) => SCRIPTS.answered({ number, extension: "1001", talkSeconds: 42 });
const ruleOf = ({ rules }: IntegrationTrace, feature: string) => {
  const rule = rules.find((one) => one.feature === feature);
  return [rule?.verdict, rule?.code].filter(Boolean).join(" ");
};

describe("each feature with a real Request Tracker", { timeout: 60_000 }, () => {
  test("contact synchronisation that is on finds who calls", async () => {
    const { trace } = await place(SYNC, answered());
    expect(trace.match).toMatchObject({ state: "known", contact: { id: "somchai@cust.example", name: "สมชาย ใจดี" } });
    expect(ruleOf(trace, "contact-sync")).toBe("fired");
  });

  test("contact synchronisation that is off asks nothing", async () => {
    const { trace } = await place({}, answered());
    expect(trace.match.state).toBe("none");
    expect(trace.deliveries).toEqual([]);
    expect(ruleOf(trace, "contact-sync")).toBe("skipped switched-off");
  });

  test.each(["automatic", "off"] as const)(
    "contact creation that is %s makes a contact, or leaves it and says why",
    async (method) => {
      const digits = `6685${String(Math.floor(Math.random() * 1e7)).padStart(7, "0")}`;
      const { trace } = await place({ ...SYNC, contactCreation: { method } }, answered(`+${digits}`));
      const made = await ask(`/user/tel-${digits}`);
      if (method === "off") {
        expect([made.status, trace.match.state]).toEqual([404, "unknown"]);
        expect(ruleOf(trace, "contact-creation")).toBe("skipped switched-off");
      } else {
        expect(made).toMatchObject({ status: 200, body: { RealName: `Automatic New Contact +${digits}` } });
        expect(trace.match).toMatchObject({ state: "known", source: "created" });
        expect(ruleOf(trace, "contact-creation")).toBe("fired");
      }
    },
  );

  test("a pop-up that is on opens the page that the contact has there", async () => {
    const { trace } = await place({ ...SYNC, popup: { enabled: true } }, answered());
    expect(trace.popups).toMatchObject([
      { extension: "1001", trigger: "ringing", contactName: "สมชาย ใจดี", url: PAGE },
    ]);
    const page = await fetch(PAGE, { headers: { authorization: `token ${TOKEN}` } });
    expect(page.status).toBe(200);
  });

  test("a pop-up that is off opens nothing", async () => {
    const { trace } = await place(SYNC, answered());
    expect(trace.popups).toEqual([]);
    expect(ruleOf(trace, "popup")).toBe("skipped switched-off");
  });

  test("a call journal that is on writes the call down", async () => {
    const parameters = { CallJournal: { JournalQueue: "General" } };
    const { callId, trace } = await place({ ...SYNC, callJournal: { enabled: true }, parameters }, answered());
    const written = await ticketsOf(callId);
    expect(written).toMatchObject([{ Status: "resolved", Requestor: [{ id: "somchai@cust.example" }] }]);
    expect(written[0]?.Subject).toContain(`${KNOWN} to 1001`);
    expect(ruleOf(trace, "call-journal")).toBe("fired");
  });

  test("a call journal that is off writes nothing", async () => {
    const { callId, trace } = await place(SYNC, answered());
    expect(await ticketsOf(callId)).toEqual([]);
    expect(ruleOf(trace, "call-journal")).toBe("skipped switched-off");
  });

  test("automatic tickets that are on open one for a missed call", async () => {
    const autoTicket = { when: "after", outcomes: ["inbound-no-answer"] };
    const { callId, trace } = await place(
      { ...SYNC, autoTicket },
      SCRIPTS.missed({ number: KNOWN, extension: "1001" }),
    );
    expect(await ticketsOf(callId)).toMatchObject([{ Status: "new", Requestor: [{ id: "somchai@cust.example" }] }]);
    expect(ruleOf(trace, "auto-ticket")).toBe("fired");
  });

  test("automatic tickets that are off open none", async () => {
    const { callId, trace } = await place(SYNC, SCRIPTS.missed({ number: KNOWN, extension: "1001" }));
    expect(await ticketsOf(callId)).toEqual([]);
    expect(ruleOf(trace, "auto-ticket")).toBe("skipped switched-off");
  });
});
