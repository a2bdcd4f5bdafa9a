import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCalls } from "./calls.ts";
import { createCluster } from "./cluster.ts";
import { createGateway } from "./gateway.ts";
import { openHelpdesk } from "./helpdesk.ts";
import type { PlacedCall } from "./history.ts";
import { judge, type Verdict } from "./judge.ts";
import { createLoad } from "./load.ts";
import { createRandom } from "./random.ts";
import { environmentFor, templateFiles } from "./set-up.ts";
import { createWeather } from "./weather.ts";
import { readDeliveries } from "./witness.ts";

export interface ChaosOptions {
  readonly kills: number;
  readonly seed: number;
  /** How long a server is under load before it is killed, at least and at most. */
  readonly secondsPerLife: readonly [number, number];
  /** Leaves the work folder with its data and logs. */
  readonly keep: boolean;
  /** Gets a line for people now and then. */
  readonly tell: (line: string) => void;
}

/** Contacts that the helpdesk has before the first call. */
const KNOWN_NUMBERS = Array.from({ length: 20 }, (_, index) => `+6681999${1000 + index}`);
const KILLED_AT_START_SHARE = 0.15;
/** Dead letters are kept for 30 days; all that is in them has to be there at the end of the run. */
const MOST_DAYS_AWAY = 15;
const LEAST_KILLS_PER_DAY = 15;
const TELL_EVERY_MS = 5000;

/** Kills a server under load again and again, lets it come to rest, and judges what the helpdesk has. */
export async function runChaos(options: ChaosOptions): Promise<Verdict> {
  const { kills, seed, tell } = options;
  const random = createRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), "deskbell-chaos-"));
  for (const [name, xml] of Object.entries(templateFiles())) writeFileSync(join(folder, name), xml);
  const weather = createWeather(random.fork(), Date.now);
  const helpdesk = await openHelpdesk(weather, random.fork());
  for (const number of KNOWN_NUMBERS) helpdesk.addContact(number);
  const cluster = createCluster({
    folder,
    nodes: 1,
    environment: environmentFor(helpdesk.address),
    async hush(task) {
      const wasAway = helpdesk.isAway;
      await helpdesk.setAway(true);
      await task();
      await helpdesk.setAway(wasAway);
    },
  });

  const calls = new Map<string, PlacedCall>();
  const acknowledged = new Set<string>();
  const gateway = createGateway(random.fork(), cluster.addresses, (events) => {
    for (const { id } of events) acknowledged.add(id);
  });
  const makeCall = createCalls(random.fork(), `s${seed}`, KNOWN_NUMBERS);
  const load = createLoad(
    random.fork(),
    () => {
      const call = makeCall(cluster.now());
      if (call.placed) calls.set(call.id, call.placed);
      return call;
    },
    gateway,
  );

  let toldAt = Date.now();
  const tellNow = (what: string) => {
    toldAt = Date.now();
    tell(`${what}: ${calls.size} calls, ${acknowledged.size} events acknowledged, ${helpdesk.effects.length} effects`);
  };
  // However short the run, the helpdesk is away once.
  let daysLeft = MOST_DAYS_AWAY;
  const awayShare = MOST_DAYS_AWAY / Math.max(kills, LEAST_KILLS_PER_DAY * MOST_DAYS_AWAY);
  let awayFrom = Math.floor(kills / 2);
  try {
    await cluster.start();
    while (cluster.kills < kills) {
      if (cluster.kills >= awayFrom || (daysLeft > 0 && random.chance(awayShare))) {
        awayFrom = Number.POSITIVE_INFINITY;
        daysLeft--;
        tellNow("the helpdesk goes away for a day");
        await helpdesk.setAway(true);
        await Promise.all([load.runFor(1000), cluster.letADayPass(random)]);
        await helpdesk.setAway(false);
      }
      await cluster.letTimeFly(random, load.runFor(1000 * random.between(...options.secondsPerLife)));
      const twice = cluster.kills + 2 <= kills && random.chance(KILLED_AT_START_SHARE);
      await Promise.all([
        twice ? cluster.killOneTwice(random) : cluster.killOne(random),
        // The PBX does not know that nobody listens.
        load.runFor(300),
      ]);
      if (Date.now() - toldAt > TELL_EVERY_MS) tellNow(`${cluster.kills} of ${kills} kills`);
    }
    weather.setFair(true);
    helpdesk.cutOff();
    await load.finish();
    tellNow("the weather is fair");
    await cluster.comeToRest();
    tellNow("all is at rest");
    const deliveries = await readDeliveries(cluster.addresses()[0] ?? "");
    const history = {
      kills: cluster.kills,
      acknowledged: acknowledged.size,
      calls: [...calls.values()],
      effects: helpdesk.effects,
      deliveries,
      contactsBefore: new Set(KNOWN_NUMBERS),
    };
    return judge(history);
  } finally {
    await cluster.close();
    await helpdesk.close();
    if (options.keep) tell(`data and logs are in ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}
