import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { type EventBody, newCallId, toEvents, toNumber, toTokenPost } from "./calls.ts";
import { fillStore } from "./fill.ts";
import { putLoad } from "./http-load.ts";
import { atMost, type Pace, type Part } from "./measure.ts";
import { makeFolder, openRig, READ_TOKEN, type Rig } from "./rig.ts";

const SIZES = [1000, 10_000, 100_000, 1_000_000];
const CONNECTIONS = 8;
const CALLERS = 100;
/** How much dearer the last size may be than the first and still count as the same. */
const TOLERANCE = 1.25;

/** What a call costs the server, from the thousandth stored call to the millionth. */
export async function runFlat(pace: Pace): Promise<Part> {
  const folder = makeFolder();
  const figures: Record<string, number> = {};
  const file = join(folder, "data", "deskbell.sqlite");
  const calls = Math.max(50, Math.ceil(600 * Math.min(1, pace.scale * 1.5)));
  try {
    // The first calls make what is copied, and make the callers known.
    await withRig(folder, (rig) => placeCalls(rig, CALLERS * 2));
    const sizes = SIZES.filter((size) => size <= pace.maxCalls);
    for (const size of sizes) {
      const filling = performance.now();
      fillStore(file, size);
      figures[`fill_${size}_s`] = (performance.now() - filling) / 1000;
      await withRig(folder, async (rig) => {
        await placeCalls(rig, CALLERS);
        const costs = [await placeCalls(rig, calls), await placeCalls(rig, calls)];
        figures[`cpu_ms_per_call_at_${size}`] = Math.min(...costs.map((one) => one.cpuMs));
        figures[`ms_per_call_at_${size}`] = Math.min(...costs.map((one) => one.ms));
        figures[`list_ms_at_${size}`] = await timeReading(rig);
      });
    }
    figures.store_mb = statSync(file).size / 2 ** 20;
    const [first = 0, last = 0] = [sizes[0], sizes.at(-1)];
    const growth = (figures[`cpu_ms_per_call_at_${last}`] ?? 0) / (figures[`cpu_ms_per_call_at_${first}`] || 1);
    figures.growth = growth;
    return {
      name: "flat",
      figures,
      goals: [atMost(`flat: cost of a call at ${last} stored calls over that at ${first}`, growth, TOLERANCE)],
      notes: [
        `cpu = processor time of the server per call (three events, a pop-up, a journal entry), the better of two runs of ${calls} calls; ms = the same by the clock, ${CONNECTIONS} connections`,
        "list = reading the newest 100 calls over HTTP, milliseconds",
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function withRig(folder: string, work: (rig: Rig) => Promise<unknown>): Promise<void> {
  const rig = await openRig({ folder, settleMs: 100 });
  try {
    await work(rig);
  } finally {
    await rig.close();
  }
}

/** Places calls as fast as they are taken and waits until all is done. */
async function placeCalls(rig: Rig, calls: number): Promise<{ cpuMs: number; ms: number }> {
  const events: EventBody[] = [];
  for (let n = 0; n < calls; n++) events.push(...toEvents(newCallId(), toNumber(n % CALLERS), "1000"));
  const posts = events.reverse().map((event) => toTokenPost(rig.eventsPath("office"), event));
  const before = await rig.usage();
  const startedAt = performance.now();
  await putLoad({ port: rig.port, connections: CONNECTIONS, seconds: 60, next: () => posts.pop() });
  const after = await rig.idle();
  return { cpuMs: (after.cpuMs - before.cpuMs) / calls, ms: (performance.now() - startedAt) / calls };
}

async function timeReading(rig: Rig): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const startedAt = performance.now();
    const answer = await fetch(`http://127.0.0.1:${rig.port}/api/v1/calls?limit=100`, {
      headers: { authorization: `Bearer ${READ_TOKEN}` },
    });
    await answer.text();
    if (!answer.ok) throw new Error(`the list of calls was answered ${answer.status}`);
    times.push(performance.now() - startedAt);
  }
  return Math.min(...times);
}
