import { setTimeout as sleep } from "node:timers/promises";
import type { PhoneEventBody } from "../../src/pbx/index.ts";
import type { Random } from "./random.ts";
import { API_TOKEN, CONNECTION } from "./set-up.ts";

const PATIENCE_MS = 3000;
const RETRY_MS = 40;

/** Sends phone events as a PBX's gateway does: again and again, until somebody has acknowledged them. */
export interface Gateway {
  /** Resolves when they are acknowledged. Rejects when the server says that they are wrong. */
  send(events: readonly PhoneEventBody[]): Promise<void>;
}

/** `addresses` gives the servers that are up, of which any will do; `onAcknowledged` hears of events at each 2xx. */
export function createGateway(
  random: Random,
  addresses: () => readonly string[],
  onAcknowledged: (events: readonly PhoneEventBody[]) => void,
): Gateway {
  return {
    async send(events) {
      const body = JSON.stringify({ events });
      for (;;) {
        const up = addresses();
        const status = up.length === 0 ? undefined : await post(random.pick(up), body);
        if (status !== undefined && status >= 200 && status < 300) return onAcknowledged(events);
        if (status !== undefined && status >= 400 && status < 500) {
          throw new Error(`the events were refused with ${status}: ${body.slice(0, 500)}`);
        }
        await sleep(RETRY_MS);
      }
    },
  };
}

/** The status, or `undefined` when no answer came. */
async function post(address: string, body: string): Promise<number | undefined> {
  try {
    const answer = await fetch(`${address}/api/v1/connections/${CONNECTION}/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${API_TOKEN}`, "content-type": "application/json" },
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    // Killed before it answered, or while it did.
    return undefined;
  }
}
