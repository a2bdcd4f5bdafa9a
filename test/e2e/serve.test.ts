import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSimulator, SCRIPTS, type Script, writePhoneEvent } from "../../src/pbx/index.ts";
import { realEnv } from "../../src/server/index.ts";
import { openRequestTracker, type RequestTracker } from "../support/helpdesks/request-tracker.ts";
import { EVENTS_TOKEN, RT_CONFIG, rtEnvironment } from "../support/rt-config.ts";

const LAUNCHER = "bin/deskbell.cjs";

interface Serving {
  readonly process: ChildProcess;
  readonly address: string;
  readonly output: () => string;
  ended(): Promise<number | null>;
}

async function serve(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Serving> {
  const child = spawn(process.execPath, [LAUNCHER, "serve", ...args, "--port", "0"], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const exit = new Promise<number | null>((resolve) => child.on("exit", resolve));
  const address = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /Deskbell listens on (\S+)/.exec(output)?.[1];
      if (found) resolve(found);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.on("exit", (code) => reject(new Error(`serve ended with ${code}: ${output}`)));
  });
  return { process: child, address, output: () => output, ended: () => exit };
}

describe("deskbell serve", () => {
  let folder = "";
  let helpdesk: RequestTracker;
  let args: string[] = [];
  let env: NodeJS.ProcessEnv = {};

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "deskbell-e2e-"));
    helpdesk = await openRequestTracker();
    const config = join(folder, "deskbell.yaml");
    writeFileSync(config, RT_CONFIG);
    args = ["--config", config, "--data", join(folder, "data"), "--allow-private-targets"];
    env = rtEnvironment(helpdesk.address);
  });

  afterAll(async () => {
    await helpdesk.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function eventsOf(script: Script): Promise<unknown[]> {
    const events: unknown[] = [];
    const simulator = createSimulator({
      env: realEnv,
      speed: Number.POSITIVE_INFINITY,
      post: async (some) => void events.push(...some.map(writePhoneEvent)),
    });
    return simulator.place(script).then(() => events);
  }

  async function post(address: string, events: unknown[]): Promise<number> {
    const answer = await fetch(`${address}/api/v1/connections/office/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${EVENTS_TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify({ events }),
    });
    return answer.status;
  }

  it("prints its first token once, stops in good order on SIGTERM, and does not print it again", async () => {
    const first = await serve(args, env);
    expect(first.output()).toMatch(/First start\. Administrator token, shown only now: dbt_\S+/);
    expect(first.output()).toMatch(/Open this once, within 24 hours, to do so:\n {2}http:\S+\/set-up#dbl_\S+\n/);
    first.process.kill("SIGTERM");
    expect(await first.ended()).toBe(0);
    const second = await serve(args, env);
    expect(second.output()).not.toContain("dbt_");
    second.process.kill("SIGINT");
    expect(await second.ended()).toBe(0);
  });

  it("loses no acknowledged event when it is killed, and makes each effect once", async () => {
    const calls: string[] = [];
    for (let round = 0; round < 4; round++) {
      const serving = await serve(args, env);
      for (let call = 0; call < 5; call++) {
        const events = await eventsOf(SCRIPTS.missed({ number: "+66812345678", extension: "1001" }));
        expect(await post(serving.address, events)).toBe(202);
        calls.push((events[0] as { call: string }).call);
      }
      // At once after the answers, or in the middle of the work that they caused.
      await new Promise((resolve) => setTimeout(resolve, round * 700));
      serving.process.kill("SIGKILL");
      await serving.ended();
    }
    const last = await serve(args, env);
    // A call without a ticket is written down in a resolved ticket of the same queue.
    const ticketsOf = (call: string) =>
      helpdesk.state.tickets.filter(
        ({ customFields, Status }) => customFields["Call Id"] === call && Status !== "resolved",
      );
    const isSettled = async () => {
      const { deliveries } = (await (await fetch(`${last.address}/readyz`)).json()) as {
        deliveries: Record<string, number>;
      };
      const open = (deliveries.waiting ?? 0) + (deliveries.running ?? 0);
      return open === 0 && calls.every((call) => ticketsOf(call).length > 0 || (deliveries.dead ?? 0) > 0);
    };
    await expect.poll(isSettled, { timeout: 40_000, interval: 250 }).toBe(true);
    const { deliveries } = (await (await fetch(`${last.address}/readyz`)).json()) as {
      deliveries: Record<string, number>;
    };
    const missing = calls.filter((call) => ticketsOf(call).length === 0);
    // What was cut off while it was being sent waits for a person; nothing else may be missing, and nothing is doubled.
    expect(missing.length).toBeLessThanOrEqual(deliveries.dead ?? 0);
    expect(calls.filter((call) => ticketsOf(call).length > 1)).toEqual([]);
    last.process.kill("SIGTERM");
    expect(await last.ended()).toBe(0);
  }, 90_000);

  it("says in one sentence why it does not start", () => {
    const run = (...more: string[]) => {
      try {
        execFileSync(process.execPath, [LAUNCHER, "serve", ...more], {
          env: { ...process.env, ...env },
          stdio: "pipe",
        });
        return "started";
      } catch (error) {
        return (error as { stderr: Buffer }).stderr.toString();
      }
    };
    expect(run("--config", "no-such.yaml", "--data", folder)).toMatch(/^deskbell: no-such\.yaml cannot be read: .*\n$/);
    expect(run("--data", "/proc/nowhere")).toMatch(/^deskbell: data folder \/proc\/nowhere cannot be made \(.*\n$/);
  });
});

describe("deskbell demo --once", () => {
  it("ends with everything that was to happen", () => {
    const out = execFileSync(process.execPath, [LAUNCHER, "demo", "--once", "--speed", "200", "--json"], {
      stdio: "pipe",
    }).toString();
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      calls: 7,
      contacts: 1,
      tickets: 5,
      journals: 6,
      differences: [],
    });
  }, 60_000);
});
