import { describe, expect, it } from "vitest";
import { cli } from "../../test/support/cli.ts";

const GOOD = "templates/zendesk/template.xml";

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
