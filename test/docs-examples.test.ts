import { execFile, execFileSync } from "node:child_process";
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

/** Runs a script against the server; gives what it printed. Asynchronous, since the server that is asked runs in this process. */
function runBash(script: string, { server }: RunningServer): Promise<string> {
  const env = {
    ...process.env,
    DESKBELL: server.address,
    TOKEN: EVENTS_TOKEN,
    ADMIN: server.adminToken?.reveal(),
    SECRET: SIGNING_SECRET,
  };
  return new Promise((resolve, reject) => {
    execFile("bash", ["-euo", "pipefail", "-c", script], { env, timeout: 20_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${script}\n${stdout}${stderr}`));
      else resolve(stdout);
    });
  });
}

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
    await runBash(block, running);
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

  describe("of scripts", () => {
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

    it("post a call that becomes a ticket", async () => {
      const call = await runBash('examples/post-call.sh "$DESKBELL" office +66812345678 1001', running);
      await running.server.engine.idle();
      const found = helpdesk.state.tickets.filter(({ customFields }) => customFields["Call Id"] === call.trim());
      expect(found).toHaveLength(1);
    });

    it("post a signed event from standard input", async () => {
      const event = { id: "signed-1", call: "signed", kind: "ringing", at: 1_795_507_445, extension: "1001" };
      const script = `examples/post-signed-event.sh "$DESKBELL" office <<< '${JSON.stringify(event)}'`;
      expect(await runBash(script, running)).toBe('{"accepted":1,"repeated":0}');
    });

    it("watch what happens", async () => {
      const watched = runBash('TOKEN=$ADMIN timeout 2 examples/watch.sh "$DESKBELL" || test $? -eq 124', running);
      await expect
        .poll(async () => (await running.ask("GET", "/readyz")).body as { subscribers: number })
        .toMatchObject({ subscribers: 1 });
      await runBash('examples/post-call.sh "$DESKBELL" office +66812345678 1001', running);
      const lines = (await watched).trim().split("\n");
      expect(lines.map((line) => (JSON.parse(line) as { kind: string }).kind)).toContain("popup");
    });
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
