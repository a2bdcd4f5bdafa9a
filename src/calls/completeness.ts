import type { Disposition, ExtensionNumber } from "../domain/index.ts";
import type { Facts } from "./facts.ts";
import { AT_ONCE_MS, type Part } from "./legs.ts";
import { isCut } from "./marks.ts";
import type { Parties } from "./parties.ts";
import { isPerson, type Talk } from "./talks.ts";

/** An ended call as far as it is derived. */
export interface Derived {
  readonly facts: Facts;
  readonly parties: Parties;
  readonly parts: readonly Part[];
  readonly talks: readonly Talk[];
  readonly disposition: Disposition;
  readonly answeredAt: number | undefined;
  readonly extension: ExtensionNumber | undefined;
}

/** Reasons of somebody who left without having talked. */
const DID_NOT_TALK: readonly (string | undefined)[] = ["no-answer", "busy", "declined", "answered-elsewhere"];

/**
 * Whether the events of an ended call suffice for what it shows, so that the loss of one is not taken for the truth. Told must be:
 * its parties; its beginning (a start, a ring, or a summary's); its end (an end, or a summary's); and its outcome: the answer with its
 * time and its extension, or a disposition that says that nobody answered, for a missed call looks just like one whose answer was lost.
 * And nothing that was told may speak of an answer that was not.
 *
 * Cannot be noticed: the loss of everything that speaks of one part, of rings of others, of the caller's name, trunk, queue, recording,
 * and of a start before the first ring.
 */
export function isComplete(call: Derived): boolean {
  const { facts, disposition } = call;
  if (!facts.partiesTold || !isBeginningTold(facts) || !isEndTold(facts)) return false;
  return disposition === "answered" ? isAnswerClear(call) : facts.dispositions.length > 0;
}

function isBeginningTold({ marks, summary }: Facts): boolean {
  if (summary?.startedAt !== undefined) return true;
  const firstOf = (kinds: readonly (keyof typeof marks)[]) =>
    Math.min(...kinds.map((kind) => marks[kind]?.[0]?.[0] ?? Number.POSITIVE_INFINITY));
  const began = firstOf(["started", "ringing"]);
  return began < Number.POSITIVE_INFINITY && began <= firstOf(["answered", "left", "transferred"]) + AT_ONCE_MS;
}

function isEndTold({ endedAt, summary }: Facts): boolean {
  return endedAt !== undefined || summary?.endedAt !== undefined;
}

function isAnswerClear(call: Derived): boolean {
  const { facts, answeredAt, extension } = call;
  const isTold = answeredAt !== undefined && extension !== undefined;
  const isDenied = facts.dispositions.length > 0 && !facts.dispositions.includes("answered");
  if (!isTold || isDenied || !hasTalksOfSummaries(call)) return false;
  if (!call.parts.every((part) => isExplained(part, call)) || !areTransfersClear(call)) return false;
  return facts.summary?.talkSeconds !== undefined || isTalkTimeClear(call);
}

// Whom the PBX's records name as having talked ought to have answered; a queue's number is nobody's.
function hasTalksOfSummaries({ facts, parties, talks }: Derived): boolean {
  if (parties.direction !== "inbound" || talks.length === 0) return true;
  const known = new Set<string | undefined>([facts.said.queue?.value, ...talks.map(({ leg }) => leg.extension)]);
  return (facts.marks.summary ?? []).every(([_at, extension]) => known.has(extension));
}

// Whoever rang, and is not known to have answered, ought to have gone without: by the reason told, or because another answered.
function isExplained({ leg, firstAt, lastRingAt }: Part, call: Derived): boolean {
  const { facts, parties, talks } = call;
  if (leg.answeredAt !== undefined || !isPerson(leg, facts)) return true;
  // The caller's own channel answers nothing.
  if (leg.extension === parties.caller && talks.every((talk) => talk.leg.answeredAt >= firstAt)) return true;
  if (DID_NOT_TALK.includes(leg.endReason)) return true;
  if (leg.endReason === "transferred") return false;
  // Where only the PBX's record knows of the answer, it also says whose it was.
  if (talks.length === 0 && leg.extension === call.extension) return true;
  const known = talks.length > 0 ? talks.map((talk) => talk.lastAnswerAt) : [call.answeredAt as number];
  const answers = known.filter((at) => at + AT_ONCE_MS >= lastRingAt);
  if (leg.endReason !== "hung-up") return answers.length > 0;
  return answers.some((at) => Math.abs((leg.endedAt as number) - at) <= AT_ONCE_MS);
}

// Who hands a call on has talked, and to whomever it is handed something happens then.
function areTransfersClear(call: Derived): boolean {
  const { facts, parts, talks } = call;
  return transfersOf(call).every(({ at, from, to }) => {
    const giver = talks.findLast(
      ({ leg }) => leg.answeredAt <= at && (leg.extension === from || leg.extension === undefined),
    );
    if (!giver && from !== "" && from !== facts.said.queue?.value) return false;
    const since = giver?.leg.answeredAt ?? at;
    const isTaker = ({ leg, firstAt, lastAnswerAt }: Part) =>
      firstAt >= at ||
      ((to === undefined ? leg.extension !== from : leg.extension === to) &&
        (leg.endedAt === undefined || leg.endedAt > at) &&
        (lastAnswerAt ?? firstAt) >= since);
    return to === "" || parts.some(isTaker);
  });
}

/** Where a call was handed on; `to` is empty for a number outside, and `undefined` when only the leaving was told. */
function transfersOf({ facts, parts }: Derived): { at: number; from: string; to?: string }[] {
  const told = (facts.marks.transferred ?? []).map(([at, from, _leg, to]) => ({ at, from, to }));
  const left = parts.flatMap(({ leg: { extension: from, endedAt: at, endReason } }) =>
    endReason === "transferred" && from !== undefined && at !== undefined ? { at, from } : [],
  );
  return [...told, ...left.filter((one) => !told.some(({ at, from }) => from === one.from && at === one.at))];
}

// Where one talked after another, the end of the former must have been told, and all that it did between; and of a very long call
// not everything is kept.
function isTalkTimeClear({ facts: { marks }, talks }: Derived): boolean {
  if (isCut(marks.answered) || isCut(marks.left)) return false;
  const isLast = (talk: Talk) => talks.every((other) => other.lastAnswerAt <= talk.leg.answeredAt);
  const isWhole = ({ leg, lastAnswerAt }: Talk) =>
    talks.every((other) => other.leg.answeredAt <= leg.answeredAt || other.leg.answeredAt >= lastAnswerAt);
  return talks.every(
    (talk) => isWhole(talk) && (!talk.leg.extension || talk.leg.endedAt !== undefined || isLast(talk)),
  );
}
