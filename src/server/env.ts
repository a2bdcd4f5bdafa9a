import { randomBytes } from "node:crypto";
import type { Env } from "../base/index.ts";

/** The real clock, randomness and ids: a time in base 36, so that ids sort by age, and 60 random bits. */
export const realEnv: Env = {
  now: () => Date.now(),
  random: () => Math.random(),
  newId: () =>
    `${Date.now().toString(36)}${randomBytes(8).readBigUInt64BE().toString(36).padStart(13, "0").slice(-12)}`,
};
