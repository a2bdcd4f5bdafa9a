import { MINUTE, SECOND } from "../../base/index.ts";
import { type Disposition, toExtensionNumber } from "../../domain/index.ts";
import type { Parts } from "./dialling.ts";
import { extensionOf, type TrackedCall, type TrackedChannel } from "./tracked.ts";
import type { AmiMessage } from "./wire.ts";

/** Applications that talk with a caller in a person's place; a menu or a queue does not. */
const ANSWERING = /^(?:stasis|confbridge|meetme)$/i;
const VOICEMAIL = /^(?:voicemail|minivm)/i;
const NEVER = "0000-00-00 00:00:00";

/** Offsets are told apart by quarters of an hour, and a record comes within minutes of its call's end. */
const QUARTER = 15 * MINUTE;

/** Notes which application has the call now. */
export function noteApplication(channel: TrackedChannel, application: string | undefined): void {
  if (application === undefined) return;
  const { call } = channel;
  if (VOICEMAIL.test(application) && !/main/i.test(application) && channel.isUp) call.hasVoicemail = true;
  if (channel === call.first && ANSWERING.test(application)) call.hasAnsweringApplication = true;
}

/** How the times of records are read. */
export interface RecordOptions {
  /** Minutes east of Greenwich at a time by the PBX's wall; left out, they follow from when a record comes. */
  readonly zoneMinutes?: ((wallClock: number) => number) | undefined;
  /** No message has a time, nor is it known when it came: seconds are then taken from the records. */
  readonly hasNoClock?: boolean;
}

interface CallRecord {
  readonly startedAt: number;
  readonly answeredAt?: number;
  readonly endedAt: number;
  readonly seconds: number;
  readonly talkSeconds: number;
  readonly isAnswered: boolean;
}

/**
 * Takes the record (CDR) of a part of a call. Of calls whose beginning was seen it tells nothing that is not known better; of the others
 * it tells what the records know. Its times have no zone: that follows from when the record came, unless `options` say.
 */
export function takeCallRecord(parts: Parts, message: AmiMessage, at: number, options: RecordOptions): void {
  const { registry, story } = parts;
  const id = message.get("UniqueID");
  const linkedId = message.get("LinkedID");
  const read = readRecord(message, at, options);
  if (!read || (id === undefined && linkedId === undefined)) return;
  const channel = registry.findChannel(id);
  let call = registry.findCall(linkedId) ?? channel?.call ?? registry.findCall(id);
  const application = message.get("LastApplication") ?? "";
  if (call?.isWhole && !options.hasNoClock) {
    takeLateApplication(parts, call, application, read, at);
    return;
  }
  const isAlone = call === undefined;
  const record = isAlone || options.hasNoClock ? read : sharpen(read, at);
  call ??= registry.addCall((linkedId ?? id) as string, record.startedAt);
  const caller = partyIn(parts, message, "Channel", "DestinationContext");
  const callee = partyIn(parts, message, "DestinationChannel", "");
  describeFromRecord(parts, call, message, caller, callee);
  if (caller?.kind === "local" && call.pending && call.direction === undefined) return;
  story.announce(call);
  const mark = `${id}-record-${message.get("Sequence") ?? `${record.startedAt}-${message.get("DestinationChannel") ?? ""}`}`;
  const isPerson = callee !== undefined && callee.kind !== "local";
  const disposition = dispositionOf(message, isPerson, application);
  const isUnseen = isAlone || (call.first === undefined && call.live.size === 0);
  if (isUnseen) tellParts(parts, call, callee, record, disposition, hasGivenUp(message, record), mark);
  const isTalk = record.isAnswered && (isPerson || disposition === "answered");
  // The answer that was heard is known better: a record counts the time in a queue or a menu, too.
  const heard = call.dialled.find(({ name }) => name === message.get("DestinationChannel"));
  const isAnswerMissed = options.hasNoClock || heard?.answeredAt === undefined || heard.isAnswerMissed;
  story.tell(call, isUnseen ? record.endedAt : at, mark, () => ({
    kind: "summary",
    startedAt: record.startedAt,
    endedAt: record.endedAt,
    disposition,
    ...(isTalk && isAnswerMissed && { answeredAt: record.answeredAt ?? record.endedAt }),
    ...(isTalk && isAnswerMissed && !isAlone && { talkSeconds: record.talkSeconds }),
  }));
  if (isTalk && isAnswerMissed) tellEarlierAnswer(parts, call, record, message);
}

