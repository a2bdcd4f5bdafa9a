import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkConfigFile } from "../src/server/index.ts";
import { cli } from "./support/cli.ts";
import { openRequestTracker, type RequestTracker } from "./support/helpdesks/request-tracker.ts";
import { RT_CONFIG, rtEnvironment } from "./support/rt-config.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

let helpdesk: RequestTracker;
let running: RunningServer;
let folder: string;
let reach: string[];
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "deskbell-operator-"));
  helpdesk = await openRequestTracker();
  running = await openServer(RT_CONFIG, { environment: rtEnvironment(helpdesk.address) });
  reach = ["--server", running.server.address];
  env = { DESKBELL_TOKEN: running.server.adminToken?.reveal() };
});
afterAll(async () => {
  await running.close();
  await helpdesk.close();
  rmSync(folder, { recursive: true });
});

describe("the operator's commands", () => {
  it("make, list and revoke tokens of a running server", async () => {
    const made = await cli(["token", "create", "wallboard", "--scope", "read", ...reach], { env });
    const token = made.out.trim();
    expect(token).toMatch(/^dbt_[\w-]{43}$/);
    expect((await running.ask("GET", "/api/v1/calls", undefined, token)).status).toBe(200);
    const list = await cli(["token", "list", ...reach], { env });
    const [id] = /^(\S+) {2}wallboard {2}read$/m.exec(list.out)?.slice(1) ?? [];
    expect(list.out).not.toContain(token);
    expect((await cli(["token", "revoke", id as string, ...reach], { env })).code).toBe(0);
    expect((await running.ask("GET", "/api/v1/calls", undefined, token)).status).toBe(401);
  });

  it("say what the server refused", async () => {
    const made = await cli(["token", "create", "x", "--scope", "everything", ...reach], { env });
    expect([made.code, made.out]).toEqual([2, ""]);
    expect(made.said).toContain("scopes[0]: is none of admin, read, agent");
    const foreign = await cli(["token", "list", ...reach], { env: { DESKBELL_TOKEN: "dbt_wrong" } });
    expect(foreign.said).toContain("the token is not known or was revoked");
    const nobody = await cli(["token", "list", "--server", "http://127.0.0.1:9"], { env });
    expect(nobody.said).toContain("no server answers at http://127.0.0.1:9");
  });

  it("seal the secrets with a new key", async () => {
    const { out, code } = await cli(["rotate-key", ...reach], { env });
    expect([code, out]).toEqual([0, expect.stringMatching(/^2 secrets are sealed with key \S+\n$/)]);
  });

  it("place simulated calls, which become tickets", async () => {
    const before = helpdesk.state.tickets.length;
    const call = ["simulate", "missed", "--connection", "office", "--number", "+66812345678", "--extension", "1001"];
    expect((await cli([...call, "--speed", "1000", ...reach], { env })).code).toBe(0);
    await running.server.engine.idle();
    expect(helpdesk.state.tickets).toHaveLength(before + 1);
    const wrong = await cli(["simulate", "mised", "--connection", "office", ...reach], { env });
    expect([wrong.code, wrong.said]).toEqual([2, expect.stringContaining("there are answered, missed")]);
  });

  it("export a running server into a folder that sets up the same again", async () => {
    const out = join(folder, "exported");
    const done = await cli(["config", "export", ...reach, "--out", out], { env });
    expect([done.code, done.out]).toEqual([0, ""]);
    expect(readdirSync(out).sort()).toEqual(["deskbell.yaml", "request_tracker.xml"]);
    const yaml = readFileSync(join(out, "deskbell.yaml"), "utf8");
    const names = [...yaml.matchAll(/env: (\w+)/g)].map(([, name]) => [name, "a secret of enough length"]);
    expect(await checkConfigFile(join(out, "deskbell.yaml"), Object.fromEntries(names))).toEqual([]);
    const again = await cli(["config", "export", ...reach, "--out", out], { env });
    expect([again.code, again.said]).toEqual([2, expect.stringContaining("name a folder of its own")]);
    expect((await cli(["config", "export"], { env })).said).toContain("either --server URL or --data FOLDER");
  });
});

describe("a stopped server's data folder", () => {
  it("can be exported, and given a token when the first one was lost, but not while a server has it", async () => {
    const own = await openServer(RT_CONFIG, { environment: rtEnvironment(helpdesk.address) });
    const data = ["--data", join(own.folder, "data")];
    const create = ["token", "create", "lost", "--scope", "admin", ...data];
    expect((await cli(create)).said).toContain("another Deskbell is using this data folder");
    await own.server.close();
    const token = (await cli(create)).out.trim();
    expect((await cli(["token", "create", "lost", "--scope", "nothing", ...data])).code).toBe(2);
    expect((await cli(["config", "export", ...data])).out).toContain("env: DESKBELL_RT_TOKEN");
    const again = await openServer(undefined, { folder: own.folder });
    expect((await again.ask("GET", "/api/v1/tokens", undefined, token)).status).toBe(200);
    await again.close();
    await own.close();
    expect((await cli(["config", "export", "--data", folder])).said).toContain("holds no data of Deskbell");
  });
});
