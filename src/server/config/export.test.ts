import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { openFileVault, openSqliteStore, type Store } from "../../store/index.ts";
import { realEnv } from "../env.ts";
import { PACKAGE } from "../package-info.ts";
import { applyConfig } from "./apply.ts";
import { exportConfig, exportTemplates, readSetUp } from "./export.ts";
import { readConfig } from "./read.ts";

let folder: string;
const stores: Store[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "deskbell-export-"));
});
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  rmSync(folder, { recursive: true });
});

async function setUp(yaml: string, environment: NodeJS.ProcessEnv): Promise<Store> {
  const store = openSqliteStore(":memory:");
  stores.push(store);
  const vault = openFileVault(join(folder, "secret.key"));
  const options = { store, vault, env: realEnv, environment, shippedTemplates: PACKAGE.templatesFolder };
  await applyConfig(readConfig(yaml, "deskbell.yaml", folder), options);
  return store;
}

const YAML = `
connections:
  - { id: a-b, zone: Asia/Bangkok, signingSecret: { env: S } }
  - { id: a.b, zone: UTC, signingSecret: { env: S } }
templates: [{ shipped: request-tracker }]
phonebooks: [{ id: vip, name: VIP, connection: a-b }, { id: everywhere }]
integrations:
  - id: rt
    connection: a-b
    template: request_tracker
    fields: { address: "https://rt.example", token: { env: S }, staff_domain: example.com }
    associations: [{ extension: "1001", user: somsak }]
    settings: { contactSync: { phonebook: vip } }
tokens:
  - { name: จอแสดง, scopes: [read], value: { env: T1 } }
  - { name: ตู้สาขา, scopes: [events:write], value: { env: T2 } }
`;
const SECRET = "a secret of enough length";
const ENVIRONMENT = { S: SECRET, T1: "token one", T2: "token two" };

describe("an exported configuration", () => {
  it("sets up the same again elsewhere, with the templates beside it", async () => {
    const store = await setUp(YAML, ENVIRONMENT);
    const yaml = await exportConfig(store);
    for (const [file, xml] of await exportTemplates(store)) writeFileSync(join(folder, file), xml);
    const names = [...yaml.matchAll(/env: (\S+)/g)].map(([, name]) => name as string);
    const environment = Object.fromEntries(names.map((name, at) => [name, `${SECRET} ${at}`]));
    const copy = await setUp(yaml, environment);
    expect(await exportConfig(copy)).toBe(yaml);
    expect(readFileSync(join(folder, "request_tracker.xml"), "utf8")).toBe(
      readFileSync(join(PACKAGE.templatesFolder, "request-tracker", "template.xml"), "utf8"),
    );
  });

  it("gives every secret a name of its own, however alike their places are written", async () => {
    const yaml = await exportConfig(await setUp(YAML, ENVIRONMENT));
    expect([...yaml.matchAll(/env: (\S+)/g)].map(([, name]) => name)).toEqual([
      "DESKBELL_A_B_SIGNING_SECRET",
      "DESKBELL_A_B_SIGNING_SECRET_2",
      "DESKBELL_RT_TOKEN",
      "DESKBELL_TOKEN",
      "DESKBELL_TOKEN_2",
    ]);
  });

  it("holds no secret, and says the same as JSON", async () => {
    const store = await setUp(YAML, ENVIRONMENT);
    const yaml = await exportConfig(store);
    for (const secret of Object.values(ENVIRONMENT)) expect(yaml).not.toContain(secret);
    expect(parse(yaml)).toEqual(await readSetUp(store));
  });
});
