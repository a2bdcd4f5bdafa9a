import { RESTORED_AT } from "../restored-at.ts";

/**
 * What a restored store cannot know: whether what stood open when the backup was made was carried out after it. So the deliveries that make
 * something new count as attempts that were cut off, and so do those that were running; the engine then finds out by key or by search, or asks
 * a person. The number of a supposed attempt is a new one, so that it gets a record of its own.
 */
const DOUBT_OPEN_DELIVERIES = `
  UPDATE deliveries SET attempt = CASE state WHEN 'waiting' THEN attempt + 1 ELSE attempt END, state = 'running', lease_until = 0, holder = NULL
  WHERE state = 'running' OR (state = 'waiting' AND (action LIKE '%"kind":"create-ticket"%' OR action LIKE '%"kind":"write-journal"%'))`;

/**
 * Changes that were numbered after the backup may have been seen: whoever goes on behind the last one seen must not miss the next ones,
 * so the numbers go on far beyond.
 */
export const CHANGES_LEAP = 1_000_000_000;

/** By this time the planning of deliveries knows the calls that the old server may have worked on. */
const remember = (now: number) =>
  `INSERT INTO meta (key, value) VALUES ('${RESTORED_AT}', '${now}') ON CONFLICT (key) DO UPDATE SET value = excluded.value`;

/** The statements that follow a restore, on the newest version. `now`: milliseconds since 1970. */
export function toAfterwards(asItWas: boolean, now: number): readonly string[] {
  return asItWas ? [] : [DOUBT_OPEN_DELIVERIES, remember(now)];
}
