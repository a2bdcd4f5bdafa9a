import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DeskbellError, Problem } from "../../base/index.ts";
import {
  findPhonebookOf,
  listApiTokens,
  listExtensions,
  listTemplates,
  openFileVault,
  openSqliteStore,
  type Store,
} from "../../store/index.ts";
import { realEnv } from "../env.ts";
import { PACKAGE } from "../package-info.ts";
import { applyConfig } from "./apply.ts";
import { readConfig } from "./read.ts";

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "deskbell-apply-"));
  store = openSqliteStore(":memory:");
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function apply(yaml: string, environment: NodeJS.ProcessEnv = {}): Promise<readonly Problem[]> {
  const vault = openFileVault(join(folder, "secret.key"));
  const options = { store, vault, env: realEnv, environment, shippedTemplates: PACKAGE.templatesFolder };
  try {
    await applyConfig(readConfig(yaml, "deskbell.yaml", folder), options);
    return [];
  } catch (error) {
    return (error as DeskbellError).problems;
  }
}

const INTEGRATION =
  "{ id: rt, connection: office, template: request_tracker, fields: { address: 'https://rt.example', token: { env: S }, staff_domain: a.b } }";

describe("setting up", () => {
  it("the same twice changes nothing", async () => {
    const yaml = `
connections: [{ id: office, zone: UTC, extensions: [{ number: "1001" }] }]
templates: [{ shipped: request-tracker }]
integrations: [${INTEGRATION}]
tokens: [{ name: x, scopes: [read], value: { env: T } }]`;
    const read = () =>
      store.read(function* () {
        return [yield* listTemplates(), yield* listApiTokens(), yield* listExtensions("office")];
      });
    const environment = { S: "secret", T: "token" };
    expect(await apply(yaml, environment)).toEqual([]);
    const first = await read();
    expect(await apply(yaml, environment)).toEqual([]);
    expect(await read()).toEqual(first);
  });

  it("a template may come under several keys", async () => {
    expect(await apply("templates: [{ shipped: zendesk, key: a }, { shipped: zendesk, key: b }]")).toEqual([]);
    expect((await store.read(listTemplates)).map(({ key }) => key)).toEqual(["a", "b"]);
  });

  it.each([
    [
      "connections: [{ id: a, zone: UTC }, { id: a, zone: UTC }]",
      '1:43 connections[1].id "a" stands here twice; leave one',
    ],
    [
      'connections: [{ id: a, zone: UTC, extensions: [{ number: "1" }, { number: "1" }] }]',
      '1:75 connections[0].extensions[1].number "1" stands here twice; leave one',
    ],
    ["templates: [{ shipped: zendsk }]", '1:24 templates[0].shipped there is no shipped template "zendsk"'],
    ["templates: [{ shipped: ../../etc }]", '1:24 templates[0].shipped there is no shipped template "../../etc"'],
    ["templates: [{}]", "1:13 templates[0] must name either file or shipped"],
    ["templates: [{ file: none.xml }]", "1:13 templates[0] template none.xml cannot be read: ENOENT"],
    [
      "connections: [{ id: a, zone: UTC, signingSecret: { env: S } }]",
      "1:50 connections[0].signingSecret environment variable S is not set",
    ],
  ])("tells what is wrong with %s", async (yaml, said) => {
    const [problem, ...others] = await apply(yaml);
    expect([`${problem?.path} ${problem?.message}`, others]).toEqual([said, []]);
  });

  it("refuses a signing secret that anybody could guess, without repeating it", async () => {
    const yaml = "connections: [{ id: a, zone: UTC, signingSecret: { env: S } }]";
    const [problem] = await apply(yaml, { S: "whsec_canary!" });
    expect(problem?.message).toContain("not Base64");
    expect(problem?.message).not.toContain("canary");
  });

  it("refuses a secret that stands in the file, without repeating it", async () => {
    const yaml = `connections: [{ id: office, zone: UTC }]
templates: [{ shipped: request-tracker }]
integrations:
  - { id: rt, connection: office, template: request_tracker, fields: { address: 'https://rt.example', token: '1-23-abc', staff_domain: '' } }`;
    const problems = await apply(yaml, {});
    expect(problems.map(({ path, message }) => `${path} ${message}`)).toEqual([
      "4:110 integrations[0].fields.token is secret and must not stand in the file",
    ]);
    expect(JSON.stringify(problems)).not.toContain("1-23-abc");
  });

  it("tells the problems of every integration at their places", async () => {
    const yaml = `
connections: [{ id: office, zone: UTC }]
templates: [{ shipped: request-tracker }]
integrations:
  - { id: a, connection: ofice, template: request_tracker }
  - { id: b, connection: office, template: request_trakcer }`;
    expect((await apply(yaml)).map(({ path, help }) => `${path} ${help}`)).toEqual([
      '5:26 integrations[0].connection Did you mean "office"?',
      '6:44 integrations[1].template Did you mean "request_tracker"?',
    ]);
    const fields = yaml.replace("ofice", "office").replace("trakcer", "tracker");
    expect((await apply(fields)).map(({ path }) => path)).toEqual([
      "5:5 integrations[0].fields.address",
      "5:5 integrations[0].fields.token",
      "5:5 integrations[0].fields.staff_domain",
      "6:5 integrations[1].fields.address",
      "6:5 integrations[1].fields.token",
      "6:5 integrations[1].fields.staff_domain",
    ]);
  });
});

