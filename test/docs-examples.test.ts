import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkConfigFile } from "../src/server/index.ts";
import { openRequestTracker, type RequestTracker, RT_TOKEN } from "./support/helpdesks/request-tracker.ts";
import { EVENTS_TOKEN, RT_CONFIG, rtEnvironment, SIGNING_SECRET } from "./support/rt-config.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

const FOLDER = "docs/guide";

/** The blocks of the guide that say of themselves that they run. */
const BLOCKS = readdirSync(FOLDER).flatMap((file) =>
  [...readFileSync(`${FOLDER}/${file}`, "utf8").matchAll(/^```sh run\n([\s\S]*?)^```$/gm)].map(([, block], at) => ({
    name: `${file} example ${at + 1}`,
    block: block as string,
  })),
);

describe("the guide", () => {
  let helpdesk: RequestTracker;
  let running: RunningServer;

  beforeAll(async () => {
    helpdesk = await openRequestTracker();
    running = await openServer(RT_CONFIG, { environment: rtEnvironment(helpdesk.address) });
  });
  afterAll(async () => {
    await running.close();
    await helpdesk.close();
  });

  it("has examples that run", () => {
    expect(BLOCKS.length).toBeGreaterThanOrEqual(9);
  });

  it.each(BLOCKS)("$name works as printed", async ({ block }) => {
    const env = {
      ...process.env,
      DESKBELL: running.server.address,
      TOKEN: EVENTS_TOKEN,
      ADMIN: running.server.adminToken?.reveal(),
      SECRET: SIGNING_SECRET,
    };
    // Asynchronous, since the server that is asked runs in this process.
    const { execFile } = await import("node:child_process");
    await new Promise<void>((resolve, reject) => {
      execFile("bash", ["-euo", "pipefail", "-c", block], { env, timeout: 20_000 }, (error, stdout, stderr) => {
        if (error) reject(new Error(`${block}\n${stdout}${stderr}`));
        else resolve();
      });
    });
  });

  it("ends with the call of its example in the helpdesk", async () => {
    await running.server.engine.idle();
    expect(helpdesk.state.tickets.filter(({ customFields }) => customFields["Call Id"] === "7001")).toHaveLength(1);
  });
});

describe("the examples", () => {
  it("are configurations in order", async () => {
    expect(await checkConfigFile("examples/deskbell.yaml", { RT_TOKEN, PBX_TOKEN: EVENTS_TOKEN })).toEqual([]);
  });
});

describe("links between the documents", () => {
  it("lead to files that are there", () => {
    const files = execFileSync("git", ["ls-files", "*.md"], { encoding: "utf8" }).trim().split("\n");
    const tracked = new Set(
      execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" })
        .trim()
        .split("\n"),
    );
    const broken = files.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map(([, target]) => target as string)
        .filter((target) => !/^[a-z]+:/.test(target))
        .map((target) => ({ file, path: new URL(target, `file:///${file}`).pathname.slice(1) }))
        .filter(
          ({ path }) =>
            !tracked.has(path) && ![...tracked].some((one) => one.startsWith(path.endsWith("/") ? path : `${path}/`)),
        )
        .map(({ file: from, path }) => `${from} → ${path}`),
    );
    expect(broken).toEqual([]);
  });
});
