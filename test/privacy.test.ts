import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DAY } from "../src/base/index.ts";
import type { CallId } from "../src/domain/index.ts";
import { createSimulator, SCRIPTS } from "../src/pbx/index.ts";
import type { NumberRecord } from "../src/pipeline/index.ts";
import { realEnv } from "../src/server/index.ts";
import { addRecordingPlay } from "../src/store/index.ts";
import { query } from "../src/store/operation.ts";
import { cli } from "./support/cli.ts";
import { openRequestTracker, type RequestTracker } from "./support/helpdesks/request-tracker.ts";
import { RT_CONFIG, rtEnvironment } from "./support/rt-config.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

const KNOWN = "+66812345678";
const OTHER = "+66898765432";
let helpdesk: RequestTracker;
let running: RunningServer;
let ahead = 0;

async function open(config = RT_CONFIG): Promise<void> {
  ahead = 0;
  helpdesk = await openRequestTracker();
  const env = { ...realEnv, now: () => Date.now() + ahead };
  running = await openServer(config, { environment: rtEnvironment(helpdesk.address), env });
}
async function close(): Promise<void> {
  await running.close();
  await helpdesk.close();
}

async function place(number: string): Promise<void> {
  const post = (events: Parameters<typeof running.server.engine.acceptEvents>[1]) =>
    running.server.engine.acceptEvents("office", events);
  const env = { ...realEnv, now: () => Date.now() + ahead };
  await createSimulator({ env, speed: Number.POSITIVE_INFINITY, post }).place(
    SCRIPTS.missed({ number, extension: "1001" }),
  );
  await running.server.engine.idle();
}

/** Every text of every row of the store, as one. */
function dump(): Promise<string> {
  return running.server.store.read(function* () {
    const tables = yield* query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    const parts: string[] = [];
    for (const { name } of tables) parts.push(JSON.stringify(yield* query(`SELECT * FROM ${name}`)));
    return parts.join("\n");
  });
}
const privacy = (...args: string[]) =>
  cli(["privacy", ...args, "--server", running.server.address], {
    env: { DESKBELL_TOKEN: running.server.adminToken?.reveal() },
  });

describe("everything about a number", () => {
  beforeEach(() => open());
  afterEach(close);

  it("is exported, however the number is written", async () => {
    await place(KNOWN);
    await place("081-234-5678");
    await place(OTHER);
    const { out, code } = await privacy("export", "081 234 5678");
    const found = JSON.parse(out) as NumberRecord;
    expect([code, found.calls.length, found.contacts.length]).toEqual([0, 2, 1]);
    expect(found.calls[0]?.integrations[0]?.deliveries.length).toBeGreaterThan(1);
    expect(out).not.toContain("98765432");
  });

  it("is exported with who has listened", async () => {
    await place(KNOWN);
    const record = async () => JSON.parse((await privacy("export", KNOWN)).out) as NumberRecord;
    const { id } = (await record()).calls[0]?.call ?? {};
    const play = { at: 1, who: "link", address: "192.0.2.7", agent: "a browser", bytes: "0-99" };
    await running.server.store.write(() => addRecordingPlay({ ...play, linkId: "l", callId: id as CallId }));
    expect((await record()).calls[0]?.listened).toEqual([play]);
  });

  it("is erased, and nothing of others is", async () => {
    await place(KNOWN);
    await place(OTHER);
    expect(await dump()).toMatch(/81.?234.?5678/);
    expect((await privacy("erase", "0812345678")).out).toBe("removed 1 call and 1 contact\n");
    const left = await dump();
    expect(left).not.toMatch(/0?81.?234.?5678/);
    expect(left).toMatch(/89.?876.?5432/);
    expect((await privacy("erase", "0812345678")).out).toBe("removed 0 calls and 0 contacts\n");
    expect(helpdesk.state.tickets.length).toBeGreaterThan(0);
  });

  it("takes in what people wrote into phonebooks", async () => {
    const ask = (path: string, body: object) => running.ask("POST", `/api/v1/phonebooks${path}`, body);
    await ask("", { id: "suppliers", name: "Suppliers" });
    await ask("/suppliers/contacts", { name: "Malee", numbers: [{ number: "02 555 0199" }] });
    const found = JSON.parse((await privacy("export", "+6625550199")).out) as NumberRecord;
    expect(found.contacts).toMatchObject([{ phonebookId: "suppliers", contact: { name: "Malee" } }]);
    expect((await privacy("erase", "02-555-0199")).out).toBe("removed 0 calls and 1 contact\n");
    expect(await dump()).not.toContain("Malee");
  });

  it("is not asked for by a text that is no number", async () => {
    const { code, said } = await privacy("erase", "12");
    expect([code, said]).toEqual([2, expect.stringContaining("write a telephone number of at least five digits")]);
  });
});

