import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../../test/support/postgres/start.ts";
import { createCalls } from "./calls.ts";
import { createCluster } from "./cluster.ts";
import { createGateway } from "./gateway.ts";
import { openHelpdesk } from "./helpdesk.ts";
import type { PlacedCall } from "./history.ts";
import { judge, type Verdict } from "./judge.ts";
import { createLives } from "./lives.ts";
import { createLoad } from "./load.ts";
import { createRandom } from "./random.ts";
import { type LoggedError, readErrors } from "./server-log.ts";
import { environmentFor, templateFiles } from "./set-up.ts";
import { createWeather } from "./weather.ts";
import { readDeliveries } from "./witness.ts";

export interface ChaosOptions {
  readonly kills: number;
  readonly seed: number;
  /** How long a server is under load before it is killed, at least and at most. */
  readonly secondsPerLife: readonly [number, number];
  readonly store: "sqlite" | "postgres";
  /** How many servers share the work; more than one needs `postgres`. */
  readonly nodes: number;
  /** Leaves the work folder with its data and logs. */
  readonly keep: boolean;
  /** Gets a line for people now and then. */
  readonly tell: (line: string) => void;
}

export interface ChaosResult {
  readonly verdict: Verdict;
  /** What the servers themselves logged as errors. */
  readonly errors: readonly LoggedError[];
}

/** Contacts that the helpdesk has before the first call. */
const KNOWN_NUMBERS = Array.from({ length: 20 }, (_, index) => `+6681999${1000 + index}`);
const TELL_EVERY_MS = 5000;

/** Kills a server under load again and again, lets it come to rest, and judges what the helpdesk has. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { kills, seed, tell } = options;
  const random = createRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), "deskbell-chaos-"));
  for (const [name, xml] of Object.entries(templateFiles())) writeFileSync(join(folder, name), xml);
  const weather = createWeather(random.fork(), Date.now, options.store === "postgres");
  const helpdesk = await openHelpdesk(weather, random.fork());
  for (const number of KNOWN_NUMBERS) helpdesk.addContact(number);
  const database = options.store === "postgres" ? await startPostgres({ durable: true }) : undefined;
  const cluster = createCluster({
    folder,
    nodes: options.nodes,
    storeUrl: database?.url,
    environment: environmentFor(helpdesk.address),
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
  const lives = createLives({ ...options, cluster, helpdesk, load, random, tell: tellNow });
  try {
    await cluster.start();
    while (cluster.kills < kills) {
      await lives.liveAndDie();
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
    return { verdict: judge(history), errors: readErrors(cluster.logFiles) };
  } finally {
    await cluster.close();
    await helpdesk.close();
    await database?.stop();
    if (options.keep) tell(`data and logs are in ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}
