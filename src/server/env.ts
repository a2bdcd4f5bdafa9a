import { randomFillSync } from "node:crypto";
import type { Env } from "../base/index.ts";

// Drawn in advance, since each draw costs a call into the system.
const pool = Buffer.alloc(4096);
let used = pool.length;

function drawRandom(): bigint {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 8;
  return pool.readBigUInt64BE(used - 8);
}

/** The real clock, randomness and ids: a time in base 36, so that ids sort by age, and 60 random bits. */
export const realEnv: Env = {
  now: () => Date.now(),
  random: () => Math.random(),
  newId: () => `${Date.now().toString(36)}${drawRandom().toString(36).padStart(13, "0").slice(-12)}`,
};