function readRecord(message: AmiMessage, at: number, { zoneMinutes }: RecordOptions): CallRecord | undefined {
  const end = wallClock(message.get("EndTime"));
  const start = wallClock(message.get("StartTime"));
  if (end === undefined || start === undefined) return undefined;
  const made = Number(/(?:^|-)(\d{10})\.\d+$/.exec(message.get("UniqueID") ?? "")?.[1]) * SECOND;
  const offset = offsetOf(start, end, made, at, zoneMinutes);
  const answer = wallClock(message.get("AnswerTime"));
  return {
    startedAt: start - offset,
    endedAt: end - offset,
    ...(answer !== undefined && { answeredAt: answer - offset }),
    seconds: Number(message.get("Duration") ?? 0) || 0,
    talkSeconds: Number(message.get("BillableSeconds") ?? 0) || 0,
    isAnswered: message.get("Disposition") === "ANSWERED",
  };
}

// A record cuts its times and its lengths to whole seconds. Where it comes with the call's end, which is known better, these two
// together tell the times better than each alone.
function sharpen(record: CallRecord, at: number): CallRecord {
  const { startedAt, answeredAt, endedAt, seconds, talkSeconds } = record;
  if (at < endedAt || at > endedAt + 1.5 * SECOND) return record;
  const latest = at - seconds * SECOND;
  const from = Math.max(startedAt, latest - SECOND);
  const to = Math.min(startedAt + SECOND, latest);
  return {
    ...record,
    ...(from <= to && { startedAt: Math.round((from + to) / 2) }),
    ...(answeredAt !== undefined && {
      answeredAt: Math.min(Math.max(at - talkSeconds * SECOND, answeredAt), answeredAt + SECOND),
    }),
  };
}

// A channel's id holds the second in which it was made, and its first record begins then. Later ones may begin hours after that, so a
// zone that is given serves where it fits a zone at all.
function offsetOf(
  start: number,
  end: number,
  made: number,
  at: number,
  zoneMinutes: ((wallClock: number) => number) | undefined,
): number {
  const given = zoneMinutes?.(end);
  if (given !== undefined) return given * MINUTE;
  const since = Number.isNaN(made) ? end - at : start - made;
  return Math.round(since / QUARTER) * QUARTER;
}

function wallClock(text: string | undefined): number | undefined {
  if (text === undefined || text === NEVER || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.test(text)) return undefined;
  const time = Date.parse(`${text.replace(" ", "T")}Z`);
  return Number.isNaN(time) ? undefined : time;
}

function partyIn({ numbering }: Parts, message: AmiMessage, header: string, context: string) {
  const name = message.get(header);
  return name === undefined ? undefined : numbering.partyOf(name, context && message.get(context));
}

type Party = ReturnType<typeof partyIn>;

function describeFromRecord(
  { numbering }: Parts,
  call: TrackedCall,
  message: AmiMessage,
  caller: Party,
  callee: Party,
): void {
  const destination = message.get("Destination");
  const isPlace = destination === undefined || /^[a-z]$/i.test(destination);
  if (caller?.kind === "trunk" && call.origin !== "outside" && call.origin !== "action") {
    call.origin = "outside";
    call.direction = "inbound";
    call.from = message.get("Source") ?? "";
    call.trunk = caller.name;
    const name = /^"(.+)" </.exec(message.get("CallerID") ?? "")?.[1];
    if (name !== undefined && name !== call.from) call.callerName ??= name;
  } else if (caller?.kind === "extension" && call.direction === undefined && call.origin !== "outside") {
    call.origin = "extension";
    call.from ??= caller.number;
    const isInternal = callee ? callee.kind === "extension" : isPlace || numbering.isInternal(destination);
    call.direction = isInternal ? "internal" : "outbound";
  }
  if (!isPlace && caller?.kind !== "local") call.to ??= destination;
  if (/^queue$/i.test(message.get("LastApplication") ?? "")) call.queue ??= message.get("LastData")?.split(",")[0];
}

