import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

const GOOD = "templates/zendesk/template.xml";
const broken = () =>
  readFileSync(GOOD, "utf8").replace("role%5B%5D=agent&amp;role", "role%5B%5D=agent&role").replaceAll("&quot;", '"');

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
