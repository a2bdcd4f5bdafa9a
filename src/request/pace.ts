import { type Env, MINUTE } from "../base/index.ts";

/** Keeps to a helpdesk's limit of requests a minute, and counts them. */
export interface Pace {
  /**
   * Resolves when the next request may go, or at once when the signal aborts: then nothing is sent anyway. Requests go in the order in
   * which they ask, urgent ones before all others.
   */
  take(signal?: AbortSignal, urgent?: boolean): Promise<void>;
  /** Requests a minute from now on, more than 0; `undefined` = no limit. */
  setRate(perMinute: number | undefined): void;
  /** How many requests were let go within the last minute. */
  countLastMinute(): number;
}

interface Waiter {
  readonly go: () => void;
  readonly signal: AbortSignal | undefined;
}

/** A tenth of a minute's requests may go at once; after that they are spread evenly (token bucket). */
const BURST_SHARE = 0.1;
/** A timer is not set for longer, which no sensible limit needs. */
const MAX_TIMER_MS = 60 * MINUTE;
const SLICES = 60;
const SLICE_MS = MINUTE / SLICES;

export function createPace(perMinute: number | undefined, env: Pick<Env, "now">): Pace {
  const urgentOnes: Waiter[] = [];
  const others: Waiter[] = [];
  const counter = createCounter(env);
  let rate = perMinute;
  let tokens = rate === undefined ? 0 : burstOf(rate);
  let filledAt = env.now();
  let timer: NodeJS.Timeout | undefined;

  function fill(): void {
    const now = env.now();
    if (rate !== undefined) {
      tokens = Math.min(burstOf(rate), tokens + (Math.max(0, now - filledAt) * rate) / MINUTE);
    }
    filledAt = now;
  }

  function letGo(): void {
    clearTimeout(timer);
    timer = undefined;
    fill();
    for (;;) {
      const line = urgentOnes.length > 0 ? urgentOnes : others;
      const first = line[0];
      if (!first) return;
      if (!first.signal?.aborted) {
        // A millisecond's part of a token is within what a timer can tell.
        if (rate !== undefined && tokens < 1 - rate / MINUTE) break;
        if (rate !== undefined) tokens--;
        counter.add();
      }
      line.shift();
      first.go();
    }
    const waitMs = Math.ceil(((1 - tokens) * MINUTE) / (rate ?? 1));
    timer = setTimeout(letGo, Math.min(Math.max(1, waitMs), MAX_TIMER_MS));
  }

  return {
    take(signal, urgent = false) {
      if (signal?.aborted) return Promise.resolve();
      if (rate === undefined) {
        counter.add();
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const quit = () => giveUp(waiter);
        const waiter: Waiter = {
          signal,
          go() {
            signal?.removeEventListener("abort", quit);
            resolve();
          },
        };
        (urgent ? urgentOnes : others).push(waiter);
        signal?.addEventListener("abort", quit, { once: true });
        letGo();
      });
    },
    setRate(perMinuteNow) {
      if (perMinuteNow === rate) return;
      fill();
      if (rate === undefined && perMinuteNow !== undefined) tokens = 1;
      rate = perMinuteNow;
      letGo();
    },
    countLastMinute: () => counter.count(),
  };

  // Whoever gives up stands in nobody's way, wherever in the line it is.
  function giveUp(waiter: Waiter): void {
    for (const line of [urgentOnes, others]) {
      const at = line.indexOf(waiter);
      if (at !== -1) line.splice(at, 1);
    }
    waiter.go();
  }
}

function burstOf(rate: number): number {
  return Math.max(1, Math.floor(rate * BURST_SHARE));
}

/** Counts what happened in the last 60 slices of a second each. */
function createCounter(env: Pick<Env, "now">): { add(): void; count(): number } {
  const slices = new Array<number>(SLICES).fill(0);
  let newest = 0;
  const turn = () => {
    const slice = Math.floor(env.now() / SLICE_MS);
    for (let at = Math.max(newest + 1, slice - SLICES + 1); at <= slice; at++) slices[at % SLICES] = 0;
    newest = Math.max(newest, slice);
    return newest % SLICES;
  };
  return {
    add() {
      const at = turn();
      slices[at] = (slices[at] ?? 0) + 1;
    },
    count() {
      turn();
      return slices.reduce((sum, one) => sum + one, 0);
    },
  };
}
