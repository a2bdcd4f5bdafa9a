import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { keepYoungGenerationSmall, letYoungGenerationGrow } from "../../src/cli/young-generation.ts";
import type { Log } from "../../src/pipeline/index.ts";
import { readGiven, serveParent } from "./child.ts";

// As `deskbell serve` does: before anything large is loaded.
keepYoungGenerationSmall();
const { readConfig, startServer } = await import("../../src/server/index.ts");

/** Deskbell as it is run: the whole server on a data folder, everything durable. */
const { folder, config, environment, settleMs } = readGiven<{
  folder: string;
  config: string;
  environment: Record<string, string>;
  settleMs?: number;
}>();

mkdirSync(folder, { recursive: true });
const faults: string[] = [];
const log: Log = {
  info: () => undefined,
  // A dead helpdesk and a stopped store are told of many times; the first few are enough to see what is wrong.
  warn: (message) => void (faults.length < 20 && faults.push(message)),
  error: (message, facts) => void (faults.length < 20 && faults.push(`${message} ${String(facts?.error)}`)),
};
const server = await startServer({
  dataFolder: join(folder, "data"),
  config: readConfig(config, "deskbell.yaml", folder),
  port: 0,
  allowPrivateTargets: true,
  environment,
  log,
  ...(settleMs !== undefined && { settleMs }),
});

letYoungGenerationGrow();

serveParent(
  { port: Number(new URL(server.address).port), adminToken: server.adminToken?.reveal() },
  async ({ kind }) => {
    if (kind === "idle") await server.engine.idle();
    const { user, system } = process.cpuUsage();
    return { rss: process.memoryUsage.rss(), cpuMs: (user + system) / 1000, faults };
  },
  () => server.close(),
);
