import type { Call, CallLeg, CallState, Disposition, ExtensionNumber, Recording } from "../domain/index.ts";
import type { Facts, Told } from "./facts.ts";
import { toLegs } from "./legs.ts";
import { type Parties, toParties } from "./parties.ts";

type Summary = Extract<Told, { kind: "summary" }>;

/** Where several dispositions were told (one per leg), the one that says most about the call. */
const WEIGHT: readonly Disposition[] = ["answered", "voicemail", "no-answer", "busy", "failed"];

/** Derives everything that a call shows from what is known of it. */
export function toCall(identity: Pick<Call, "id" | "connectionId" | "pbxCallId">, facts: Facts): Call {
  const parties = toParties(facts);
  const summaries = facts.told.filter((told): told is Summary => told.kind === "summary");
  const openLegs = toLegs(facts, parties);
  const talks = openLegs.filter((leg) => leg.answeredAt !== undefined && isPerson(leg, facts, parties));
  const { endedAt, lost } = findEnd(facts, summaries);
  const startedAt = firstOf([...facts.told.map((told) => told.occurredAt), ...summaries.map((one) => one.startedAt)]);
  const told = toldDispositions(facts);
  const disposition = endedAt === undefined ? undefined : toDisposition(talks, told, openLegs);
  const isAnswered = talks.length > 0 || disposition === "answered";
  const answerTimes = talks.length > 0 ? talks.map((leg) => leg.answeredAt) : summaries.map((one) => one.answeredAt);
  const answeredAt = isAnswered ? lastBefore(firstOf(answerTimes), endedAt) : undefined;
  const extension = toExtension(parties, talks, isAnswered ? summaries : []);
  const recording = toRecording(facts);
  const ringingAt = firstOf(facts.told.filter((one) => one.kind === "ringing").map((one) => one.occurredAt));
  const contradicted = talks.length > 0 && told.length > 0 && !told.includes("answered");
  const unclear = isAnswered && (answeredAt === undefined || extension === undefined);
  return {
    ...identity,
    direction: parties.direction,
    state: toState(endedAt, isAnswered),
    externalNumber: parties.external,
    externalName: parties.externalName,
    dialledNumber: parties.to,
    ...(facts.said.trunk && { trunk: facts.said.trunk.value }),
    ...(facts.said.queue && { queue: facts.said.queue.value }),
    legs: endedAt === undefined ? openLegs : openLegs.map((leg) => endLeg(leg, endedAt, isAnswered, parties)),
    startedAt: startedAt as number,
    ...(answeredAt !== undefined && { answeredAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(extension !== undefined && { extension }),
    ...(disposition !== undefined && { disposition }),
    ringSeconds: secondsBetween(ringingAt ?? startedAt, answeredAt ?? endedAt),
    talkSeconds: disposition === "answered" ? toTalkSeconds(talks, summaries, endedAt as number) : 0,
    totalSeconds: secondsBetween(startedAt, endedAt),
    ...(recording && { recording }),
    incomplete: endedAt !== undefined && (lost || contradicted || unclear || !facts.partiesTold),
    facts,
  };
}

// A menu or a queue that picks up is nobody: only an extension answers an inbound call. Of an outbound call the far end does.
function isPerson(leg: CallLeg, facts: Facts, parties: Parties): boolean {
  if (parties.direction === "outbound") return true;
  return leg.extension !== undefined && leg.extension !== facts.said.queue?.value;
}

function findEnd(facts: Facts, summaries: readonly Summary[]): { endedAt: number | undefined; lost: boolean } {
  const ends = facts.told.filter((told) => told.kind === "ended").map((told) => told.occurredAt);
  if (ends.length > 0) return { endedAt: Math.max(...ends), lost: false };
  if (summaries.length > 0) {
    return { endedAt: Math.max(...summaries.map((one) => one.endedAt ?? one.occurredAt)), lost: false };
  }
  // Nobody knows when it ended; the last news is the last moment that it surely was alive.
  const isClosed = facts.closedAt !== undefined;
  return { endedAt: isClosed ? facts.told.at(-1)?.occurredAt : undefined, lost: isClosed };
}

function toState(endedAt: number | undefined, isAnswered: boolean): CallState {
  if (endedAt !== undefined) return "ended";
  return isAnswered ? "answered" : "ringing";
}

function toldDispositions(facts: Facts): Disposition[] {
  return facts.told.flatMap((told) =>
    (told.kind === "ended" || told.kind === "summary") && told.disposition ? [told.disposition] : [],
  );
}

function toDisposition(talks: readonly CallLeg[], told: readonly Disposition[], legs: readonly CallLeg[]): Disposition {
  if (talks.length > 0) return "answered";
  const heaviest = WEIGHT.find((one) => told.includes(one));
  if (heaviest) return heaviest;
  const reasons = legs.map((leg) => leg.endReason);
  return reasons.length > 0 && reasons.every((reason) => reason === "busy") ? "busy" : "no-answer";
}

function toExtension(
  parties: Parties,
  talks: readonly CallLeg[],
  summaries: readonly Summary[],
): ExtensionNumber | undefined {
  if (parties.direction !== "inbound") return parties.caller;
  const last = talks.reduce<CallLeg | undefined>(
    (best, leg) => (best && (best.answeredAt as number) > (leg.answeredAt as number) ? best : leg),
    undefined,
  );
  return last?.extension ?? summaries.findLast((one) => one.extension)?.extension;
}

function endLeg(leg: CallLeg, endedAt: number, isAnswered: boolean, parties: Parties): CallLeg {
  const elsewhere = isAnswered && parties.direction === "inbound" && leg.answeredAt === undefined;
  return {
    ...leg,
    endedAt: leg.endedAt ?? endedAt,
    ...(elsewhere && leg.endReason === undefined && { endReason: "answered-elsewhere" }),
  };
}

// The PBX's own figure wins. It may come once per leg, each with the same figure, so they are not added up.
function toTalkSeconds(talks: readonly CallLeg[], summaries: readonly Summary[], endedAt: number): number {
  const told = summaries.map((one) => one.talkSeconds).filter((one) => one !== undefined);
  if (told.length > 0) return Math.max(...told);
  const spans = talks
    .map((leg) => [leg.answeredAt as number, Math.min(leg.endedAt ?? endedAt, endedAt)] as const)
    .sort(([a], [b]) => a - b);
  let total = 0;
  let until = 0;
  for (const [from, to] of spans) {
    total += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  if (total > 0 || talks.length > 0) return Math.round(total / 1000);
  const answeredAt = firstOf(summaries.map((one) => one.answeredAt));
  return answeredAt === undefined ? 0 : secondsBetween(answeredAt, endedAt);
}

function toRecording(facts: Facts): Recording | undefined {
  const told = facts.told.flatMap((one) =>
    (one.kind === "recorded" || one.kind === "summary") && one.recording ? [one.recording] : [],
  );
  const url = told.findLast((one) => one.url)?.url;
  const file = told.findLast((one) => one.file)?.file;
  return url || file ? { ...(url && { url }), ...(file && { file }) } : undefined;
}

function firstOf(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((one) => one !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

function lastBefore(time: number | undefined, limit: number | undefined): number | undefined {
  return time !== undefined && limit !== undefined ? Math.min(time, limit) : time;
}

function secondsBetween(from: number | undefined, to: number | undefined): number {
  return from === undefined || to === undefined ? 0 : Math.max(0, Math.round((to - from) / 1000));
}
