import { rmSync } from "node:fs";
import { type EventBody, newCallId, toEvents, toNumber, toSignedPost, toTokenPost } from "./calls.ts";
import { startChild } from "./child.ts";
import { putLoad } from "./http-load.ts";
import { atLeast, median, type Pace, type Part } from "./measure.ts";
import { makeFolder, openRig, type Rig } from "./rig.ts";

const CONNECTIONS = 32;
const BATCH = 100;
/** So many events a second are made ready beforehand, so that making them is not measured. */
const READY_PER_SECOND = 12_000;

/** The ways in which a PBX may post; how many events one request holds. */
const WAYS: Readonly<Record<string, { readonly events: number; readonly toPost: ToPost }>> = {
  token: { events: 1, toPost: (path, events) => toTokenPost(path, events[0] as EventBody) },
  signed: { events: 1, toPost: (path, events) => toSignedPost(path, events[0] as EventBody, `msg-${events[0]?.id}`) },
  batch: { events: BATCH, toPost: (path, events) => toTokenPost(path, events) },
};

type ToPost = (path: string, events: readonly EventBody[]) => Buffer;

/** Events a second that are on the disk before they are acknowledged, beside the bare loops that take the very same requests. */
export async function runEvents(pace: Pace): Promise<Part> {
  const folder = makeFolder();
  // Calls settle while the load lasts, as they would if it went on for hours.
  const rig = await openRig({ settleMs: 100 });
  const bare = await startChild<{ port: number }>(new URL("./bare-process.ts", import.meta.url), {
    folder,
    group: false,
  });
  const shared = await startChild<{ port: number }>(new URL("./bare-process.ts", import.meta.url), {
    folder,
    group: true,
  });
  try {
    const figures: Record<string, number> = {};
    for (const [name, way] of Object.entries(WAYS)) {
      const rates: Record<string, number[]> = { deskbell: [], bare: [], shared: [] };
      // Taken in turns, so that what else the machine does weighs on all alike.
      for (let turn = 0; turn < pace.rounds; turn++) {
        rates.deskbell?.push(await postTo(rig.port, way, pace));
        await rig.idle();
        rates.bare?.push(await postTo(bare.ready.port, way, pace));
        rates.shared?.push(await postTo(shared.ready.port, way, pace));
      }
      for (const [who, found] of Object.entries(rates)) figures[`${name}_${who}_per_s`] = median(found);
      figures[`${name}_ratio`] = ratio(figures, name, "bare");
      figures[`${name}_ratio_shared`] = ratio(figures, name, "shared");
    }
    Object.assign(figures, await measureFolding(rig, pace));
    return {
      name: "events",
      figures,
      goals: [
        atLeast("events: rate as a share of the bare loop's (token)", figures.token_ratio ?? 0, 0.5),
        atLeast("events: rate as a share of the bare loop's (signed)", figures.signed_ratio ?? 0, 0.5),
        atLeast("events: accepted per second, one a request", figures.token_deskbell_per_s ?? 0, 3000),
      ],
      notes: [
        `events a second over ${CONNECTIONS} connections; Deskbell folds them into calls at the same time; "batch" = ${BATCH} events a request`,
        "bare = node:http, append, flush: one flush for each request. shared = the same, but what arrives in one turn shares a flush, as Deskbell's commits do. Both keep bytes that nobody has read. The goal is half of the bare loop; ratio_shared is there to see what is left to gain",
      ],
    };
  } finally {
    await rig.close();
    await bare.child.close();
    await shared.child.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function postTo(
  port: number,
  { events, toPost }: { events: number; toPost: ToPost },
  pace: Pace,
): Promise<number> {
  const seconds = pace.scale;
  const path = "/api/v1/connections/plain/events";
  const ready = Array.from({ length: Math.ceil((READY_PER_SECOND * seconds) / (events === 1 ? 1 : 2 * events)) }, () =>
    toPost(path, takeEvents(events)),
  );
  // Batches end with what is ready, since hundreds of thousands of events would have to be folded afterwards.
  const make = () => ready.pop() ?? (events === 1 ? toPost(path, takeEvents(1)) : undefined);
  const load = await putLoad({ port, connections: CONNECTIONS, seconds, next: make });
  return load.perSecond * events;
}

const queue: EventBody[] = [];
let caller = 0;

/** The next events of an endless row of calls. */
function takeEvents(count: number): EventBody[] {
  while (queue.length < count) queue.push(...toEvents(newCallId(), toNumber(caller++), "1000"));
  return queue.splice(0, count);
}

/** How fast events that wait are folded into their calls and planned for, with nothing else to do. */
async function measureFolding(rig: Rig, { scale }: Pace): Promise<Record<string, number>> {
  const total = Math.ceil((6000 * scale) / BATCH) * BATCH;
  const posts = Array.from({ length: total / BATCH }, () => toTokenPost(rig.eventsPath("plain"), takeEvents(BATCH)));
  const before = performance.now();
  await putLoad({ port: rig.port, connections: 4, seconds: 60, next: () => posts.pop() });
  await rig.idle();
  return { accepted_and_folded_per_s: (total / (performance.now() - before)) * 1000 };
}

function ratio(figures: Readonly<Record<string, number>>, name: string, other: string): number {
  return (figures[`${name}_deskbell_per_s`] ?? 0) / (figures[`${name}_${other}_per_s`] || 1);
}
