import { spawn, spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";

const LAUNCHER = "bin/deskbell.cjs";

/** How the launcher takes a Node of the given version that has no other beside it. */
function versionAs(version: string) {
  const env = { ...process.env, DESKBELL_TEST_NODE_VERSION: version, DESKBELL_TEST_NO_BUNDLED_NODE: "1" };
  return spawnSync(process.execPath, [LAUNCHER, "--version"], { encoding: "utf8", env });
}

describe("the launcher", () => {
  it.each(["22.18.9", "21.99.0", "8.17.0", "0.10.48"])("takes Node %s for too old", (version) => {
    expect(versionAs(version)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(`this is Node ${version},`),
    });
  });

  it.each(["22.19.0", "23.0.0", "100.0.0"])("takes Node %s for new enough", (version) => {
    expect(versionAs(version)).toMatchObject({ status: 0, stderr: "" });
  });

  it("lets what it started elsewhere stop in good order", async () => {
    const env = { ...process.env, DESKBELL_TEST_NODE_VERSION: "20.20.2" };
    const child = spawn(process.execPath, [LAUNCHER, "demo"], { env, stdio: ["ignore", "pipe", "inherit"] });
    const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGTERM");
    expect(await ended).toEqual({ code: 0, signal: null });
  });
});