describe("phonebooks", () => {
  const configure = (phonebooks: string, phonebook: string) => `
connections: [{ id: office, zone: UTC }, { id: branch, zone: UTC }]
templates: [{ shipped: request-tracker }]
phonebooks: ${phonebooks}
integrations: [${INTEGRATION.replace(/ }$/, `, settings: { contactSync: { phonebook: ${phonebook} } } }`)}]`;
  const current = () => store.read(() => findPhonebookOf("rt"));

  it("are made and chosen, and the same twice changes nothing", async () => {
    const yaml = configure("[{ id: vip, name: VIP, connection: office }]", "vip");
    for (let round = 0; round < 2; round++) {
      expect(await apply(yaml, { S: "secret" })).toEqual([]);
      expect(await current()).toMatchObject({ id: "vip", name: "VIP", connectionId: "office" });
    }
  });

  it("left out are the integration's own", async () => {
    expect(await apply(configure("[]", '""'), { S: "secret" })).toEqual([]);
    expect(await current()).toMatchObject({ id: "rt", connectionId: "office" });
  });

  it.each([
    ["[]", "vip", "settings.contactSync.phonebook", 'there is no phonebook "vip"'],
    ["[{ id: vip, connection: branch }]", "vip", "settings.contactSync.phonebook", 'belongs to connection "branch"'],
    ["[{ id: vip, connection: brunch }]", "vip", "phonebooks[0].connection", 'there is no connection "brunch"'],
    ["[{ id: vip }, { id: vip }]", "vip", "phonebooks[1].id", '"vip" stands here twice'],
    ["[{ id: vip }]", "a b", "settings.contactSync.phonebook", "write the id of a phonebook"],
  ])("%s with %j chosen are refused at %s", async (phonebooks, phonebook, path, message) => {
    const problems = await apply(configure(phonebooks, phonebook), { S: "secret" });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.path).toMatch(new RegExp(`^\\d+:\\d+ .*${path.replace(/[[\]]/g, "\\$&")}$`));
    expect(problems[0]?.message).toContain(message);
  });

  it("that an integration has are not renamed", async () => {
    await apply(configure("[{ id: vip }]", "vip"), { S: "secret" });
    const [problem] = await apply(configure("[{ id: vip, name: New }]", "vip"), { S: "secret" });
    expect(problem).toMatchObject({ path: "4:14 phonebooks[0]", message: expect.stringContaining("is read-only") });
  });
});
