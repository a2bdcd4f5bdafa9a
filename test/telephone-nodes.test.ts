import { afterAll, beforeAll, expect, it } from "vitest";
import { openYeastarDouble, type YeastarDouble } from "../src/pbx/index.ts";
import { startPostgres, type TestDatabase } from "./support/postgres/start.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

let postgres: TestDatabase;
let pbx: YeastarDouble;
const nodes: RunningServer[] = [];
beforeAll(async () => {
  postgres = await startPostgres();
  pbx = await openYeastarDouble({ speed: 300 });
}, 60_000);
afterAll(async () => {
  for (const node of nodes) await node.close();
  await pbx?.close();
  await postgres?.stop();
});

async function openNode(): Promise<RunningServer> {
  const environment = { DESKBELL_KEY: `k:${Buffer.alloc(32, 3).toString("base64")}`, PBX_SECRET: pbx.clientSecret };
  const config = `
connections:
  - id: office
    kind: yeastar
    zone: Asia/Bangkok
    settings: { baseUrl: "${pbx.baseUrl}", clientId: ${pbx.clientId}, clientSecret: { env: PBX_SECRET } }
`;
  const node = await openServer(config, { storeUrl: postgres.url, environment });
  nodes.push(node);
  return node;
}

interface Health {
  readonly state: string;
  readonly node: string;
  readonly since: number;
}

it("one node at a time talks to a PBX with one log-in, and the next takes over what happened meanwhile", async () => {
  const one = await openNode();
  const token = one.server.adminToken?.reveal();
  const two = await openNode();
  const health = async (of: RunningServer) =>
    (await of.ask("GET", "/api/v1/connections/office/health", undefined, token)).body as Health;
  await expect.poll(async () => (await health(one)).state, { timeout: 10_000 }).toBe("connected");
  // The other shows the same, and has opened nothing of its own.
  expect(await health(two)).toMatchObject({ state: "connected", node: (await health(one)).node });
  expect([pbx.sockets(), pbx.tokens.live()]).toEqual([1, 1]);

  // A click at the node that does not hold the line is carried out with the shared log-in.
  const dialled = await two.ask(
    "POST",
    "/api/v1/connections/office/dial",
    { extension: "1001", number: "+66822222222" },
    token,
  );
  expect(dialled.status).toBe(202);
  expect(pbx.tokens.live()).toBe(1);

  const before = (await health(two)).since;
  await nodes.shift()?.close();
  await pbx.place("missed", { number: "+66833333333" });
  await expect
    .poll(async () => (await health(two)).since > before && (await health(two)).state, { timeout: 20_000 })
    .toBe("connected");
  const missed = async () =>
    (await two.ask("GET", "/api/v1/calls?number=%2B66833333333", undefined, token)).body as { calls: unknown[] };
  await expect.poll(async () => (await missed()).calls.length, { timeout: 10_000 }).toBe(1);
  expect([pbx.sockets(), pbx.tokens.live()]).toEqual([1, 1]);
  await nodes.shift()?.close();
  expect(pbx.tokens.live()).toBe(0);
}, 60_000);
