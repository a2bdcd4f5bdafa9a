import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NEEDS, ROLES } from "../src/api/index.ts";
import type { Change } from "../src/domain/index.ts";
import { openRequestTracker, type RequestTracker } from "./support/helpdesks/request-tracker.ts";
import { addMember, becomeOwner, type Member, type TestBrowser } from "./support/people.ts";
import { RT_CONFIG, rtEnvironment } from "./support/rt-config.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

/** What each role may, beside what is their own. Written by hand: the table in the code is to be this one. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  owner: Object.keys(NEEDS),
  administrator: Object.keys(NEEDS),
  "template-author": ["self", "calls:read", "read", "templates", "rehearse"],
  supervisor: ["self", "calls:read", "read", "agent", "deliveries:write"],
  agent: ["self", "calls:read", "agent"],
  auditor: ["self", "calls:read", "read", "audit:read"],
};

/** What some routes need that matter most, so that none of them slips into another need unseen. */
const PINNED: Readonly<Record<string, string>> = {
  addPerson: "people",
  changePerson: "people",
  createToken: "admin",
  putConnection: "admin",
  putIntegration: "admin",
  eraseNumber: "admin",
  exportNumber: "admin",
  rotateKey: "admin",
  exportConfig: "admin",
  uploadTemplate: "templates",
  rehearseIntegration: "rehearse",
  replayDelivery: "deliveries:write",
  replayDeadLetters: "deliveries:write",
  listAudit: "audit:read",
  traceCall: "read",
  listContacts: "read",
  countCalls: "calls:read",
  listCalls: "calls:read",
  getCall: "calls:read",
  followChanges: "calls:read",
  openPopup: "agent",
  createContact: "agent",
  getMe: "self",
};

let helpdesk: RequestTracker;
let running: RunningServer;
const people = new Map<string, TestBrowser>();
let other: Member;
beforeAll(async () => {
  helpdesk = await openRequestTracker();
  running = await openServer(RT_CONFIG, { environment: rtEnvironment(helpdesk.address) });
  people.set("owner", await becomeOwner(running));
  const own = [{ connectionId: "office", number: "1001" }];
  for (const role of ROLES.slice(1)) {
    people.set(role, (await addMember(running, `${role}@example.com`, [role], own)).browser);
  }
  other = await addMember(running, "other", ["agent"], [{ connectionId: "office", number: "1002" }]);
}, 30_000);
afterAll(async () => {
  await running.close();
  await helpdesk.close();
});

interface Described {
  readonly operationId: string;
  readonly "x-needs"?: string;
  readonly "x-open"?: string;
}

async function listOperations() {
  const { body } = await running.ask("GET", "/api/openapi.json");
  const { paths } = body as { paths: Record<string, Record<string, Described>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ ...one, path, method: method.toUpperCase() })),
  );
}

describe("every route", () => {
  it("says what it needs, or is open to all", async () => {
    const operations = await listOperations();
    const silent = operations.filter((one) => one["x-needs"] === undefined && one["x-open"] === undefined);
    expect(silent.filter((one) => one.path.startsWith("/api/"))).toEqual([]);
    for (const { operationId, "x-needs": need } of operations) {
      if (need !== undefined) expect(Object.keys(NEEDS), operationId).toContain(need);
    }
    const found = Object.fromEntries(operations.map((one) => [one.operationId, one["x-needs"]]));
    expect(found).toMatchObject(PINNED);
  });

  it.each(ROLES)("lets %s do what their role may, and refuses all else", async (role) => {
    const browser = people.get(role) as TestBrowser;
    for (const { path, method, operationId, "x-needs": need } of await listOperations()) {
      // Of the own sessions they need one until the end, and an open stream has no end.
      if (need === undefined || operationId === "endMyOtherSessions" || operationId === "rotateKey") continue;
      const stop = new AbortController();
      const answer = await fetch(running.server.address + path.replace(/\{\w+\}/g, "none"), {
        method,
        headers: { cookie: browser.cookie(), "x-deskbell": "1", "content-type": "application/json" },
        ...(method !== "GET" && { body: "{}" }),
        signal: stop.signal,
      });
      const may = MAY[role]?.includes(need) === true;
      expect([role, operationId, answer.status === 403]).toEqual([role, operationId, !may]);
      expect([role, operationId, answer.status]).not.toEqual([role, operationId, 401]);
      stop.abort();
    }
  });
});

async function place(call: string, extension: string): Promise<string> {
  const events = [
    { id: `${call}-1`, kind: "ringing", call, direction: "inbound", from: "+66812345678", extension },
    { id: `${call}-2`, kind: "answered", call, extension },
    { id: `${call}-3`, kind: "ended", call },
  ];
  const at = Date.now();
  const timed = events.map((event, index) => ({ ...event, at: new Date(at + index).toISOString() }));
  const { status, text } = await running.ask("POST", "/api/v1/connections/office/events", { events: timed });
  expect([status, text]).toEqual([202, expect.anything()]);
  await running.server.engine.idle();
  const { calls } = (await running.ask("GET", "/api/v1/calls")).body as { calls: { id: string; pbxCallId: string }[] };
  return calls.find((one) => one.pbxCallId === call)?.id ?? "";
}

