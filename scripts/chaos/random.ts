/** A generator of random numbers that gives the same numbers for the same seed. */
export interface Random {
  /** From 0 up to, but not including, 1. */
  next(): number;
  between(low: number, high: number): number;
  /** Whether something that happens with this probability happens now. */
  chance(probability: number): boolean;
  /** Throws `RangeError` when there is nothing to pick from. */
  pick<T>(items: readonly T[]): T;
  shuffle<T>(items: readonly T[]): T[];
  /** A generator of its own, so that what one part draws does not move what another part gets. */
  fork(): Random;
}

/** By Mulberry32: a counter that is mixed; good enough for the weather, not for secrets. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    chance: (probability) => next() < probability,
    pick(items) {
      if (items.length === 0) throw new RangeError("there is nothing to pick from");
      return items[Math.floor(next() * items.length)] as (typeof items)[number];
    },
    shuffle(items) {
      const left = [...items];
      return items.map(() => left.splice(Math.floor(next() * left.length), 1)[0] as (typeof items)[number]);
    },
    fork: () => createRandom(Math.floor(next() * 2 ** 32)),
  };
}
