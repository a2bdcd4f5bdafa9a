import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const MINUTES = 60_000;

const work = mkdtempSync(join(tmpdir(), "deskbell-package-"));
const home = join(work, "elsewhere");
const installed = join(home, "node_modules", "deskbell");

/** Runs a program in the folder that the package was installed into, with nothing of this repository on its path. */
async function there(file: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(file, args, { cwd: home, env: { ...process.env, NODE_PATH: "" } });
  return stdout;
}

const deskbell = (...args: string[]): Promise<string> => there(join(home, "node_modules", ".bin", "deskbell"), args);
const evaluate = (code: string): Promise<string> => there(process.execPath, ["--input-type=module", "--eval", code]);

describe("the published package", () => {
  beforeAll(async () => {
    await run("npm", ["pack", "--pack-destination", work]);
    const tarball = readdirSync(work).find((file) => file.endsWith(".tgz")) as string;
    mkdirSync(home);
    writeFileSync(join(home, "package.json"), JSON.stringify({ name: "elsewhere", private: true }));
    await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", join(work, tarball)], { cwd: home });
  }, 3 * MINUTES);

  afterAll(() => rmSync(work, { recursive: true, force: true }));

  it("holds what runs and no tests, sources or runtime", () => {
    const files = readdirSync(installed, { recursive: true, encoding: "utf8" });
    expect(files).toEqual(expect.arrayContaining(["README.md", "LICENSE", "CHANGELOG.md", "bin/deskbell.cjs"]));
    expect(files).toEqual(
      expect.arrayContaining(["web/dist/console.html", "web/dist/desk.html", "web/dist/answer.css"]),
    );
    expect(files.filter((file) => /\.test\.|(?<!\.d)\.ts$|^(src|test|runtime)\b/.test(file))).toEqual([]);
    expect(readdirSync(join(home, "node_modules")).filter((name) => /^node-(bin|linux|darwin|win)/.test(name))).toEqual(
      [],
    );
  });

  it("says which Node it needs", () => {
    const manifest: unknown = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    expect(manifest).toMatchObject({ engines: { node: ">=22.19" } });
  });

  it("prints its version", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(await deskbell("--version")).toBe(`${version}\n`);
  });

  it("checks a template that came with it", async () => {
    expect(await deskbell("lint", join(installed, "templates", "zendesk", "template.xml"))).toContain("0 errors");
  });

  it("lends its languages to other programs", async () => {
    const text = `import { parseTemplate } from "deskbell/gotemplate";
      console.log(parseTemplate("{{.name}} called").render({ name: "สมศรี" }));`;
    expect(await evaluate(text)).toBe("สมศรี called\n");
    const path = `import { getPath } from "deskbell/gjson";
      console.log(getPath('{"users":[{"id":12345678901234567890}]}', "users.0.id").text);`;
    expect(await evaluate(path)).toBe("12345678901234567890\n");
  });

  it.each(["template", "scenario", "pbx"])("opens the door deskbell/%s", async (door) => {
    const names = await evaluate(`console.log(Object.keys(await import("deskbell/${door}")).length > 0)`);
    expect(names).toBe("true\n");
  });

  it(
    "turns calls into tickets with its own server, store and pages",
    async () => {
      expect(await deskbell("demo", "--once")).toContain("Everything that was to happen has happened.");
    },
    2 * MINUTES,
  );
});
