import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
const broken = () =>
  readFileSync(GOOD, "utf8").replace("role%5B%5D=agent&amp;role", "role%5B%5D=agent&role").replaceAll("&quot;", '"');

describe("the command line", () => {
  it("prints its version and help and exits with 0", async () => {
    expect(await cli(["--version"])).toMatchObject({ out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), code: 0 });
    const help = await cli(["--help"]);
    expect(help.code).toBe(0);
    for (const name of ["lint", "mend", "render", "run", "gjson", "demo", "serve"]) expect(help.out).toContain(name);
  });

  it.each([
    [["lnt"], "Did you mean lint?"],
    [["lint", "--jsn", GOOD], "Did you mean --json?"],
    [["lint"], "missing required argument"],
    [["run", GOOD], "--scenario"],
    [["lint", "no-such.xml"], "no-such.xml: there is no such file"],
    [["lint", "templates"], "templates: it is a folder"],
    [["serve"], "--data FOLDER"],
    [["serve", "--data", "x", "--port", "99999"], "write a number from 0 to 65535"],
    [["simulate", "nope", "--connection", "x"], 'there is no script "nope"'],
  ])("says what is wrong with %j and exits with 2", async (args, sentence) => {
    const { out, said, code } = await cli(args);
    expect(code).toBe(2);
    expect(said).toContain(sentence);
    expect(out + said).not.toMatch(/\n {4}at /);
  });

  it("tells failures as JSON with --json", async () => {
    const { out, code } = await cli(["lint", "no-such.xml", "--json"]);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ ok: false, error: { code: "INPUT_INVALID" } });
  });
});

it("shows the way to a failure only to who asks for it", async () => {
  const args = ["lint", "no-such.xml"];
  expect((await cli(args)).said).toBe("deskbell: no-such.xml: there is no such file\n");
  expect((await cli(args, { env: { DESKBELL_DEBUG: "1" } })).said).toMatch(/\n {4}at /);
});

describe("wrong usage with --json", () => {
  it.each([
    [["lnt"], "unknown command 'lnt' (Did you mean lint?)"],
    [["lint", "--quite", GOOD], "unknown option '--quite' (Did you mean --quiet?)"],
    [["run", GOOD], "required option '--scenario <id>' not specified"],
    [["run", GOOD, "--set", "x"], "--set: write it as name=value, such as --set token=env:TOKEN"],
    [["config", "check"], "missing required argument 'file'"],
    [["help", "lnt"], "there is no such command; --help lists all"],
  ])("is told as JSON alone: %j", async (args, message) => {
    const { out, said, code } = await cli([...args, "--json"]);
    expect([code, said]).toEqual([2, ""]);
    expect(JSON.parse(out)).toEqual({ ok: false, error: { code: "INPUT_INVALID", message } });
  });
});

describe("lint", () => {
  it("finds no error in the shipped templates", async () => {
    const { out, code } = await cli([
      "lint",
      GOOD,
      "templates/zoho-desk/template.xml",
      "templates/request-tracker/template.xml",
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(/^0 errors, /m);
  });

  it("shows a finding with its line and a caret, and exits with 1", async () => {
    const path = file(
      "wrong.xml",
      readFileSync(GOOD, "utf8").replace("UrlEncode .CallerNumber", "UrlEncod .CallerNumber"),
    );
    const { out, code } = await cli(["lint", "--quiet", path]);
    expect(code).toBe(1);
    expect(out).toMatch(/^1 error, 0 warnings, /m);
    expect(out).toMatch(/wrong\.xml:\d+:\d+ error unknown-function: .*UrlEncod/);
    expect(out).toContain('did you mean "UrlEncode"?');
    expect(out).toMatch(/\n\s+\| +\^+/);
  });

  it("reads standard input", async () => {
    const { out, code } = await cli(["lint", "-", "--json"], { input: "<Information" });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ ok: false, files: [{ file: "-", diagnostics: [{ severity: "error" }] }] });
  });
});

describe("mend", () => {
  it("puts the mended file on standard output and what was mended on standard error", async () => {
    const { out, said, code } = await cli(["mend", file("broken.xml", broken())]);
    expect(code).toBe(0);
    expect(said).toMatch(/\d+ places mended/);
    expect((await cli(["lint", "--quiet", file("mended.xml", out)])).code).toBe(0);
  });

  it("leaves a well-formed file as it is, byte for byte", async () => {
    const { out, said, code } = await cli(["mend", GOOD]);
    expect([out, code]).toEqual([readFileSync(GOOD, "utf8"), 0]);
    expect(said).toContain("nothing to mend");
  });

  it("says so when a file cannot be mended", async () => {
    const { out, said, code } = await cli(["mend", "-"], { input: "<a><b></a>" });
    expect([out, code]).toEqual(["", 1]);
    expect(said).toContain("cannot be mended");
  });
});

describe("gjson", () => {
  it("prints the text, the raw piece or all about it", async () => {
    const input = '{"users":[{"id":12345678901234567890,"name":"ก"}]}';
    expect(await cli(["gjson", "users.0.id"], { input })).toMatchObject({ out: "12345678901234567890\n", code: 0 });
    expect((await cli(["gjson", "users.#.name", "--raw"], { input })).out).toBe('["ก"]\n');
    expect(JSON.parse((await cli(["gjson", "users.0.name", "--json"], { input })).out)).toMatchObject({
      exists: true,
      type: "String",
    });
  });

  it("exits with 1 when nothing is there, and points at a mistake in the path or the document", async () => {
    expect((await cli(["gjson", "nobody"], { input: "{}" })).code).toBe(1);
    const broken = await cli(["gjson", "a.b"], { input: '{"a":\n  {"c":1,}}' });
    expect(broken).toMatchObject({ code: 1, said: expect.stringContaining("-:2:10: not JSON: expected a name") });
    expect((await cli(["gjson", "a"], { input: Buffer.from([0xff]) })).said).toContain("-: the bytes are not UTF-8");
    expect((await cli(["gjson", "users.#(id==1"], { input: "{}" })).said).toMatch(/path, character \d+/);
  });
});

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

describe("config check", () => {
  it("lists every problem with its place", async () => {
    const path = file(
      "deskbell.yaml",
      `connections:
  - { id: office, zone: Asia/Bankok }
integrations:
  - { id: a, conection: office, template: zendesk }
`,
    );
    const { out, code } = await cli(["config", "check", path]);
    expect(code).toBe(1);
    expect(out).toContain(":2:25 connections[0].zone: is not the name of a time zone");
    expect(out).toContain('there is no member "conection"\n    Did you mean "connection"?');
  });

  it("finds what is missing outside the file and across its parts", async () => {
    const path = file(
      "deskbell2.yaml",
      `connections: [{ id: office, zone: Asia/Bangkok, signingSecret: { env: NOT_SET } }]
templates: [{ shipped: zendesk }, { file: missing.xml }]
integrations:
  - { id: a, connection: ofice, template: zendesk, fields: { address: "https://acme.zendesk.com", client_secret: { file: nope.txt } } }
`,
    );
    const { out, code } = await cli(["config", "check", path]);
    expect(code).toBe(1);
    for (const text of [
      "NOT_SET is not set",
      "missing.xml cannot be read",
      'Did you mean "office"?',
      "nope.txt cannot be read",
    ]) {
      expect(out).toContain(text);
    }
  });
});
