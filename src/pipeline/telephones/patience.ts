import { MINUTE, SECOND } from "../../base/index.ts";

/** The longest wait between two tries. */
export const MAX_WAIT_MS = MINUTE;

/**
 * How long to wait before the next try after so many failures in a row (from 1 on): under a second at first, doubled each time, a minute at
 * most, each up to a fifth less, so that many connections do not come back at the same moment. `random` is in [0, 1).
 */
export function waitBeforeTry(failures: number, random: number): number {
  const full = Math.min(MAX_WAIT_MS, 0.9 * SECOND * 2 ** (failures - 1));
  return Math.round(full * (1 - 0.2 * random));
}