function dispositionOf(message: AmiMessage, isPerson: boolean, application: string): Disposition {
  switch (message.get("Disposition")) {
    case "ANSWERED":
      if (VOICEMAIL.test(application)) return "voicemail";
      return isPerson || ANSWERING.test(application) ? "answered" : "no-answer";
    case "BUSY":
      return "busy";
    case "FAILED":
    case "CONGESTION":
      return "failed";
    default:
      return "no-answer";
  }
}

/** Of a call that was not seen live the record tells who was dialled, and what became of it. */
function tellParts(
  { story }: Parts,
  call: TrackedCall,
  callee: Party,
  record: CallRecord,
  disposition: Disposition,
  isGivenUp: boolean,
  mark: string,
): void {
  if (!callee || callee.kind === "local" || disposition === "failed") return;
  const extension = callee.kind === "extension" ? callee.number : call.direction === "outbound" ? call.from : call.to;
  if (!extension) return;
  // Without a name of its own, so that it is the same leg as that of a call of which a part was heard.
  const leg = { extension: toExtensionNumber(extension) };
  const { startedAt, answeredAt, endedAt, isAnswered } = record;
  const isBusy = disposition === "busy";
  if (!isBusy) story.tell(call, startedAt, `${mark}-ringing`, () => ({ kind: "ringing", ...leg }));
  if (isAnswered) story.tell(call, answeredAt ?? endedAt, `${mark}-answered`, () => ({ kind: "answered", ...leg }));
  const reason = isBusy ? "busy" : isAnswered || isGivenUp ? "hung-up" : "no-answer";
  story.tell(call, endedAt, `${mark}-left`, () => ({ kind: "left", ...leg, reason }));
}

// `Dial(PJSIP/2001,20)` that ended unanswered before its 20 s were over: the caller did not wait.
function hasGivenUp(message: AmiMessage, { startedAt, endedAt, isAnswered }: CallRecord): boolean {
  if (isAnswered || !/^dial$/i.test(message.get("LastApplication") ?? "")) return false;
  const limit = Number(message.get("LastData")?.split(",")[1] || Number.POSITIVE_INFINITY);
  return (endedAt - startedAt) / SECOND < limit - 1;
}

// Where we came in the middle of the talk, the record knows since when it was.
function tellEarlierAnswer({ story }: Parts, call: TrackedCall, record: CallRecord, message: AmiMessage): void {
  const channel = call.dialled.find(({ name }) => name === message.get("DestinationChannel"));
  const { answeredAt } = record;
  if (!channel?.toldAnswered || answeredAt === undefined || answeredAt >= (channel.answeredAt ?? 0)) return;
  if (/^queue$/i.test(message.get("LastApplication") ?? "")) return;
  const number = call.direction === "outbound" ? call.from : extensionOf(channel);
  if (number === undefined) return;
  const leg = { legId: channel.legId, extension: toExtensionNumber(number) };
  story.tell(call, answeredAt, `${channel.legId}-answered-${answeredAt}`, () => ({ kind: "answered", ...leg }));
}

/** The record knows which application had the call where that was not told. */
function takeLateApplication(
  parts: Parts,
  call: TrackedCall,
  application: string,
  record: CallRecord,
  at: number,
): void {
  if (call.isAnswered || !record.isAnswered) return;
  if (VOICEMAIL.test(application) && !/main/i.test(application)) call.hasVoicemail = true;
  if (ANSWERING.test(application)) call.hasAnsweringApplication = true;
  if (call.endedAt !== undefined) tellApplication(parts, call, at);
}

/** An application talked with the caller; nobody else did. */
export function tellApplication({ story }: Pick<Parts, "story">, call: TrackedCall, at: number): void {
  const answeredAt = call.first?.answeredAt;
  if (!call.hasAnsweringApplication || call.isAnswered || call.hasVoicemail || answeredAt === undefined) return;
  const endedAt = call.endedAt ?? at;
  const talkSeconds = Math.max(0, Math.round((endedAt - answeredAt) / SECOND));
  const summary = { answeredAt, endedAt, talkSeconds, disposition: "answered" as const };
  story.tell(call, at, `${call.id}-application`, () => ({ kind: "summary", ...summary }));
}