describe("what is kept only for a time", () => {
  afterEach(close);

  async function pass(days: number) {
    ahead += days * DAY;
    await running.server.engine.acceptEvents("office", []);
    await running.server.engine.idle();
    const [counts] = await running.server.store.read(() =>
      query(
        `SELECT (SELECT count(*) FROM attempts WHERE exchanges <> '[]') AS exchanges,
           (SELECT count(*) FROM contacts) AS contacts, (SELECT count(*) FROM calls) AS calls,
           (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM deliveries) AS deliveries`,
      ),
    );
    return counts;
  }

  it("goes when its days are over: exchanges, then the phonebook, then the calls", async () => {
    await open(`retention: { callDays: 90, exchangeDays: 10, contactDays: 30 }\n${RT_CONFIG}`);
    await place(KNOWN);
    expect(await pass(9)).toMatchObject({ exchanges: 3, contacts: 1, calls: 1 });
    expect(await pass(2)).toMatchObject({ exchanges: 0, contacts: 1, calls: 1 });
    expect(await pass(20)).toMatchObject({ contacts: 0, calls: 1 });
    expect(await pass(60)).toEqual({ exchanges: 0, contacts: 0, calls: 0, events: 0, deliveries: 0 });
  });

  it("goes by what somebody sets while the server runs, but for what the configuration names", async () => {
    await open(`retention: { exchangeDays: 10 }\n${RT_CONFIG}`);
    const retention = (body?: object) =>
      running.ask(body ? "PUT" : "GET", "/api/v1/settings/retention", body) as Promise<{
        status: number;
        body: object;
      }>;
    expect((await retention()).body).toEqual({ retention: { exchangeDays: 10 }, named: ["exchangeDays"] });
    await place(KNOWN);
    expect(await pass(31)).toMatchObject({ exchanges: 0, contacts: 1, calls: 1 });

    const refused = await retention({ callDays: 90, exchangeDays: 5 });
    expect(refused).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining("exchangeDays") } },
    });
    expect((await retention({ callDays: 0 })).status).toBe(400);
    const set = await retention({ callDays: 90, contactDays: 30, exchangeDays: 10 });
    const holds = { callDays: 90, contactDays: 30, exchangeDays: 10 };
    expect(set).toMatchObject({ status: 200, body: { retention: holds, named: ["exchangeDays"] } });
    expect(await pass(1)).toMatchObject({ contacts: 0, calls: 1 });
    expect(await pass(60)).toMatchObject({ calls: 0 });

    await retention({});
    expect((await retention()).body).toEqual({ retention: { exchangeDays: 10 }, named: ["exchangeDays"] });
    await place(KNOWN);
    expect(await pass(1000)).toMatchObject({ exchanges: 0, contacts: 1, calls: 1 });
    const { entries } = (await running.ask("GET", "/api/v1/audit?action=putRetention")).body as { entries: object[] };
    expect(entries).toMatchObject([
      { subject: "retention", before: { callDays: 90, contactDays: 30 }, after: {} },
      { before: {}, after: { callDays: 90, contactDays: 30 } },
    ]);
    await retention({ callDays: 400 });
    const { body } = await running.ask("GET", "/api/v1/config");
    expect(body).toMatchObject({ retention: { callDays: 400 } });
  });
});
