import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cli } from "../../../test/support/cli.ts";

let folder = "";
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "deskbell-cli-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
