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
const SETTLED_AFTER_MS = 2500;

/** From the event's POST to the agent's screen, while the engine tries again and again what a dead helpdesk does not take. */
export async function runPopup(pace: Pace): Promise<Part> {
  const rig = await openRig({ extensions: AGENTS });
  const ringer = createRinger();
  const agents = await connectAgents(rig.port, AGENTS, ringer.see);
  try {
    await postCalls(rig, "office", KNOWN);
    await rig.idle();
    const backlog = Math.ceil((BACKLOG * Math.min(1, pace.scale * 2)) / BATCH) * BATCH;
    const ringing = {
      port: rig.port,
      path: rig.eventsPath("office"),
      callsPerSecond: CALLS_PER_SECOND,
      seconds: Math.max(1, 10 * pace.scale),
      extensions: AGENTS,
    };
    const figures: Record<string, number> = {};
    // Numbers that the calls above have brought into the phonebook, and numbers that nobody has heard of.
    for (const [name, caller] of [
      ["known", (n: number) => toNumber(n % KNOWN)],
      ["looked_up", (n: number) => toNumber(1_000_000 + n)],
    ] as const) {
      await pileUp(rig, backlog);
      const tries = await rig.countTries();
      const latencies = await ringer.run({ ...ringing, caller });
      Object.assign(figures, toFigures(name, latencies));
      figures[`${name}_backlog_tries_meanwhile`] = (await rig.countTries()) - tries;
    }
    const goal = (name: string, wanted: number) => atMost(`pop-up: ${name}`, figures[name] ?? 0, wanted);
    return {
      name: "popup",
      figures,
      goals: [
        goal("known_p50_ms", 20),
        goal("known_p99_ms", 100),
        goal("looked_up_p50_ms", 20),
        goal("looked_up_p99_ms", 100),
        goal("known_missing", 0),
        goal("looked_up_missing", 0),
      ],
      notes: [
        `${CALLS_PER_SECOND} calls a second, each with three events, a pop-up and a journal entry, ${AGENTS} screens; the look-up asks a helpdesk that takes 5 ms`,
        `before each run ${backlog} calls are given to a second helpdesk that is dead`,
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
