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

type Span = readonly [from: number, to: number];

/**
 * The seconds of talk of an answered call that ended at `endedAt`. The PBX's own figure wins; else the time in which at least one
 * leg talked, those included in which the call goes on outside after a person has handed it to a number there.
 */
export function toTalkSeconds(parts: readonly Part[], talks: readonly Talk[], facts: Facts, endedAt: number): number {
  const { summary } = facts;
  if (summary?.talkSeconds !== undefined) return summary.talkSeconds;
  const spans: readonly Span[] =
    talks.length > 0
      ? [...talks, ...toTalksOutside(parts, talks, facts)].map(({ leg }) => [
          leg.answeredAt,
          Math.min(leg.endedAt ?? endedAt, endedAt),
        ])
      : [[summary?.answeredAt ?? endedAt, endedAt]];
  let total = 0;
  let until = 0;
  for (const [from, to] of [...spans].sort(([a], [b]) => a - b)) {
    total += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return Math.round(total / 1000);
}

// A leg without an extension that answers after a person did is no menu's and no queue's: it is that of a telephone outside.
function toTalksOutside(parts: readonly Part[], talks: readonly Talk[], { marks }: Facts): Pick<Talk, "leg">[] {
  const handedOut = (marks.transferred ?? []).filter(([, , , to]) => to === "").map(([at]) => at);
  if (handedOut.length === 0) return [];
  const since = Math.min(...handedOut);
  const begun = Math.min(...talks.map(({ leg }) => leg.answeredAt));
  return parts.flatMap(({ leg }) => {
    const { extension, answeredAt } = leg;
    if (extension !== undefined || answeredAt === undefined || answeredAt <= begun) return [];
    return [{ leg: { ...leg, answeredAt: Math.max(answeredAt, since) } }];
  });
}
