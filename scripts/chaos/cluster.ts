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
}

/** The servers under test and the clock that they share. */
export interface Cluster {
  readonly kills: number;
  /** Their clock. */
  now(): number;
  /** Of those that listen. */
  addresses(): readonly string[];
  start(): Promise<void>;
  /** `kill -9`, and up again. */
  killOne(random: Random): Promise<void>;
  /** The same, and once more while it comes up. */
  killOneTwice(random: Random): Promise<void>;
  /** Puts the clock forward by so many milliseconds. */
  putForward(ms: number): Promise<void>;
  /** Puts the clock forward by 24 hours in steps, with work in between. */
  letADayPass(random: Random): Promise<void>;
  /** Puts the clock forward until nothing waits any more. Throws when it never comes to that. */
  comeToRest(): Promise<void>;
  /** Kills them for good. */
  close(): Promise<void>;
}

const HOUR = 3600_000;
const SETTLE_MS = 60;
/** How long a server takes to listen, more or less; a kill within it meets every stage of the start. */
const START_MS = 1000;
const AT_WORK_MS = 150;
/** Longer than the longest wait of the retry schedule. */
const LONGEST_WAIT_MS = 26 * HOUR;
const MOST_ROUNDS = 30;
const POLL_MS = 100;
/** So long nothing may have changed before all is taken to be at rest, or to wait for its time. */
const STILL_MS = 1500;

export function createCluster({ folder, nodes, environment }: ClusterOptions): Cluster {
  const servers = Array.from({ length: nodes }, (_, index) =>
    createServerNode(
      {
        folder,
        dataFolder: join(folder, `data-${index}`),
        logFile: join(folder, `server-${index}.log`),
        settleMs: SETTLE_MS,
      },
      environment,
    ),
  );
  let aheadMs = 0;
  let kills = 0;
  const addresses = () => servers.map(({ address }) => address).filter((address) => address !== undefined);

  async function kill(server: ServerNode): Promise<void> {
    await server.kill();
    kills++;
    await server.start(aheadMs);
  }

  async function putForward(ms: number): Promise<void> {
    // What a helpdesk still had in hand for a server that was killed comes before that server's next try, as in real time.
    await sleep(LATE_MS.most);
    aheadMs += Math.round(ms);
    for (const server of servers) server.setClock(aheadMs);
  }

  /** Waits until the counts have not changed for a while; gives how many deliveries are not at their end. */
  async function watchUntilStill(): Promise<number> {
    let seen = "";
    let open = 0;
    let stillSince = Date.now();
    while (Date.now() - stillSince < STILL_MS) {
      const counts = await countDeliveries(addresses()[0] ?? "");
      open = counts.waiting + counts.running;
      const shown = JSON.stringify(counts);
      if (shown !== seen || counts.running > 0) stillSince = Date.now();
      seen = shown;
      await sleep(POLL_MS);
    }
    return open;
  }

  return {
    get kills() {
      return kills;
    },
    now: () => Date.now() + aheadMs,
    addresses,
    async start() {
      await Promise.all(servers.map((server) => server.start(aheadMs)));
    },
    async killOne(random) {
      await kill(random.pick(servers));
    },
    async killOneTwice(random) {
      const server = random.pick(servers);
      await server.kill();
      kills++;
      const starting = server.start(aheadMs);
      await sleep(random.between(0, START_MS));
      await kill(server);
      await starting;
    },
    putForward,
    async letADayPass(random) {
      for (let left = 24 * HOUR; left > 0; ) {
        const step = Math.min(left, random.between(0.5 * HOUR, 7 * HOUR));
        await putForward(step);
        await sleep(AT_WORK_MS);
        left -= step;
      }
    },
    async comeToRest() {
      let open = 0;
      for (let round = 1; round <= MOST_ROUNDS; round++) {
        await putForward(LONGEST_WAIT_MS);
        open = await watchUntilStill();
        if (open === 0) return;
      }
      throw new Error(
        `${open} deliveries still wait after ${MOST_ROUNDS} times ${LONGEST_WAIT_MS / HOUR} hours of fair weather`,
      );
    },
    async close() {
      await Promise.all(servers.map((server) => server.kill()));
    },
  };
}
