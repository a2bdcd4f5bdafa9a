import type { CallLeg } from "../domain/index.ts";
import type { Facts } from "./facts.ts";
import type { Part } from "./legs.ts";
import type { Parties } from "./parties.ts";

/** A part in which somebody talked. */
export interface Talk extends Part {
  readonly leg: CallLeg & { readonly answeredAt: number };
  readonly lastAnswerAt: number;
}

/** A menu or a queue that picks up is nobody: only an extension answers an inbound call. Of an outbound call the far end does. */
export function isTalk(part: Part, facts: Facts, parties: Parties): part is Talk {
  if (part.lastAnswerAt === undefined) return false;
  return parties.direction === "outbound" || isPerson(part.leg, facts);
}

/** Whether the leg is an extension's, not a queue's nor a trunk's. */
export function isPerson({ extension }: CallLeg, facts: Facts): boolean {
  return extension !== undefined && extension !== facts.said.queue?.value;
}

/**
 * The seconds of talk of an answered call that ended at `endedAt`. The PBX's own figure wins; else the time in which at least one
 * leg talked.
 */
export function toTalkSeconds(talks: readonly Talk[], summary: Facts["summary"], endedAt: number): number {
  if (summary?.talkSeconds !== undefined) return summary.talkSeconds;
  const spans =
    talks.length > 0
      ? talks.map(({ leg }) => [leg.answeredAt, Math.min(leg.endedAt ?? endedAt, endedAt)] as const)
      : [[summary?.answeredAt ?? endedAt, endedAt] as const];
  let total = 0;
  let until = 0;
  for (const [from, to] of [...spans].sort(([a], [b]) => a - b)) {
    total += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return Math.round(total / 1000);
}
