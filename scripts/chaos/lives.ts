import type { Cluster } from "./cluster.ts";
import type { ChaosHelpdesk } from "./helpdesk.ts";
import type { Load } from "./load.ts";
import type { Random } from "./random.ts";

export interface LivesOptions {
  readonly kills: number;
  readonly nodes: number;
  readonly store: "sqlite" | "postgres";
  /** How long a server is under load before it is killed, at least and at most. */
  readonly secondsPerLife: readonly [number, number];
  readonly cluster: Cluster;
  readonly helpdesk: Pick<ChaosHelpdesk, "setAway">;
  readonly load: Load;
  readonly random: Random;
  readonly tell: (what: string) => void;
}

/** What happens between one kill and the next. */
export interface Lives {
  liveAndDie(): Promise<void>;
}

const KILLED_AT_START_SHARE = 0.15;
const POWER_CUT_SHARE = 0.5;
/** Dead letters are kept for 30 days; all that is in them has to be there at the end of the run. */
const MOST_DAYS_AWAY = 15;
const LEAST_KILLS_PER_DAY = 15;
/** Longer than the engine waits for an answer, so that it is not always a kill that ends the waiting; only in runs that are long anyway. */
const LONG_LIFE_SECONDS = 12;
const LONG_LIFE_SHARE = 0.02;
const LONG_RUN_KILLS = 50;
/** The PBX does not know that nobody listens. */
const LOAD_WHILE_DEAD_MS = 300;

export function createLives(options: LivesOptions): Lives {
  const { kills, nodes, store, secondsPerLife, cluster, helpdesk, load, random, tell } = options;
  const dayShare = MOST_DAYS_AWAY / Math.max(kills, LEAST_KILLS_PER_DAY * MOST_DAYS_AWAY);
  let daysLeft = MOST_DAYS_AWAY;
  let cutBefore = false;
  // However short the run, the helpdesk is away once.
  let awayFrom = Math.floor(kills / 2);

  async function beAway(): Promise<void> {
    tell("the helpdesk goes away for a day");
    daysLeft--;
    awayFrom = Number.POSITIVE_INFINITY;
    await helpdesk.setAway(true);
    await Promise.all([load.runFor(1000), cluster.letADayPass(random)]);
    await helpdesk.setAway(false);
  }

  async function live(): Promise<void> {
    const isLong = kills >= LONG_RUN_KILLS && random.chance(LONG_LIFE_SHARE);
    const over = load.runFor(1000 * (isLong ? LONG_LIFE_SECONDS : random.between(...secondsPerLife)));
    await (store === "sqlite" ? cluster.letTimeFly(random, over) : over);
  }

  async function die(): Promise<void> {
    const left = kills - cluster.kills;
    // Not twice in a row, or all would do nothing but start.
    const mayCut = store === "postgres" && left >= nodes && !cutBefore;
    cutBefore = mayCut && random.chance(POWER_CUT_SHARE);
    if (cutBefore) return cluster.cutPower(random);
    if (left >= 2 && random.chance(KILLED_AT_START_SHARE)) return cluster.killOneTwice(random);
    return cluster.killOne(random);
  }

  return {
    async liveAndDie() {
      if (cluster.kills >= awayFrom || (daysLeft > 0 && random.chance(dayShare))) await beAway();
      await live();
      await Promise.all([die(), load.runFor(LOAD_WHILE_DEAD_MS)]);
    },
  };
}
