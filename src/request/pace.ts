import { type Env, MINUTE, SECOND } from "../base/index.ts";

/** Lets requests go at most so often; resolves when the next one may, or at once when the signal aborts: then nothing is sent anyway. */
export type Pace = (signal?: AbortSignal) => Promise<void>;

/** A tenth of a minute's requests may go at once; after that they are spread evenly (token bucket). */
const BURST_SHARE = 0.1;

/**
 * Keeps to a helpdesk's limit of requests a minute. `wait` and the clock can be replaced in tests; requests are let through in the
 * order in which they ask.
 */
export function createPace(
  perMinute: number,
  env: Pick<Env, "now">,
  wait: (ms: number, signal?: AbortSignal) => Promise<void> = sleep,
): Pace {
  const gapMs = MINUTE / perMinute;
  const burst = Math.max(1, Math.floor(perMinute * BURST_SHARE));
  // The moment at which the bucket is full again: each request moves it on by one gap.
  let fullAt = 0;
  return async (signal) => {
    const now = env.now();
    const start = Math.max(fullAt, now);
    const waitMs = start + gapMs - burst * gapMs - now;
    fullAt = start + gapMs;
    if (waitMs > 0) await wait(waitMs, signal);
  };
}

/** An hour at most, which no sensible limit needs. */
function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(done, Math.min(ms, 3600 * SECOND));
    function done() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    }
    signal?.addEventListener("abort", done, { once: true });
  });
}
