import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { newCallId, toEvents, toNumber, toSummary, toTokenPost } from "./calls.ts";
import { putLoad, toPost } from "./http-load.ts";
import { atLeast, median, type Pace, type Part } from "./measure.ts";
import { openRig, type Rig } from "./rig.ts";

const CONNECTIONS = 32;
const CALLERS = 100;
const START_MS = 180_000;

/**
 * Node-RED with the flow "event in, one request out", under the same load as Deskbell, in turns with it. `where` is the address of the
 * flow, or a script that takes `start` and `stop` and prints the address.
 */
export async function runNodeRed(pace: Pace, where: string | undefined): Promise<Part> {
  if (where === undefined) {
    const note =
      "not compared; give --node-red SCRIPT_OR_URL: a flow that takes a POST of {id, caller, status}, sends one request on, and answers when that is answered";
    return { name: "node_red", figures: {}, goals: [], notes: [note] };
  }
  const { url, stop } = await startNodeRed(where);
  try {
    const rig = await openRig({ settleMs: 100 });
    try {
      return await compare(rig, new URL(url), pace);
    } finally {
      await rig.close();
    }
  } finally {
    await stop();
  }
}

async function startNodeRed(where: string): Promise<{ url: string; stop: () => Promise<unknown> }> {
  if (/^https?:/.test(where)) return { url: where, stop: async () => undefined };
  const run = promisify(execFile);
  const { stdout } = await run(where, ["start"], { timeout: START_MS });
  const url = /http:\/\/\S+/.exec(stdout)?.[0];
  if (!url) throw new Error(`--node-red ${where}: "start" printed no address: ${stdout.slice(0, 300)}`);
  // One that was up before belongs to somebody else.
  const isOurs = stdout.includes("ready after");
  return { url, stop: async () => isOurs && run(where, ["stop"], { timeout: START_MS }) };
}

async function compare(rig: Rig, flow: URL, pace: Pace): Promise<Part> {
  const rates = { nodeRed: [] as number[], accepted: [] as number[], delivered: [] as number[] };
  await runCalls(rig, CALLERS);
  for (let turn = 0; turn < pace.rounds; turn++) {
    rates.nodeRed.push(await runFlow(flow, 2 * pace.scale));
    rates.delivered.push(await runCalls(rig, Math.ceil(2000 * pace.scale)));
    rates.accepted.push(await runEvents(rig, Math.ceil(4000 * pace.scale)));
  }
  const figures = {
    node_red_per_s: median(rates.nodeRed),
    deskbell_accepted_per_s: median(rates.accepted),
    deskbell_delivered_per_s: median(rates.delivered),
    accepted_ratio: median(rates.accepted) / median(rates.nodeRed),
    delivered_ratio: median(rates.delivered) / median(rates.nodeRed),
  };
  return {
    name: "node_red",
    figures,
    goals: [
      atLeast("node-red: events accepted, times Node-RED's rate", figures.accepted_ratio, 3),
      atLeast("node-red: events in and requests out, times Node-RED's rate", figures.delivered_ratio, 3),
    ],
    notes: [
      `${CONNECTIONS} connections, the same client; delivered = from the first event posted until the last request was answered and its outcome stored`,
      "Node-RED keeps nothing: what it is working on when it stops is lost",
    ],
  };
}

async function runFlow(flow: URL, seconds: number): Promise<number> {
  let calls = 0;
  const next = () =>
    toPost(flow.pathname, JSON.stringify({ id: `call-${++calls}`, caller: toNumber(calls), status: "ANSWERED" }));
  return (await putLoad({ port: Number(flow.port), connections: CONNECTIONS, seconds, next })).perSecond;
}

/** One event in, one request out: the summary of a call of somebody known, and its journal entry. */
async function runCalls(rig: Rig, count: number): Promise<number> {
  const path = rig.eventsPath("office");
  const posts = Array.from({ length: count }, (_, at) =>
    toTokenPost(path, toSummary(newCallId(), toNumber(at % CALLERS), "1000")),
  );
  const startedAt = performance.now();
  await putLoad({ port: rig.port, connections: CONNECTIONS, seconds: 60, next: () => posts.pop() });
  await rig.idle();
  return count / ((performance.now() - startedAt) / 1000);
}

async function runEvents(rig: Rig, count: number): Promise<number> {
  const path = rig.eventsPath("plain");
  const posts = Array.from({ length: Math.ceil(count / 3) }, (_, at) => toEvents(newCallId(), toNumber(at), "1000"))
    .flat()
    .map((event) => toTokenPost(path, event));
  const load = await putLoad({ port: rig.port, connections: CONNECTIONS, seconds: 60, next: () => posts.pop() });
  await rig.idle();
  return load.perSecond;
}
