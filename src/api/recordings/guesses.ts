import { MINUTE } from "../../base/index.ts";

const SPAN_MS = 10 * MINUTE;
const MOST_WRONG = 20;
const MOST_ADDRESSES = 10_000;

/** Counts wrong tokens by network address, so that nobody goes on guessing. */
export interface Guesses {
  /** Seconds that an address has to wait; 0 = none. */
  waitOf(address: string): number;
  wrong(address: string): void;
}

export function createGuesses(now: () => number): Guesses {
  const counts = new Map<string, { count: number; until: number }>();
  const recent = (address: string) => {
    const one = counts.get(address);
    return one && one.until > now() ? one : undefined;
  };
  return {
    waitOf(address) {
      const one = recent(address);
      return one && one.count >= MOST_WRONG ? Math.ceil((one.until - now()) / 1000) : 0;
    },
    wrong(address) {
      const one = recent(address) ?? { count: 0, until: now() + SPAN_MS };
      counts.delete(address);
      counts.set(address, { ...one, count: one.count + 1 });
      const [oldest] = counts.keys();
      if (counts.size > MOST_ADDRESSES && oldest !== undefined) counts.delete(oldest);
    },
  };
}
