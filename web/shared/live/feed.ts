import { ask } from "../client/ask.ts";
import type { Change } from "../nouns.ts";

/** Whether the page hears of what happens. */
export type FeedState = "connecting" | "live" | "lost";

export interface FeedListener {
  change?(change: Change): void;
  state?(state: FeedState): void;
}

/** Follows the live feed until `close`. */
export interface Feed {
  readonly state: FeedState;
  /** Gives the function that ends it. */
  listen(listener: FeedListener): () => void;
  close(): void;
}

const NAME = "deskbell.feed";
const PAUSES_MS = [1000, 2000, 5000, 10_000];

/**
 * Opens the live feed (`/api/v1/changes`). All windows of one browser share one connection: the one that holds the lock follows
 * and tells the others; when it closes, another goes on behind the last change that it has heard. Where the browser has no locks
 * (plain HTTP) each window has its own.
 */
export function openFeed(): Feed {
  const listeners = new Set<FeedListener>();
  const channel = new BroadcastChannel(NAME);
  const ended = new AbortController();
  let state: FeedState = "connecting";
  let lastSeq: number | undefined;

  const setState = (next: FeedState) => {
    state = next;
    for (const one of listeners) one.state?.(next);
  };
  const take = (change: Change) => {
    if (lastSeq !== undefined && change.seq <= lastSeq) return;
    lastSeq = change.seq;
    for (const one of listeners) one.change?.(change);
  };
  channel.onmessage = ({ data }: MessageEvent<{ change?: Change; state?: FeedState; who?: true }>) => {
    if (data.change) take(data.change);
    if (data.state) setState(data.state);
    if (data.who && leading) channel.postMessage({ state });
  };
  let leading = false;
  const lead = () => {
    leading = true;
    return followUntil(ended.signal, {
      after: () => lastSeq,
      take(change) {
        take(change);
        channel.postMessage({ change });
      },
      setState(next) {
        setState(next);
        channel.postMessage({ state: next });
      },
    });
  };
  channel.postMessage({ who: true });
  // Plain HTTP has no locks.
  const locks = navigator.locks as LockManager | undefined;
  if (locks) locks.request(NAME, { signal: ended.signal }, lead).catch(() => undefined);
  else void lead();
  return {
    get state() {
      return state;
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      ended.abort();
      channel.close();
      listeners.clear();
    },
  };
}

interface Leader {
  after(): number | undefined;
  take(change: Change): void;
  setState(state: FeedState): void;
}

async function followUntil(signal: AbortSignal, leader: Leader): Promise<void> {
  for (let failures = 0; !signal.aborted; failures++) {
    const heard = await followOnce(signal, leader);
    if (signal.aborted) return;
    if (heard) failures = 0;
    leader.setState("lost");
    // Tells whoever waits for it when it was closed because the session is over.
    await ask("GET /api/v1/me").catch(() => undefined);
    await pause(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)] ?? 0, signal);
  }
}

/** Resolves when the browser has given up on it: whether it was open at all. A short loss the browser mends by itself. */
function followOnce(signal: AbortSignal, leader: Leader): Promise<boolean> {
  return new Promise((resolve) => {
    const after = leader.after();
    const source = new EventSource(`/api/v1/changes${after === undefined ? "" : `?after=${after}`}`);
    let heard = false;
    const end = () => {
      source.close();
      signal.removeEventListener("abort", end);
      resolve(heard);
    };
    signal.addEventListener("abort", end);
    source.onopen = () => {
      heard = true;
      leader.setState("live");
    };
    source.onmessage = ({ data }: MessageEvent<string>) => leader.take(JSON.parse(data) as Change);
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) end();
      else leader.setState("lost");
    };
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done);
  });
}
