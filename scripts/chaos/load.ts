import { setTimeout as sleep } from "node:timers/promises";
import type { ChaosCall } from "./calls.ts";
import type { Gateway } from "./gateway.ts";
import type { Random } from "./random.ts";

/** Between the beginnings of two calls. */
const GAP_MS = { least: 15, most: 90 };
/** A gateway does not begin calls without end while nobody takes its events. */
const MOST_OPEN = 40;

export interface Load {
  /** Begins calls for so long; calls that have begun go on afterwards. */
  runFor(ms: number): Promise<void>;
  /** Resolves when every event of every call is acknowledged. Rejects with what a server refused. */
  finish(): Promise<void>;
}

export function createLoad(random: Random, nextCall: () => ChaosCall, gateway: Gateway): Load {
  const open = new Set<Promise<void>>();
  const failures: unknown[] = [];

  async function play({ parcels }: ChaosCall): Promise<void> {
    let reachedMs = 0;
    const sent: Promise<void>[] = [];
    for (const { afterMs, events } of parcels) {
      await sleep(Math.round(afterMs - reachedMs));
      reachedMs = afterMs;
      sent.push(gateway.send(events));
    }
    await Promise.all(sent);
  }

  return {
    async runFor(ms) {
      const until = Date.now() + ms;
      while (Date.now() < until) {
        if (open.size < MOST_OPEN) {
          const call: Promise<void> = play(nextCall())
            .catch((error: unknown) => void failures.push(error))
            .finally(() => open.delete(call));
          open.add(call);
        }
        await sleep(random.between(GAP_MS.least, GAP_MS.most));
      }
    },
    async finish() {
      await Promise.all(open);
      if (failures.length > 0) throw failures[0];
    },
  };
}
