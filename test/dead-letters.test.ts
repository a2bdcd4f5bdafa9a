import { afterAll, beforeAll, expect, it } from "vitest";
import { createSimulator, SCRIPTS } from "../src/pbx/index.ts";
import { realEnv } from "../src/server/index.ts";
import { cli } from "./support/cli.ts";
import { DESK_XML } from "./support/pipeline/desk-template.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";
import { openSimpleHelpdesk, type SimpleHelpdesk } from "./support/simple-helpdesk.ts";

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly note: string;
  readonly inDoubt: boolean;
  readonly templateRevision?: number;
}

const NUMBER = "+66812345678";
let helpdesk: SimpleHelpdesk;
let running: RunningServer;
let reach: string[];
let env: NodeJS.ProcessEnv;

/** Calls whose journal entries, and nothing else, go to a helpdesk that refuses them. */
beforeAll(async () => {
  helpdesk = await openSimpleHelpdesk();
  running = await openServer();
  reach = ["--server", running.server.address];
  env = { DESKBELL_TOKEN: running.server.adminToken?.reveal() };
  await running.ask("PUT", "/api/v1/connections/office", { zone: "Asia/Bangkok" });
  await upload(DESK_XML);
  const settings = { contactSync: { enabled: false }, autoTicket: { when: "off" } };
  const integration = { connection: "office", template: "simple_desk", fields: { address: helpdesk.address } };
  const made = await running.ask("PUT", "/api/v1/integrations/desk", { ...integration, enabled: true, settings });
  expect([made.status, made.text]).toEqual([made.status, expect.not.stringContaining('"error"')]);
  helpdesk.interfere(() => ({ status: 422, body: { message: "the field call is unknown" } }));
  const post = (events: Parameters<typeof running.server.engine.acceptEvents>[1]) =>
    running.server.engine.acceptEvents("office", events);
  const simulator = createSimulator({ env: realEnv, speed: Number.POSITIVE_INFINITY, post });
  for (let at = 0; at < 5; at++) await simulator.place(SCRIPTS.missed({ number: NUMBER, extension: "1001" }));
  await running.server.engine.idle();
  helpdesk.interfere();
});
afterAll(async () => {
  await running.close();
  await helpdesk.close();
});

async function upload(xml: string): Promise<void> {
  const answer = await fetch(`${running.server.address}/api/v1/templates`, {
    method: "POST",
    headers: { authorization: `Bearer ${env.DESKBELL_TOKEN}`, "content-type": "application/xml" },
    body: xml,
  });
  expect(answer.status).toBeLessThan(300);
}

async function list(query: string): Promise<{ deliveries: Shown[]; next?: string }> {
  const { status, body } = await running.ask("GET", `/api/v1/deliveries?${query}`);
  expect(status).toBe(200);
  return body;
}

it("are listed page by page with their reason, the newest first", async () => {
  const first = await list("state=dead&limit=3");
  expect(first.deliveries.map(({ note }) => note)).toEqual(
    Array(3).fill("the helpdesk answered 422: the field call is unknown"),
  );
  const second = await list(`state=dead&limit=3&before=${first.next}`);
  expect([second.deliveries.length, second.next]).toEqual([2, undefined]);
  const ids = [...first.deliveries, ...second.deliveries].map(({ id }) => id);
  expect(new Set(ids).size).toBe(5);
  expect((await list("integration=other")).deliveries).toEqual([]);
  expect((await list("feature=auto-ticket")).deliveries).toEqual([]);
  expect((await list("inDoubt=true")).deliveries).toEqual([]);
  const { status, body } = await running.ask("GET", "/api/v1/deliveries?state=asleep&inDoubt=perhaps");
  expect([status, (body as { error: { problems: unknown[] } }).error.problems.length]).toEqual([400, 2]);
});

it("is replayed by another revision of the template", async () => {
  await upload(DESK_XML.replaceAll("/journals", "/entries"));
  helpdesk.interfere((request) => (request === "POST /entries" ? { status: 201, body: {} } : undefined));
  const [newest] = (await list("state=dead&limit=1")).deliveries;
  const path = `/api/v1/deliveries/${newest?.id}/replay`;
  expect(await running.ask("POST", path, { templateRevision: 9 })).toMatchObject({ status: 404 });
  expect(await running.ask("POST", path, { templateRevision: 2 })).toMatchObject({ status: 200 });
  await running.server.engine.idle();
  const done = await running.ask("GET", `/api/v1/deliveries/${newest?.id}`);
  expect(done.body).toMatchObject({ delivery: { state: "done", templateRevision: 2 }, attempts: [{}, {}] });
  expect(await running.ask("POST", path)).toMatchObject({ status: 409 });
  helpdesk.interfere();
});

it("are replayed and cancelled many at once from the command line", async () => {
  const shown = await cli(["deliveries", "list", ...reach], { env });
  expect(shown.out.split("\n").filter((line) => line.includes("call-journal  dead"))).toHaveLength(4);
  const [one] = (await list("state=dead&limit=1")).deliveries;
  const cancelled = await cli(["deliveries", "cancel", one?.id as string, "nonsense", ...reach], { env });
  expect(cancelled.out).toBe("1 delivery is cancelled\n");
  expect(cancelled.said).toContain("nonsense is left as it is: it is no dead letter");
  const none = await cli(["deliveries", "replay", "--all", "--reason", "timed out", ...reach], { env });
  expect(none.out).toBe("0 deliveries are due again\n");
  const all = await cli(["deliveries", "replay", "--all", "--not-in-doubt", "--json", ...reach], { env });
  expect(JSON.parse(all.out)).toMatchObject({
    changed: [expect.any(String), expect.any(String), expect.any(String)],
    left: [],
  });
  await running.server.engine.idle();
  expect(helpdesk.journals).toHaveLength(3);
  expect((await list("state=dead")).deliveries).toEqual([]);
});

it("are left alone by a command that does not say which", async () => {
  for (const args of [["replay"], ["cancel", "some", "--all"]]) {
    const { code, said } = await cli(["deliveries", ...args, ...reach], { env });
    expect([code, said]).toEqual([2, expect.stringContaining("or give --all")]);
  }
});

it("are for administrators alone", async () => {
  const made = await cli(["token", "create", "wallboard", "--scope", "read", ...reach], { env });
  for (const word of ["replay", "cancel"]) {
    const { status } = await running.ask("POST", `/api/v1/dead-letters/${word}`, {}, made.out.trim());
    expect(status).toBe(403);
  }
});
