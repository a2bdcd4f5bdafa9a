import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LATE_MS } from "./misbehave.ts";
import type { Random } from "./random.ts";
import { createServerNode, type ServerNode } from "./server-node.ts";
import { countDeliveries } from "./witness.ts";

export interface ClusterOptions {
  /** Where everything lies: templates, data, logs. */
  readonly folder: string;
  readonly nodes: number;
  readonly environment: NodeJS.ProcessEnv;
  /** The PostgreSQL database that they share; absent = a SQLite file. */
  readonly storeUrl: string | undefined;
}

/** The servers under test and the clock that they share. */
export interface Cluster {
  readonly kills: number;
  /** Their clock. */
  now(): number;
  /** Of those that listen. */
  addresses(): readonly string[];
  readonly logFiles: readonly string[];
  start(): Promise<void>;
  /** `kill -9`, and up again. */
  killOne(random: Random): Promise<void>;
  /** The same, and once more while it comes up. */
  killOneTwice(random: Random): Promise<void>;
  /** Puts the clock forward by 24 hours in steps, with work in between. */
  letADayPass(random: Random): Promise<void>;
  /** Kills all at once, and starts them some simulated minutes later. */
  cutPower(random: Random): Promise<void>;
  /** Lets the time go by much faster than it does, until `until` resolves. For a server that has its store alone. */
  letTimeFly(random: Random, until: Promise<unknown>): Promise<void>;
  /** Puts the clock forward until nothing waits any more; gives up when it does not come to that. */
  comeToRest(): Promise<void>;
  /** Kills them for good. */
  close(): Promise<void>;
}

const HOUR = 3600_000;
const SETTLE_MS = 60;
/** How long a server takes to listen, more or less; a kill within it meets every stage of the start. */
const START_MS = 1000;
const AT_WORK_MS = 100;
/** Longer than the longest wait of the retry schedule. */
const LONGEST_WAIT_MS = 26 * HOUR;
const MOST_ROUNDS = 12;
/** While the time flies it goes on in such steps. */
const STEPS_SECONDS = [6, 35, 65, 150];
/** Without power everything lies still for longer than what one node took would be its own. */
const CUT_SECONDS = [35, 65, 150];
/** A helpdesk that asked for fewer requests is trusted again step by step, a step a minute. */
const TRUST_STEP_MS = 65_000;
const POLL_MS = 100;
/** What runs for longer than this has no end: all that keeps it alive is over by then. */
const MOST_PATIENCE_MS = 60_000;
/** So long nothing may have changed before all is taken to be at rest, or to wait for its time. */
const STILL_MS = 700;

export function createCluster({ folder, nodes, environment, storeUrl }: ClusterOptions): Cluster {
  const servers = Array.from({ length: nodes }, (_, index) =>
    createServerNode(
      {
        folder,
        dataFolder: join(folder, `data-${index}`),
        logFile: join(folder, `server-${index}.log`),
        settleMs: SETTLE_MS,
        ...(storeUrl !== undefined && { storeUrl }),
      },
      environment,
    ),
  );
  let aheadMs = 0;
  let kills = 0;
  let killedAt = 0;
  const addresses = () => servers.map(({ address }) => address).filter((address) => address !== undefined);

  async function kill(server: ServerNode): Promise<void> {
    await end(server);
    await server.start(aheadMs);
  }

  async function end(server: ServerNode): Promise<void> {
    await server.kill();
    kills++;
    killedAt = Date.now();
  }

  /** Puts the clock of running servers forward. */
  async function putForward(ms: number): Promise<void> {
    // What a helpdesk still had in hand for a server that was killed comes before that server's next try, as in real time.
    await sleep(Math.max(0, killedAt + LATE_MS.most - Date.now()));
    aheadMs += Math.round(ms);
    for (const server of servers) server.setClock(aheadMs);
  }

  /** Kills all, and starts them at a later time. */
  async function restart(ms: number): Promise<void> {
    await Promise.all(servers.map(end));
    await putForward(ms);
    await Promise.all(servers.map((server) => server.start(aheadMs)));
  }

  /**
   * A server on a shared store that sees the clock jump takes itself for one that stood still, and does nothing until it has told the
   * others that it is there; so there the clock is put forward between two lives.
   */
  const jump = storeUrl === undefined ? putForward : restart;

  /** Waits until the counts do not change any more, and says how that is. */
  async function watchUntilStill(): Promise<"all over" | "something waits" | "something runs for ever"> {
    let seen = "";
    let changedAt = Date.now();
    for (;;) {
      const counts = await countDeliveries(addresses()[0] ?? "");
      const shown = JSON.stringify(counts);
      if (shown !== seen) changedAt = Date.now();
      seen = shown;
      const stillMs = Date.now() - changedAt;
      if (counts.running === 0 && stillMs >= STILL_MS) return counts.waiting === 0 ? "all over" : "something waits";
      if (stillMs >= MOST_PATIENCE_MS) return "something runs for ever";
      if (storeUrl === undefined) await putForward(TRUST_STEP_MS);
      await sleep(POLL_MS);
    }
  }

  return {
    get kills() {
      return kills;
    },
    now: () => Date.now() + aheadMs,
    addresses,
    logFiles: servers.map(({ logFile }) => logFile),
    async start() {
      await Promise.all(servers.map((server) => server.start(aheadMs)));
    },
    async killOne(random) {
      await kill(random.pick(servers));
    },
    async killOneTwice(random) {
      const server = random.pick(servers);
      await end(server);
      const starting = server.start(aheadMs);
      await sleep(random.between(0, START_MS));
      await kill(server);
      await starting;
    },
    async cutPower(random) {
      await restart(1000 * random.pick(CUT_SECONDS));
    },
    async letTimeFly(random, until) {
      let over = false;
      const ended = until.finally(() => {
        over = true;
      });
      while (!over) {
        await putForward(1000 * random.pick(STEPS_SECONDS));
        await Promise.race([ended, sleep(random.between(50, 400))]);
      }
      await ended;
    },
    async letADayPass(random) {
      for (let left = 24 * HOUR; left > 0; ) {
        const step = Math.min(left, random.between(2 * HOUR, 8 * HOUR));
        await jump(step);
        await sleep(AT_WORK_MS);
        left -= step;
      }
    },
    async comeToRest() {
      for (let round = 1; round <= MOST_ROUNDS; round++) {
        if ((await watchUntilStill()) === "something runs for ever") return;
        await jump(LONGEST_WAIT_MS);
        if ((await watchUntilStill()) === "all over") return;
      }
    },
    async close() {
      await Promise.all(servers.map((server) => server.kill()));
    },
  };
}
