import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSimulator, SCRIPTS, type Script, writePhoneEvent } from "../src/pbx/index.ts";
import { realEnv } from "../src/server/index.ts";
import { cli } from "./support/cli.ts";
import { openRequestTracker, type RequestTracker } from "./support/helpdesks/request-tracker.ts";
import { type HttpHelpdesk, openHttpHelpdesk } from "./support/http-helpdesk.ts";
import { startPostgres, type TestDatabase } from "./support/postgres/start.ts";
import { EVENTS_TOKEN, RT_CONFIG, rtEnvironment } from "./support/rt-config.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

const EVENTS = "/api/v1/connections/office/events";
const KNOWN = { number: "+66812345678", extension: "1001" };
/** Whose tickets the helpdesk does not take at once, as {@link gate} says. */
const HELD_UP = { number: "+66898765432", extension: "1002" };

let folder: string;
let helpdesk: RequestTracker;
/** The way to the helpdesk, on which new tickets are let through, refused for now, or held until the gate is open. */
let way: HttpHelpdesk;
let gate: "open" | "failing" | "slowing" | Promise<void> = "open";
let postgres: TestDatabase;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "deskbell-drill-"));
  helpdesk = await openRequestTracker();
  way = await openHttpHelpdesk(async ({ method, url, headers, body }) => {
    const isHeldUp = method === "POST" && url.endsWith("/ticket") && body.includes(HELD_UP.number);
    if (isHeldUp && gate === "failing") return { status: 503, body: {} };
    if (isHeldUp && gate === "slowing") return { status: 503, headers: { "retry-after": "1" }, body: {} };
    if (isHeldUp) await gate;
    const answer = await fetch(helpdesk.address + url, {
      method,
      headers: { authorization: headers.authorization ?? "", "content-type": "application/json" },
      ...(method !== "GET" && { body }),
    });
    return { status: answer.status, body: await answer.json() };
  });
  postgres = await startPostgres();
}, 60_000);
afterAll(async () => {
  await way.close();
  await helpdesk.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A call as its PBX tells it. */
interface Told {
  readonly pbxCallId: string;
  readonly events: readonly unknown[];
}

async function tell(running: RunningServer, script: Script): Promise<Told> {
  const events: unknown[] = [];
  const simulator = createSimulator({
    env: realEnv,
    speed: Number.POSITIVE_INFINITY,
    post: async (some) => void events.push(...some.map(writePhoneEvent)),
  });
  const pbxCallId = await simulator.place(script);
  expect((await running.ask("POST", EVENTS, { events }, EVENTS_TOKEN)).status).toBe(202);
  return { pbxCallId, events };
}

const ticketsOf = ({ pbxCallId }: Told) =>
  helpdesk.state.tickets.filter(({ customFields }) => customFields["Call Id"] === pbxCallId);

interface Delivery {
  readonly feature: string;
  readonly state: string;
  readonly note: string;
}

async function findDeliveries(running: RunningServer, told: Told, token: string): Promise<readonly Delivery[]> {
  const { calls } = (await running.ask("GET", "/api/v1/calls?limit=200", undefined, token)).body as {
    calls: { id: string; pbxCallId: string }[];
  };
  const call = calls.find((one) => one.pbxCallId === told.pbxCallId);
  if (!call) return [];
  const found = (await running.ask("GET", `/api/v1/calls/${call.id}`, undefined, token)).body as {
    deliveries: Delivery[];
  };
  return found.deliveries;
}

const ticketState = async (running: RunningServer, told: Told, token: string) =>
  (await findDeliveries(running, told, token)).find(({ feature }) => feature === "auto-ticket")?.state;

describe("a machine that is lost after a backup was taken under load", () => {
  const done: Told[] = [];
  const open: Told[] = [];
  /** While the backup is made. */
  const during: Told[] = [];
  const file = () => join(folder, "nightly.backup");
  let old: RunningServer;
  let token: string;

  it("has its backup, and lives on for a while", async () => {
    old = await openServer(RT_CONFIG, { environment: rtEnvironment(way.address) });
    token = old.server.adminToken?.reveal() ?? "";
    for (let call = 0; call < 6; call++) done.push(await tell(old, SCRIPTS.missed(KNOWN)));
    await old.server.engine.idle();
    const openOne = async (state: string) => {
      const told = await tell(old, SCRIPTS.missed(HELD_UP));
      open.push(told);
      await expect.poll(() => ticketState(old, told, token), { timeout: 5000 }).toBe(state);
    };
    gate = "failing";
    await openOne("waiting");
    const opening = Promise.withResolvers<void>();
    gate = opening.promise;
    await openOne("running");
    await openOne("running");
    let goOn = true;
    const load = (async () => {
      for (let call = 0; goOn && call < 50; call++) during.push(await tell(old, SCRIPTS.missed(KNOWN)));
    })();
    const taken = await cli(["backup", "--to", file(), "--data", join(old.folder, "data")]);
    goOn = false;
    await load;
    expect(taken).toMatchObject({ code: 0, out: expect.stringContaining("holds 1 integrations") });
    // What stood open in the backup is carried out after it.
    gate = "open";
    opening.resolve();
    await expect.poll(() => open.map((told) => ticketsOf(told).length), { timeout: 30_000 }).toEqual([1, 1, 1]);
    await old.server.engine.idle();
    await old.server.close();
  }, 60_000);
  afterAll(async () => {
    rmSync(old.folder, { recursive: true, force: true });
  });

  it.each([
    ["a new data folder", () => undefined],
    ["PostgreSQL", () => postgres.url],
  ])(
    "goes on from %s, with every call, knowing their events, and doubles no ticket",
    async (_name, findUrl) => {
      const storeUrl = findUrl();
      const own = mkdtempSync(join(folder, "new-"));
      const data = join(own, "data");
      const place = storeUrl === undefined ? ["--data", data] : ["--store-url", storeUrl];
      const restored = await cli(["restore", "--from", file(), ...place]);
      expect(restored).toMatchObject({ code: 0, out: expect.stringMatching(/^restored what was stored at 20/) });
      expect(restored.said).toContain("put its secret.key");
      const again = await cli(["restore", "--from", file(), ...place]);
      expect(again).toMatchObject({ code: 2, said: expect.stringContaining("holds data already") });
      // Without the key, which was kept apart, nothing starts.
      const options = { folder: own, environment: rtEnvironment(way.address), ...(storeUrl && { storeUrl }) };
      await expect(openServer(undefined, options)).rejects.toMatchObject({ code: "SECRET_KEY_MISSING" });
      mkdirSync(data, { recursive: true });
      copyFileSync(join(old.folder, "data", "secret.key"), join(data, "secret.key"));
      const running = await openServer(undefined, options);
      for (const told of open) {
        await expect.poll(() => ticketState(running, told, token), { timeout: 40_000 }).toBe("done");
        const ticket = (await findDeliveries(running, told, token)).find(({ feature }) => feature === "auto-ticket");
        expect(ticket?.note).toContain("an earlier attempt had been carried out after all");
      }
      for (const told of [...done, ...open]) {
        const answer = await running.ask("POST", EVENTS, { events: told.events }, EVENTS_TOKEN);
        expect(answer.body).toEqual({ accepted: 0, repeated: told.events.length });
      }
      await running.server.engine.idle();
      expect([...done, ...open].map((told) => ticketsOf(told).length)).toEqual(Array(9).fill(1));
      // Their comments too, and what was under way when the backup was made: one of each at most.
      const tickets = [...done, ...open, ...during].map(ticketsOf);
      expect(tickets.filter((some) => some.length > 1)).toEqual([]);
      expect(tickets.flat().filter(({ texts }) => texts.length > 2)).toEqual([]);
      await running.close();
    },
    90_000,
  );
});

describe("a planned move", () => {
  it("with the server stopped goes on as if nothing had been, and sends what was waiting once", async () => {
    const old = await openServer(RT_CONFIG, { environment: rtEnvironment(way.address) });
    const token = old.server.adminToken?.reveal() ?? "";
    gate = "slowing";
    const told = await tell(old, SCRIPTS.missed(HELD_UP));
    await expect.poll(() => ticketState(old, told, token)).toBe("waiting");
    await old.server.close();
    gate = "open";
    const file = join(folder, "move.backup");
    await cli(["backup", "--to", file], { env: { DESKBELL_DATA: join(old.folder, "data") } });
    const own = mkdtempSync(join(folder, "moved-"));
    const moved = await cli(["restore", "--from", file, "--data", join(own, "data"), "--as-it-was", "--json"]);
    expect(JSON.parse(moved.out)).toMatchObject({ ok: true, rows: { calls: 1, deliveries: expect.any(Number) } });
    copyFileSync(join(old.folder, "data", "secret.key"), join(own, "data", "secret.key"));
    const asked = helpdesk.requests.length;
    const running = await openServer(undefined, { folder: own, environment: rtEnvironment(way.address) });
    await expect.poll(() => ticketState(running, told, token), { timeout: 20_000 }).toBe("done");
    expect(ticketsOf(told)).toHaveLength(1);
    expect(helpdesk.requests.slice(asked).filter(({ url }) => url.includes("/tickets?query"))).toEqual([]);
    await running.close();
    await old.close();
  }, 60_000);
});

describe("the commands", () => {
  it("say what is missing", async () => {
    expect(await cli(["backup", "--to", "x"])).toMatchObject({
      code: 2,
      said: expect.stringContaining("say where the store is: --data FOLDER or --store-url URL"),
    });
    const nothing = ["--data", join(folder, "nowhere")];
    expect((await cli(["backup", "--to", join(folder, "x"), ...nothing])).said).toContain("there is no such store");
    expect((await cli(["restore", "--from", join(folder, "x"), ...nothing])).said).toContain("there is no such file");
    expect((await cli(["backup", ...nothing])).said).toContain("--to <file>");
  });

  it("do not restore into a folder that a server uses", async () => {
    const running = await openServer();
    const said = (await cli(["restore", "--from", "x", "--data", join(running.folder, "data")])).said;
    expect(said).toContain("another Deskbell is using this data folder");
    await running.close();
  });
});
