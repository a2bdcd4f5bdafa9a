import { rmSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { newCallId, toNumber, toSummary, toTokenPost } from "./calls.ts";
import { startChild } from "./child.ts";
import { putLoad } from "./http-load.ts";
import { atLeast, median, type Pace, type Part } from "./measure.ts";
import { type Deliveries, makeFolder, openRig, type Rig } from "./rig.ts";

/** As many as desk.xml allows. */
const AT_ONCE = 32;
const BATCH = 100;
/** Short enough that the pile is made within the time limit of the requests that wait at the gate. */
const SETTLE_MS = 50;
const WARM_UP_CALLS = 100;

/**
 * Whole delivery cycles a second: claim, render, ask the helpdesk that takes 5 ms, store the outcome. The deliveries pile up first,
 * behind a helpdesk that holds its answers back; measured is from the moment when it answers until nothing is left.
 */
export async function runCycles(pace: Pace): Promise<Part> {
  const folder = makeFolder();
  const rig = await openRig({ settleMs: SETTLE_MS });
  const bare = await startChild<{ port: number }>(new URL("./bare-process.ts", import.meta.url), {
    folder,
    group: true,
  });
  try {
    const count = Math.ceil(2000 * pace.scale);
    await meetCaller(rig);
    const own: number[] = [];
    const other: number[] = [];
    for (let turn = 0; turn < pace.rounds; turn++) {
      own.push(await runPile(rig, count));
      const question = { kind: "cycles", port: rig.helpdesk.port, count, atOnce: AT_ONCE, body: JOURNAL };
      const { ms } = await bare.child.ask<{ ms: number }>(question);
      other.push(count / (ms / 1000));
    }
    const flow = await runFlow(rig, pace);
    const figures = {
      deskbell_per_s: median(own),
      bare_per_s: median(other),
      ratio: median(own) / median(other),
      event_to_outcome_per_s: flow,
    };
    return {
      name: "cycles",
      figures,
      goals: [
        atLeast("cycles: rate as a share of the bare loop's", figures.ratio, 0.5),
        atLeast("cycles: delivered per second", figures.deskbell_per_s, 1000),
      ],
      notes: [
        `${AT_ONCE} requests at once to a helpdesk that answers after 5 ms; bare = the same POST with the same client, and one line written down and flushed`,
        "event_to_outcome = one event in (the summary of a call), one request out (its journal entry), with all that lies between, over HTTP",
      ],
    };
  } finally {
    await rig.close();
    await bare.child.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a journal entry looks like, for the bare loop. */
const JOURNAL = JSON.stringify({
  subject: "Call from +66810000001",
  contact: "c66810000001",
  status: "Answered",
  to: "1000",
  talked: "50",
  call: "bench-1",
});

// So that the phonebook knows them and no look-up is needed later: measured are journal entries alone.
async function meetCaller(rig: Rig): Promise<void> {
  const posts = [toCalls(rig, WARM_UP_CALLS)];
  await putLoad({ port: rig.port, connections: 1, seconds: 60, next: () => posts.pop() });
  await rig.idle();
}

function toCalls(rig: Rig, count: number): Buffer {
  const events = Array.from({ length: count }, (_, at) => toSummary(newCallId(), toNumber(at % WARM_UP_CALLS), "1000"));
  return toTokenPost(rig.eventsPath("office"), events);
}

async function runPile(rig: Rig, count: number): Promise<number> {
  await rig.helpdesk.ask("shut");
  const before = (await rig.helpdesk.ask("count")).requests;
  const posts = Array.from({ length: Math.ceil(count / BATCH) }, () => toCalls(rig, BATCH));
  const posted = posts.length * BATCH;
  await putLoad({ port: rig.port, connections: 4, seconds: 60, next: () => posts.pop() });
  await waitUntilPiled(rig, posted);
  const startedAt = performance.now();
  await rig.helpdesk.ask("open");
  await rig.idle();
  const ms = performance.now() - startedAt;
  const delivered = (await rig.helpdesk.ask("count")).requests - before;
  if (delivered !== posted)
    throw new Error(`${posted} calls were posted, but the helpdesk was asked ${delivered} times`);
  return delivered / (ms / 1000);
}

async function waitUntilPiled(rig: Rig, count: number): Promise<void> {
  const endsAt = performance.now() + 9000;
  const isPiled = ({ waiting, running }: Deliveries) => waiting + running >= count || performance.now() > endsAt;
  while (!isPiled(await rig.deliveries())) await delay(20);
}

/** One event in, one request out, for as long as it takes to be sure; the helpdesk's count at the end tells the rate. */
async function runFlow(rig: Rig, { scale }: Pace): Promise<number> {
  const calls = Math.ceil(2000 * scale);
  const posts = Array.from({ length: calls }, () => toCalls(rig, 1));
  const before = (await rig.helpdesk.ask("count")).requests;
  const startedAt = performance.now();
  await putLoad({ port: rig.port, connections: AT_ONCE, seconds: 60, next: () => posts.pop() });
  await rig.idle();
  const ms = performance.now() - startedAt;
  return ((await rig.helpdesk.ask("count")).requests - before) / (ms / 1000);
}
