import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openYeastarDouble, type YeastarDouble } from "../src/pbx/index.ts";
import { DESK_XML } from "./support/pipeline/desk-template.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";
import { openSimpleHelpdesk, type SimpleHelpdesk } from "./support/simple-helpdesk.ts";

let pbx: YeastarDouble;
let helpdesk: SimpleHelpdesk;
let running: RunningServer | undefined;
let folder: string;

const config = () => `
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
    settings:
      contactSync: { pushToPbx: true }
`;

beforeEach(async () => {
  pbx = await openYeastarDouble({ speed: 300 });
  helpdesk = await openSimpleHelpdesk();
  folder = mkdtempSync(join(tmpdir(), "deskbell-telephones-"));
  writeFileSync(join(folder, "desk.xml"), DESK_XML);
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  await helpdesk.close();
  await pbx.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = async (secret = pbx.clientSecret) => {
  running = await openServer(config(), { folder, environment: { PBX_SECRET: secret } });
  return running;
};

async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  let value = await read();
  for (let turn = 0; turn < 400 && !holds(value); turn++) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    value = await read();
  }
  expect(holds(value), JSON.stringify(value)).toBe(true);
  return value;
}

const health = async () =>
  (await (running as RunningServer).ask("GET", "/api/v1/connections/office/health")).body as {
    state: string;
    reason?: string;
    lagMs?: number;
    gap?: { events: number };
    extensions?: { count: number };
  };
const calls = async () =>
  ((await (running as RunningServer).ask("GET", "/api/v1/calls")).body as { calls: { state: string }[] }).calls;

it("a PBX is connected by address, client id and secret, and the rest comes by itself", async () => {
  const { ask } = await open();
  await until(health, ({ state, extensions }) => state === "connected" && extensions?.count === 3);
  expect((await ask("GET", "/api/v1/connections/office/extensions")).body).toMatchObject({
    extensions: [{ number: "1001", name: "Anna", email: "anna@example.com", origin: "pbx" }, {}, {}],
  });
  helpdesk.contacts.push({ id: "7", name: "Somchai", phone: "+66812345678" });
  const id = await pbx.place("answered", { number: "+66812345678" });
  await until(calls, (all) => all[0]?.state === "ended");
  await until(
    async () => helpdesk.journals.length,
    (count) => count === 1,
  );
  expect(helpdesk.tickets).toMatchObject([{ contact: "7", status: "Answered", call: id }]);
  expect(await health()).toMatchObject({ state: "connected", warnings: [] });
});

it("contacts are written into the telephones' own phonebook where the integration wants it", async () => {
  helpdesk.contacts.push({ id: "7", name: "Somchai", phone: "+66812345678" });
  const { close } = await open();
  await until(health, ({ state }) => state === "connected");
  await pbx.place("answered", { number: "+66812345678" });
  await until(
    async () => helpdesk.journals.length,
    (count) => count === 1,
  );
  expect([...pbx.state.contacts.values()]).toEqual([]);
  // At the start of a session, and every minute.
  running = undefined;
  await close();
  await open();
  await until(
    async () => pbx.state.contacts.size,
    (count) => count === 1,
  );
  expect(JSON.stringify([...pbx.state.contacts.values()])).toContain("Somchai");
  expect([...pbx.state.phonebooks.values()]).toMatchObject([{ name: "desk" }]);
});

it("calls that rang while the line was cut get their ticket and journal entry once", async () => {
  await open();
  await until(health, ({ state }) => state === "connected");
  helpdesk.contacts.push({ id: "7", name: "Somchai", phone: "+66812345678" });
  pbx.drop();
  await pbx.place("missed", { number: "+66812345678" });
  await until(
    async () => helpdesk.journals.length,
    (count) => count === 1,
  );
  await until(health, ({ state }) => state === "connected");
  expect(helpdesk.tickets).toMatchObject([{ contact: "7", status: "No Answer" }]);
  expect(helpdesk.journals).toHaveLength(1);
});

it("a secret that the PBX refuses is tried once, told, and tried again when it is mended", async () => {
  const { ask } = await open("wrong");
  const { reason } = await until(health, ({ state }) => state === "refused");
  expect(reason).toBeTruthy();
  const settings = { baseUrl: pbx.baseUrl, clientId: pbx.clientId, clientSecret: pbx.clientSecret };
  await ask("PUT", "/api/v1/connections/office", { zone: "Asia/Bangkok", settings });
  await until(health, ({ state }) => state === "connected");
});

it("an agent's click rings the extension, then the number; a stop gives the log-in back", async () => {
  const { ask, close } = await open();
  await until(health, ({ state }) => state === "connected");
  const dialled = await ask("POST", "/api/v1/connections/office/dial", { extension: "1001", number: "+66822222222" });
  expect(dialled.status).toBe(202);
  await until(calls, (all) => all.length === 1);
  expect((await ask("GET", "/api/v1/calls?direction=outbound&extension=1001")).body).toMatchObject({
    calls: [{ externalNumber: "+66822222222" }],
  });
  running = undefined;
  await close();
  expect(pbx.tokens.live()).toBe(0);
});
