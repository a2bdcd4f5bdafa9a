import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";

const LAUNCHER = "bin/deskbell.cjs";

/** A Node on this machine that is older than the engine needs, if there is one. */
function findOldNode(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules"));
  return folders
    .map((folder) => join(folder, "node"))
    .filter(existsSync)
    .find((node) => {
      const [major = 0, minor = 0] = execFileSync(node, ["-p", "process.versions.node"], { encoding: "utf8" })
        .split(".")
        .map(Number);
      return major < 22 || (major === 22 && minor < 19);
    });
}

function launch(args: readonly string[], env: NodeJS.ProcessEnv, node = process.execPath) {
  return spawnSync(node, [LAUNCHER, ...args], { encoding: "utf8", env: { ...process.env, ...env } });
}

// Where every Node is new enough, the launcher is told that it runs on an old one.
const oldNode = findOldNode();
const old = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  oldNode === undefined ? launch(args, { DESKBELL_TEST_NODE_VERSION: "20.20.2", ...env }) : launch(args, env, oldNode);

describe("the launcher", () => {
  it("starts the command line on a Node that is new enough", () => {
    expect(launch(["--version"], {})).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it("goes on with the Node of the clone when started by an old one", () => {
    expect(old(["--version"])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it("passes on the exit code of the command", () => {
    expect(old(["lint", "no-such-file.xml"]).status).toBe(launch(["lint", "no-such-file.xml"], {}).status);
    expect(old(["no-such-command"]).status).toBe(2);
  });

  it("passes on the wish to stop, so that the command stops gracefully", async () => {
    const env = { ...process.env, ...(oldNode === undefined ? { DESKBELL_TEST_NODE_VERSION: "20.20.2" } : {}) };
    const child = spawn(oldNode ?? process.execPath, [LAUNCHER, "demo"], { env, stdio: ["ignore", "pipe", "inherit"] });
    const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGTERM");
    expect(await ended).toEqual({ code: 0, signal: null });
  });

  it("says in one sentence that the Node is too old where the clone has none", () => {
    const { status, stdout, stderr } = old(["--version"], { DESKBELL_TEST_NO_BUNDLED_NODE: "1" });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^deskbell: this is Node \d+\.\d+\.\d+, but Deskbell needs Node 22\.19 or newer; .+\n$/);
  });

  it.each(["22.18.9", "8.17.0", "0.10.48"])("takes %s for too old", (version) => {
    const env = { DESKBELL_TEST_NODE_VERSION: version, DESKBELL_TEST_NO_BUNDLED_NODE: "1" };
    expect(launch(["--version"], env).stderr).toContain(`this is Node ${version},`);
  });

  it.each(["22.19.0", "23.0.0", "26.10.0"])("takes %s for new enough", (version) => {
    expect(launch(["--version"], { DESKBELL_TEST_NODE_VERSION: version }).status).toBe(0);
  });
});