/** Reads the live feed until nothing has come for a moment. */
async function follow(browser: TestBrowser, query: string): Promise<Change[]> {
  const stop = new AbortController();
  const answer = await fetch(`${running.server.address}/api/v1/changes?${query}`, {
    headers: { cookie: browser.cookie() },
    signal: stop.signal,
  });
  expect(answer.status).toBe(200);
  let text = "";
  let last = Date.now();
  const reading = (async () => {
    for await (const chunk of answer.body ?? []) {
      text += Buffer.from(chunk).toString();
      last = Date.now();
    }
  })().catch(() => undefined);
  await expect.poll(() => Date.now() - last > 300, { timeout: 5000 }).toBe(true);
  stop.abort();
  await reading;
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json as string) as Change);
}

const callOf = (change: Change): string | undefined => {
  if (change.kind === "call") return change.call.id;
  if (change.kind === "popup") return change.popup.callId;
  if (change.kind === "delivery") return change.delivery.callId;
  return "callId" in change ? change.callId : undefined;
};

describe("an agent", () => {
  let mine = "";
  let theirs = "";
  beforeAll(async () => {
    mine = await place("agent-mine", "1001");
    theirs = await place("agent-theirs", "1002");
    expect(mine).not.toBe("");
  });
  const agent = () => people.get("agent") as TestBrowser;

  it("is told whose calls they see", async () => {
    const extensions = [{ connectionId: "office", number: "1001" }];
    expect((await agent().ask("GET", "/api/v1/me")).body).toMatchObject({ ownCallsOnly: true, extensions });
    expect((await people.get("supervisor")?.ask("GET", "/api/v1/me"))?.body).toMatchObject({ ownCallsOnly: false });
  });

  it("lists and opens the calls of their own extension, and is not told that there are others", async () => {
    const ids = async (browser: TestBrowser) =>
      ((await browser.ask("GET", "/api/v1/calls")).body as { calls: { id: string }[] }).calls.map(({ id }) => id);
    expect(await ids(agent())).toEqual([mine]);
    expect(await ids(other.browser)).toEqual([theirs]);
    expect((await ids(people.get("auditor") as TestBrowser)).sort()).toEqual([mine, theirs].sort());
    expect((await agent().ask("GET", `/api/v1/calls/${mine}`)).status).toBe(200);
    const refused = await agent().ask("GET", `/api/v1/calls/${theirs}`);
    const unknown = await agent().ask("GET", "/api/v1/calls/none");
    expect(refused.status).toBe(404);
    expect(refused.text).toBe(unknown.text.replace("none", theirs));
  });

  it("acts on no other's call, and for no other's extension", async () => {
    const popup = (call: string, extension: string) =>
      agent().ask("POST", `/api/v1/calls/${call}/popups`, { integration: "rt", extension });
    expect((await popup(mine, "1001")).status).toBe(200);
    expect((await popup(mine, "1002")).status).toBe(403);
    expect((await popup(theirs, "1001")).status).toBe(404);
    const dial = { extension: "1002", number: "+66811112222" };
    expect((await agent().ask("POST", "/api/v1/connections/office/dial", dial)).status).toBe(403);
    expect((await agent().ask("POST", "/api/v1/connections/else/dial", { ...dial, extension: "1001" })).status).toBe(
      403,
    );
    const match = { integration: "rt", type: "contacts", contact: "1" };
    expect((await agent().ask("POST", `/api/v1/calls/${theirs}/match`, match)).status).toBe(404);
    expect((await agent().ask("POST", `/api/v1/calls/${theirs}/contacts`, { integration: "rt" })).status).toBe(404);
  });

  it("hears of their own calls alone, from the beginning and live, whatever they ask for", async () => {
    for (const query of ["after=0", "latest=500", "after=0&kinds=delivery,match,skip", "after=0&kinds=popup"]) {
      const heard = await follow(agent(), query);
      const calls = new Set(heard.map(callOf));
      calls.delete(undefined);
      expect([query, [...calls]]).toEqual([query, [mine]]);
      expect(heard.filter(({ kind }) => kind === "integration")).toEqual([]);
      const kinds = /kinds=(.*)/.exec(query)?.[1]?.split(",");
      if (kinds) expect(heard.every(({ kind }) => kinds.includes(kind))).toBe(true);
    }
    const all = await follow(people.get("supervisor") as TestBrowser, "after=0");
    const heard = await follow(agent(), "after=0");
    const own = all.filter((change) => callOf(change) === mine || change.kind === "helpdesk");
    expect(heard).toEqual(own);
    expect((await agent().ask("GET", "/api/v1/changes?extension=1002")).status).toBe(403);
  });

  it("hears what becomes of their calls while they listen", async () => {
    const live = follow(agent(), "kinds=call,delivery");
    await new Promise((resolve) => setTimeout(resolve, 100));
    const id = await place("agent-live", "1001");
    await place("agent-live-2", "1002");
    const heard = await live;
    expect(new Set(heard.map(callOf))).toEqual(new Set([id]));
  });
});
