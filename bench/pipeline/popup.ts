import { setTimeout as delay } from "node:timers/promises";
import { connectAgents } from "./agents.ts";
import { newCallId, toNumber, toSummary, toTokenPost } from "./calls.ts";
import { putLoad } from "./http-load.ts";
import { atMost, type Pace, type Part, quantile } from "./measure.ts";
import { type Deliveries, openRig, type Rig } from "./rig.ts";
import { createRinger, type Latencies } from "./ring.ts";

const AGENTS = 200;
const CALLS_PER_SECOND = 100;
const BACKLOG = 5000;
const BATCH = 100;
const KNOWN = 1000;
/** A call settles so long after its end. */
const SETTLED_AFTER_MS = 1500;
const CALM_MS = 300;
/** A helpdesk whose circuit is open is tried every thirty seconds. */
const NOTICED_AFTER_MS = 35_000;

/** From the event's POST to the agent's screen, while the engine tries again and again what a dead helpdesk does not take. */
export async function runPopup(pace: Pace): Promise<Part> {
  const rig = await openRig({ extensions: AGENTS });
  const ringer = createRinger();
  const agents = await connectAgents(rig.port, AGENTS, ringer.see);
  try {
    await postCalls(rig, "office", KNOWN);
    await rig.idle();
    const backlog = Math.ceil((BACKLOG * pace.scale) / BATCH) * BATCH;
    await pileUp(rig, backlog);
    const figures: Record<string, number> = { backlog };
    const run = async (name: string, seconds: number, caller: (n: number) => string) => {
      const tries = (await rig.dead.ask("count")).requests;
      const path = rig.eventsPath("office");
      const ringing = { port: rig.port, path, callsPerSecond: CALLS_PER_SECOND, extensions: AGENTS, seconds, caller };
      Object.assign(figures, toFigures(name, await ringer.run(ringing)));
      figures[`${name}_tries_meanwhile`] = (await rig.dead.ask("count")).requests - tries;
    };
    // Numbers that the calls above have brought into the phonebook, and numbers that nobody has heard of.
    const known = (n: number) => toNumber(n % KNOWN);
    const unknown = (n: number) => toNumber(1_000_000 + n);
    await run("known", Math.max(1, 8 * pace.scale), known);
    await run("looked_up", Math.max(1, 8 * pace.scale), unknown);
    if (pace.scale >= 1) {
      await revive(rig);
      await run("recovering", 4, (n) => (n % 2 === 0 ? known(n) : toNumber(2_000_000 + n)));
    }
    const names = ["known", "looked_up", "recovering"].filter((name) => `${name}_p50_ms` in figures);
    const goal = (name: string, wanted: number) => atMost(`pop-up: ${name}`, figures[name] ?? 0, wanted);
    return {
      name: "popup",
      figures,
      goals: names.flatMap((name) => [
        goal(`${name}_p50_ms`, 20),
        goal(`${name}_p99_ms`, 100),
        goal(`${name}_missing`, 0),
      ]),
      notes: [
        `${CALLS_PER_SECOND} calls a second, each with three events, a pop-up and a journal entry, ${AGENTS} screens; the look-up asks a helpdesk that takes 5 ms`,
        `all the while ${backlog} calls wait for a second helpdesk that is dead; recovering = it has come back and takes them all, half of the callers known`,
      ],
    };
  } finally {
    await agents.close();
    await rig.close();
  }
}

async function postCalls(rig: Rig, connection: "office" | "backlog", count: number): Promise<void> {
  const path = rig.eventsPath(connection);
  const toPost = (from: number) =>
    toTokenPost(
      path,
      Array.from({ length: BATCH }, (_, at) => toSummary(newCallId(), toNumber(from + at), "1000")),
    );
  const posts = Array.from({ length: Math.ceil(count / BATCH) }, (_, at) => toPost(at * BATCH));
  await putLoad({ port: rig.port, connections: 4, seconds: 60, next: () => posts.pop() });
}

// The calls are folded, settled and have been tried before the phones ring: what is left is the trying again.
async function pileUp(rig: Rig, count: number): Promise<void> {
  const before = await rig.deliveries();
  await postCalls(rig, "backlog", count);
  const endsAt = performance.now() + 20_000;
  const isPiled = ({ waiting, running }: Deliveries) =>
    waiting + running - before.waiting - before.running >= count || performance.now() > endsAt;
  while (!isPiled(await rig.deliveries())) await delay(50);
  await delay(SETTLED_AFTER_MS);
  while (!(await isCalm(rig)) && performance.now() < endsAt) await delay(50);
}

async function isCalm(rig: Rig): Promise<boolean> {
  const before = await rig.usage();
  await delay(CALM_MS);
  return (await rig.usage()).cpuMs - before.cpuMs < CALM_MS / 10;
}

/** Brings the dead helpdesk back, and waits until the engine has noticed. */
async function revive(rig: Rig): Promise<void> {
  const tries = (await rig.dead.ask("revive")).requests;
  const endsAt = performance.now() + NOTICED_AFTER_MS;
  const isNoticed = async () => (await rig.dead.ask("count")).requests > tries + 1 || performance.now() > endsAt;
  while (!(await isNoticed())) await delay(20);
}

function toFigures(name: string, { took, missing }: Latencies): Record<string, number> {
  return {
    [`${name}_p50_ms`]: quantile(took, 0.5),
    [`${name}_p99_ms`]: quantile(took, 0.99),
    [`${name}_max_ms`]: quantile(took, 1),
    [`${name}_shown`]: took.length,
    [`${name}_missing`]: missing,
  };
}
