import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cli } from "../../../test/support/cli.ts";
import { openRequestTracker, type RequestTracker, RT_TOKEN } from "../../../test/support/helpdesks/request-tracker.ts";

let folder = "";
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "deskbell-cli-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const GOOD = "templates/zendesk/template.xml";

describe("run and render", () => {
  const TEMPLATE = "templates/request-tracker/template.xml";
  let rt: RequestTracker;
  beforeAll(async () => {
    rt = await openRequestTracker();
  });
  afterAll(() => rt.close());

  const run = (command: string, scenario: string, vars: object, ...more: string[]) =>
    cli(
      [
        command,
        TEMPLATE,
        "--scenario",
        scenario,
        "--set",
        `address=${rt.address}`,
        "--set",
        "token=env:RT",
        "--set",
        "staff_domain=helpdesk.example",
      ].concat(["--vars", file("vars.json", JSON.stringify(vars)), ...more]),
      { env: { RT: RT_TOKEN, DESKBELL_ALLOW_PRIVATE_TARGETS: "1" } },
    );

  it("sends for real and prints rows, variables and exchanges, without the token", async () => {
    const { out, code } = await run("run", "SyncContactAuto", { Phone: "+66 81-234 5678" }, "--json");
    expect(code).toBe(0);
    const result = JSON.parse(out) as { rows: object[]; exchanges: object[] };
    expect(result).toMatchObject({
      ok: true,
      rows: [{ ContactsId: "kanda@cust.example", BusinessNumber: "081-234-5678" }],
      variables: { ContactId: "kanda@cust.example" },
      diagnostics: [],
    });
    expect(result.exchanges.at(-1)).toMatchObject({
      request: { method: "POST" },
      response: { status: 200 },
      outputs: [{ ContactsId: "kanda@cust.example" }],
    });
    expect(out).not.toContain(RT_TOKEN);
  });

  it("drops strangers that a helpdesk gives", async () => {
    const { out } = await run("run", "SyncContactAuto", { CallerNumber: "+66999999999" }, "--json");
    expect(JSON.parse(out)).toMatchObject({ ok: true, rows: [], outcome: { kind: "nothing-found" } });
  });

  it("exits with 1 when the helpdesk refuses", async () => {
    rt.answerNext({
      status: 403,
      headers: { "content-type": "application/json" },
      body: '{"message":"No permission"}',
    });
    const { out, code } = await run("run", "CreateNewTicket", { ContactId: "kanda@cust.example", Call_From: "1" });
    expect(code).toBe(1);
    expect(out).toContain("outcome: rejected: the helpdesk answered 403: No permission");
  });

  it("renders and sends nothing in a dry run", async () => {
    const before = rt.requests.length;
    const vars = { ContactId: "kanda@cust.example", Call_From: 'a "quoted" caller', Call_Id: "1" };
    const { out, code } = await run("run", "CreateNewTicket", vars, "--dry-run");
    expect([code, rt.requests.length]).toEqual([0, before]);
    expect(out).toContain('a \\"quoted\\" caller');
    expect(out).toContain("authorization: token ***");
    expect((await run("render", "CreateNewTicket", vars)).out).toContain("not sent: dry run");
  });

  it("does not reach into the local network unless the operator says so", async () => {
    const settings = ["--set", `address=${rt.address}`, "--set", "token=x", "--set", "staff_domain="];
    const { out, code } = await cli(["run", TEMPLATE, "--scenario", "UserAssociation", ...settings]);
    expect(code).toBe(1);
    expect(out).toContain("--allow-private-targets");
  });

  it("lists every missing field and every name that is not known at once", async () => {
    const { said, code } = await cli(["run", TEMPLATE, "--scenario", "UserAssociation", "--set", "adress=x"]);
    expect(code).toBe(2);
    for (const name of ["--set adress", "--set address=…", "--set token=…", "--set staff_domain=…"])
      expect(said).toContain(name);
  });

  it.each([
    ['{\n  "Phone": x}', "bad.json:2:12: not JSON: expected a value, found x"],
    ["[]", "holds a list"],
    ['{"a":{}}', "values that are no texts"],
  ])("says what is wrong with the variables %s", async (text, sentence) => {
    const args = ["run", TEMPLATE, "--scenario", "UserAssociation", "--vars", file("bad.json", text)];
    const { said, code } = await cli(args);
    expect(code).toBe(2);
    expect(said).toContain(sentence);
  });

  it("reads secrets from files and the environment, and prints none, not even when the helpdesk repeats them", async () => {
    const server = createServer((request, response) => {
      response.setHeader("content-type", "application/json");
      response.end(
        JSON.stringify({ users: [{ id: 1, name: request.headers.authorization, email: "a@cust.example" }] }),
      );
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const settings = [
      "--set",
      `address=http://127.0.0.1:${port}`,
      "--set",
      "client_id=a",
      "--set",
      "client_secret=env:CS",
    ];
    const tokens = ["--token", `@${file("token.txt", "canary-1\n")}`, "--refresh-token", "env:RF"];
    const env = { CS: "canary-2", RF: "canary-3", DESKBELL_ALLOW_PRIVATE_TARGETS: "1" };
    for (const form of [[], ["--json"], ["--dry-run"]]) {
      const args = ["run", GOOD, "--scenario", "UserAssociation", ...settings, ...tokens, ...form];
      const { out, said, code } = await cli(args, { env });
      expect(code).toBe(0);
      expect(out).toContain("Bearer ***");
      expect(out + said).not.toContain("canary");
    }
    server.close();
  });

  it.each([
    ["token=@no-such-file", "--set token: file no-such-file cannot be read"],
    ["token=env:NOT_SET", "--set token: environment variable NOT_SET is not set"],
  ])("says where the value of %s was looked for", async (setting, sentence) => {
    const { said, code } = await cli(["run", TEMPLATE, "--scenario", "UserAssociation", "--set", setting]);
    expect(code).toBe(2);
    expect(said).toContain(sentence);
  });

  it.each(["canary-4711", "=canary-4711"])("does not repeat the setting %s, which may be a secret", async (setting) => {
    const { out, said, code } = await cli(["run", TEMPLATE, "--scenario", "UserAssociation", "--set", setting]);
    expect(code).toBe(2);
    expect(said).toContain("write it as name=value");
    expect(out + said).not.toContain("canary");
  });

  it("takes variables with a byte order mark, as some editors write it", async () => {
    const path = file("bom.json", '\ufeff{"Phone": 66812345678, "CallerNumber": "1"}');
    const settings = ["--set", "address=https://rt.example", "--set", "token=x", "--set", "staff_domain="];
    const args = ["render", TEMPLATE, "--scenario", "SyncContactAuto", ...settings, "--vars", path, "--json"];
    const { out, code } = await cli(args);
    expect([code, JSON.parse(out)]).toMatchObject([0, { variables: { Phone: "66812345678", CallerNumber: "1" } }]);
  });

  it("names the scenarios that there are", async () => {
    const { said, code } = await run("run", "Nope", {});
    expect(code).toBe(2);
    expect(said).toContain('no scenario "Nope"; it has AuthMethod');
  });

  it.each([
    [["--scenario", "AuthMethod"], 'scenario "AuthMethod" has no requests; these have: UserAssociation,'],
    [["--scenario", "SyncContactAuto", "--request", "leads"], 'has no request named "leads"; it has contacts'],
    [["--scenario", "SyncContactAuto", "--region", "XX"], "--region XX: write a country as two letters"],
    [["--scenario", "SyncContactAuto", "--zone", "Asia/Bankok"], "Asia/Bankok"],
    [["--scenario", "SyncContactAuto", "--timeout", "abc"], "--timeout abc: write seconds between 0 and 600"],
  ])("refuses %j and says what would do", async (args, sentence) => {
    const settings = ["--set", `address=${rt.address}`, "--set", "token=x", "--set", "staff_domain="];
    const { out, said, code } = await cli(["run", TEMPLATE, ...args, ...settings]);
    expect([code, out]).toEqual([2, ""]);
    expect(said).toContain(sentence);
  });

  it("asks for an access token where a person's permission is needed", async () => {
    const settings = ["--set", "address=https://acme.zendesk.com", "--set", "client_id=a", "--set", "client_secret=b"];
    const { said, code } = await cli(["run", GOOD, "--scenario", "UserAssociation", ...settings]);
    expect(code).toBe(2);
    expect(said).toContain("--token");
  });
});
