import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const LAUNCHER = "bin/deskbell.cjs";
const VERSION = (JSON.parse(readFileSync("package.json", "utf8")) as { version: string }).version;

/** A Node of the machine that is older than Deskbell needs, if it has one. */
function findOldNode(): string | undefined {
  return ["/usr/bin/node", "/usr/local/bin/node"].find((file) => {
    if (!existsSync(file)) return false;
    const { stdout } = spawnSync(file, ["-p", "process.versions.node"], { encoding: "utf8", timeout: 10_000 });
    const [major = 0, minor = 0] = stdout.split(".").map(Number);
    return major > 0 && (major < 22 || (major === 22 && minor < 19));
  });
}

const oldNode = findOldNode();
// Without an old Node, a new one is told to take itself for one; all that follows is the same code.
const node = oldNode ?? process.execPath;
const env = { ...process.env, ...(oldNode === undefined && { DESKBELL_TEST_NODE_VERSION: "20.1.0" }) };

const launch = (args: readonly string[], more: NodeJS.ProcessEnv = {}) =>
  spawnSync(node, [LAUNCHER, ...args], { encoding: "utf8", env: { ...env, ...more }, timeout: 20_000 });

/** Starts a command that waits for its input, and resolves when it does. */
async function startWaiting(): Promise<ChildProcess> {
  const child = spawn(node, [LAUNCHER, "gjson", "a"], { env, stdio: ["pipe", "pipe", "pipe"] });
  // More than a pipe holds: the callback comes once the command reads.
  await new Promise((resolve) => child.stdin?.write(" ".repeat(2 ** 20), resolve));
  return child;
}

describe("the launcher on a Node that is too old", () => {
  it("says in one sentence which Node is needed when it has none of its own", () => {
    const { status, stdout, stderr } = launch(["lint", "x.xml"], { DESKBELL_TEST_NO_BUNDLED_NODE: "1" });
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^deskbell: this is Node \d+\.\d+\.\d+, but Deskbell needs Node 22\.19 or newer; .*\n$/);
  });

  it("runs with the Node that a clone brings", () => {
    expect(launch(["--version"])).toMatchObject({ status: 0, stdout: `${VERSION}\n`, stderr: "" });
  });

  it("passes on arguments, input and exit code", () => {
    const run = (path: string) =>
      spawnSync(node, [LAUNCHER, "gjson", path], { encoding: "utf8", env, input: '{"a b":"ก"}', timeout: 20_000 });
    expect(run("a b")).toMatchObject({ status: 0, stdout: "ก\n" });
    expect(run("c")).toMatchObject({ status: 1, stdout: "" });
    expect(launch(["lint"])).toMatchObject({ status: 2 });
  });

  it("ends by the signal that ended the command, and so reports no success", async () => {
    const child = await startWaiting();
    child.kill("SIGHUP");
    expect(await once(child, "exit")).toEqual([null, "SIGHUP"]);
  });
});

describe("the launcher on a new enough Node", () => {
  it("runs in it", () => {
    const run = spawnSync(process.execPath, [LAUNCHER, "--version"], { encoding: "utf8", timeout: 20_000 });
    expect(run).toMatchObject({ status: 0, stdout: `${VERSION}\n` });
  });
});

describe("the launcher's text", () => {
  it("is one that Node 8 can read", () => {
    const text = readFileSync(LAUNCHER, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    expect(text).not.toMatch(/=>|`|\b(?:let|const|class|async|await|import)\b|\?\.|\?\?|\.\.\.|"node:/);
  });
});
