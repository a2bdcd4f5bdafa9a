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

describe("the commands for people", () => {
  it("add, list, help in again, disable and enable", async () => {
    const add = ["people", "add", "Mali@example.com", "--name", "Mali", "--role", "agent", "supervisor"];
    const added = await cli([...add, "--extension", "1001@office", ...reach], { env });
    expect([added.code, added.out]).toEqual([
      0,
      expect.stringMatching(/^Good once, until .*Z:\n {2}http.*\/set-up#dbl_[\w-]{43}\n$/),
    ]);
    const list = await cli(["people", "list", ...reach], { env });
    expect(list.out).toBe("mali@example.com  Mali  supervisor, agent  1001@office\n");
    const reset = await cli(["people", "reset", "MALI@example.com", "--json", ...reach], { env });
    expect(JSON.parse(reset.out)).toMatchObject({ kind: "invitation", url: expect.stringContaining("#dbl_") });
    expect((await cli(["people", "disable", "mali@example.com", ...reach], { env })).said).toContain(
      "Mali is disabled",
    );
    expect((await cli(["people", "list", ...reach], { env })).out).toContain("1001@office  disabled\n");
    expect((await cli(["people", "enable", "mali@example.com", ...reach], { env })).said).toContain("Mali is enabled");
    const nobody = await cli(["people", "reset", "ghost", ...reach], { env });
    expect([nobody.code, nobody.said]).toEqual([2, expect.stringContaining('nobody signs in as "ghost"')]);
    const wrong = await cli(["people", "add", "xx", "--role", "agent", "--extension", "1001", ...reach], { env });
    expect([wrong.code, wrong.said]).toEqual([2, expect.stringContaining("write it as 1001@office")]);
  });

  it("print a new set-up link of a stopped server, and afterwards one for the owner's new password", async () => {
    const own = mkdtempSync(join(tmpdir(), "deskbell-people-"));
    try {
      const first = await openServer(undefined, { folder: own });
      await first.server.close();
      const data = ["--data", join(own, "data"), "--public-url", "https://desk.example.com/"];
      const link = await cli(["people", "link", ...data]);
      expect(link.out).toContain("  https://desk.example.com/set-up#dbl_");
      const second = await openServer(undefined, { folder: own });
      const token = /#(\S+)/.exec(link.out)?.[1];
      const wish = { link: token, login: "olivia", password: "green kettle under nine stairs" };
      expect((await second.ask("POST", "/api/v1/set-up", wish, "")).status).toBe(200);
      await second.server.close();
      const none = await cli(["people", "link", ...data]);
      expect([none.code, none.said]).toEqual([
        2,
        expect.stringContaining("there is an owner already; name the person"),
      ]);
      const reset = await cli(["people", "link", "Olivia", "--json", ...data]);
      expect(JSON.parse(reset.out)).toMatchObject({ kind: "reset" });
      const nowhere = await cli(["people", "link"]);
      expect(nowhere.said).toContain("say where the store is: --data FOLDER, or --store-url URL");
    } finally {
      rmSync(own, { recursive: true });
    }
  });
});

describe("the audit log on the command line", () => {
  it("is listed and found to be whole, or not", async () => {
    const list = await cli(["audit", "list", "--action", "addPerson", ...reach], { env });
    expect(list.out).toMatch(
      /^\d+ {2}\S+Z {2}first administrator \(127\.0\.0\.1\) {2}addPerson {2}person mali@example\.com\n$/,
    );
    const whole = await cli(["audit", "verify", ...reach], { env });
    expect([whole.code, whole.out]).toEqual([
      0,
      expect.stringMatching(/^whole: \d+ entries, the last has [0-9a-f]{64}\n$/),
    ]);
    await running.server.store.write(function* () {
      yield { kind: "sql", sql: "DELETE FROM audit WHERE seq = 1", params: [] };
    });
    const broken = await cli(["audit", "verify", ...reach], { env });
    expect([broken.code, broken.out]).toEqual([1, "entry 1 is at fault: it is missing\n"]);
  });
});
