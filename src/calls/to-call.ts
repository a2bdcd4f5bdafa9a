import type { Call, CallLeg, CallState, Disposition, ExtensionNumber, Recording } from "../domain/index.ts";
import { isComplete } from "./completeness.ts";
import type { Facts } from "./facts.ts";
import { type Part, toParts } from "./legs.ts";
import { least } from "./merge.ts";
import { type Parties, toParties } from "./parties.ts";
import { isTalk, type Talk, toTalkSeconds } from "./talks.ts";

/** Where several dispositions were told (one per leg), the one that says most about the call. */
const WEIGHT: readonly Disposition[] = ["answered", "voicemail", "no-answer", "busy", "failed"];

/** Derives everything that a call shows from what is known of it. */
export function toCall(identity: Pick<Call, "id" | "connectionId" | "pbxCallId">, facts: Facts): Call {
  const { said, summary } = facts;
  const parties = toParties(facts);
  const parts = toParts(facts, parties);
  const talks = parts.filter((part): part is Talk => isTalk(part, facts, parties));
  const endedAt = findEnd(facts);
  const startedAt = least(facts.firstAt, summary?.startedAt) as number;
  const disposition = endedAt === undefined ? undefined : toDisposition(facts, parties, parts, talks);
  const isAnswered = talks.length > 0 || disposition === "answered";
  const firstAnswerAt = talks.length > 0 ? firstOf(talks.map(({ leg }) => leg.answeredAt)) : summary?.answeredAt;
  const answeredAt = isAnswered ? lastBefore(firstAnswerAt, endedAt) : undefined;
  const extension = toExtension(parties, talks, isAnswered ? facts : undefined);
  const recording = toRecording(facts);
  const ringingAt = facts.marks.ringing?.[0]?.[0];
  return {
    ...identity,
    direction: parties.direction,
    state: toState(endedAt, isAnswered),
    externalNumber: parties.external,
    externalName: parties.externalName,
    dialledNumber: parties.to,
    ...(said.trunk && { trunk: said.trunk.value }),
    ...(said.queue && { queue: said.queue.value }),
    legs: parts.map((part) => (endedAt === undefined ? part.leg : endLeg(part, endedAt, talks, parties))),
    startedAt,
    ...(answeredAt !== undefined && { answeredAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(extension !== undefined && { extension }),
    ...(disposition !== undefined && { disposition }),
    ringSeconds: secondsBetween(ringingAt ?? startedAt, answeredAt ?? endedAt),
    talkSeconds: disposition === "answered" ? toTalkSeconds(parts, talks, facts, endedAt as number) : 0,
    totalSeconds: secondsBetween(startedAt, endedAt),
    ...(recording && { recording }),
    incomplete:
      disposition !== undefined && !isComplete({ facts, parties, parts, talks, disposition, answeredAt, extension }),
    facts,
  };
}

function findEnd({ endedAt, summary, closedAt, lastAt }: Facts): number | undefined {
  // Of a call that was closed nobody knows when it ended; the last news is the last moment that it surely was alive.
  return endedAt ?? summary?.endedAt ?? summary?.at ?? (closedAt === undefined ? undefined : lastAt);
}

function toState(endedAt: number | undefined, isAnswered: boolean): CallState {
  if (endedAt !== undefined) return "ended";
  return isAnswered ? "answered" : "ringing";
}

function toDisposition(
  { dispositions: told }: Facts,
  parties: Parties,
  parts: readonly Part[],
  talks: readonly Talk[],
): Disposition {
  if (talks.length > 0) return "answered";
  const reasons = parts.map(({ leg }) => leg.endReason);
  // Who left because the call was answered elsewhere knows of an answer that was not told; a voicemail may have given it.
  const elsewhere = parties.direction !== "outbound" && reasons.includes("answered-elsewhere");
  if (elsewhere && !told.includes("voicemail")) return "answered";
  const heaviest = WEIGHT.find((one) => told.includes(one));
  if (heaviest) return heaviest;
  return reasons.length > 0 && reasons.every((reason) => reason === "busy") ? "busy" : "no-answer";
}

function toExtension(
  parties: Parties,
  talks: readonly Talk[],
  answered: Facts | undefined,
): ExtensionNumber | undefined {
  if (parties.direction !== "inbound") return parties.caller;
  const last = talks.reduce<Talk | undefined>(
    (best, talk) => (best && best.lastAnswerAt > talk.lastAnswerAt ? best : talk),
    undefined,
  );
  return last?.leg.extension ?? (answered?.marks.summary?.at(-1)?.[1] as ExtensionNumber | undefined);
}

function endLeg({ leg, firstAt }: Part, endedAt: number, talks: readonly Talk[], parties: Parties): CallLeg {
  const elsewhere =
    parties.direction === "inbound" &&
    leg.answeredAt === undefined &&
    leg.endReason === undefined &&
    talks.some((talk) => talk.lastAnswerAt >= firstAt);
  return { ...leg, endedAt: leg.endedAt ?? endedAt, ...(elsewhere && { endReason: "answered-elsewhere" }) };
}

function toRecording({ recording: { url, file } }: Facts): Recording | undefined {
  return url || file ? { ...(url && { url: url.value }), ...(file && { file: file.value }) } : undefined;
}

function firstOf(times: readonly (number | undefined)[]): number | undefined {
  return times.reduce(least, undefined);
}

function lastBefore(time: number | undefined, limit: number | undefined): number | undefined {
  return time !== undefined && limit !== undefined ? Math.min(time, limit) : time;
}

function secondsBetween(from: number | undefined, to: number | undefined): number {
  return from === undefined || to === undefined ? 0 : Math.max(0, Math.round((to - from) / 1000));
}
