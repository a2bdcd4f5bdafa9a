import { setTimeout as delay } from "node:timers/promises";
import { newCallId, toNumber, toSummary, toTokenPost } from "./calls.ts";
import { putLoad } from "./http-load.ts";
import { atMost, type Pace, type Part } from "./measure.ts";
import { openRig, type Rig } from "./rig.ts";

const MEGABYTE = 2 ** 20;
const IDLE_AFTER_MS = 2000;
const CONNECTIONS = 32;
const LOAD_CALLS = 5000;

/** What the server process holds of the machine's memory: started and left alone, and under a load as heavy as it can take. */
export async function runMemory(pace: Pace): Promise<Part> {
  const rig = await openRig({ extensions: 200, settleMs: 100 });
  try {
    await delay(IDLE_AFTER_MS * Math.min(1, pace.scale * 2));
    const idle = (await rig.usage()).rss / MEGABYTE;
    const watched = watch(rig);
    const count = Math.ceil(LOAD_CALLS * pace.scale);
    const path = rig.eventsPath("office");
    let calls = 0;
    const next = () => {
      if (calls++ >= count) return undefined;
      return toTokenPost(path, toSummary(newCallId(), toNumber(calls % 1000), String(1000 + (calls % 200))));
    };
    const load = await putLoad({ port: rig.port, connections: CONNECTIONS, seconds: 60, next });
    const highest = (await watched.end()) / MEGABYTE;
    await rig.idle();
    await delay(IDLE_AFTER_MS * Math.min(1, pace.scale * 2));
    const afterwards = (await rig.usage()).rss / MEGABYTE;
    return {
      name: "memory",
      figures: { idle_mb: idle, under_load_mb: highest, afterwards_mb: afterwards, load_calls_per_s: load.perSecond },
      goals: [atMost("memory: idle, MB", idle, 120)],
      notes: [
        `resident memory of the server process; the load is ${CONNECTIONS} connections that post ${count} calls as fast as they are taken`,
      ],
    };
  } finally {
    await rig.close();
  }
}

/** Watches the resident memory until the end is called, which gives the highest that was seen, in bytes. */
function watch(rig: Rig): { end(): Promise<number> } {
  let highest = 0;
  let going = true;
  const watching = (async () => {
    while (going) {
      highest = Math.max(highest, (await rig.usage()).rss);
      await delay(100);
    }
  })();
  return {
    async end() {
      going = false;
      await watching;
      return highest;
    },
  };
}
