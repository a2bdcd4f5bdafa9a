/** A server in a process of its own, to be killed: `node server-process.ts '<Launch as JSON>'`, with a clock that the parent sets. */
import { appendFileSync } from "node:fs";
import { openLog, readConfig, realEnv, startServer } from "../../src/server/index.ts";
import { CONFIG, CONNECTION } from "./set-up.ts";

/** What the parent says at the start. */
export interface Launch {
  /** Where the templates lie. */
  readonly folder: string;
  readonly dataFolder: string;
  readonly logFile: string;
  /** How far the clock is ahead of the real one. */
  readonly aheadMs: number;
  readonly settleMs: number;
  /** The database, when it is not the file in the data folder. */
  readonly storeUrl?: string;
}

/** What parent and server say to each other afterwards. */
export type ToServer = { readonly aheadMs: number };
export type FromServer = { readonly address: string };

const launch = JSON.parse(process.argv[2] ?? "") as Launch;
let { aheadMs } = launch;
const server = await startServer({
  dataFolder: launch.dataFolder,
  config: readConfig(CONFIG, "the set-up of chaos", launch.folder),
  port: 0,
  allowPrivateTargets: true,
  environment: process.env,
  log: openLog("info", { write: (line) => appendFileSync(launch.logFile, line) }),
  env: { ...realEnv, now: () => Date.now() + aheadMs },
  settleMs: launch.settleMs,
  ...(launch.storeUrl !== undefined && { storeUrl: launch.storeUrl }),
});
process.on("message", (message: ToServer) => {
  aheadMs = message.aheadMs;
  // Wakes the engine, which sleeps by the real clock.
  server.engine.acceptEvents(CONNECTION, []).catch(() => process.exit(1));
});
// Nobody is left to kill it.
process.on("disconnect", () => process.exit(1));
process.send?.({ address: server.address } satisfies FromServer);
