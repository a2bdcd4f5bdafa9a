import { createHash } from "node:crypto";
import { MINUTE, SECOND } from "../../base/index.ts";
import { type Direction, type Disposition, type PhoneEvent, toExtensionNumber } from "../../domain/index.ts";
import { isPlausible, readLocalTime, readStartOfId } from "./local-time.ts";
import { readParty } from "./number.ts";
import type { callEndSchema, recordRowSchema } from "./wire.ts";

/** One leg of a call as the PBX writes it down when it is over, whichever way it came. Times are ms since 1970, lengths seconds. */
export interface CallRecord {
  readonly callId: string;
  readonly startedAt: number;
  readonly seconds: number;
  readonly talkSeconds: number;
  readonly from: string;
  readonly callerName: string;
  readonly to: string;
  readonly dialled: string;
  readonly direction?: Direction;
  readonly disposition?: Disposition;
  readonly sourceTrunk: string;
  readonly targetTrunk: string;
  readonly file: string;
}

/** Of event 30012. */
export function fromCallEnd(row: (typeof callEndSchema)["_output"], zone: string, receivedAt: number): CallRecord {
  const from = readParty(row.call_from);
  const likely = readStartOfId(row.call_id) ?? receivedAt - row.call_duration * SECOND;
  return {
    callId: row.call_id,
    startedAt: readLocalTime(row.time_start, zone, likely) ?? likely,
    seconds: row.call_duration,
    talkSeconds: row.talk_duration,
    from: from.number,
    callerName: from.name,
    to: readParty(row.call_to).number,
    dialled: row.did_number,
    ...words(row.type, row.status),
    sourceTrunk: row.src_trunk_name,
    targetTrunk: row.dst_trunk_name,
    file: row.recording,
  };
}

/** Of a row of the CDR lists; `undefined` when nothing in it tells the time. */
export function fromRecordRow(row: (typeof recordRowSchema)["_output"], zone: string): CallRecord | undefined {
  const seconds = Number(row.timestamp ?? Number.NaN);
  const stamped = isPlausible(seconds * SECOND) ? Math.round(seconds * SECOND) : undefined;
  const begunAt = readStartOfId(row.call_id);
  const startedAt = stamped ?? readLocalTime(row.time, zone, begunAt) ?? begunAt;
  if (startedAt === undefined) return undefined;
  const from = readParty(row.call_from);
  return {
    callId: row.call_id,
    startedAt,
    seconds: row.duration,
    talkSeconds: row.talk_duration,
    from: row.call_from_number || from.number,
    callerName: from.name || (row.call_from_name === row.call_from_number ? "" : row.call_from_name),
    to: row.call_to_number || readParty(row.call_to).number,
    dialled: row.did_number,
    ...words(row.call_type, row.disposition),
    sourceTrunk: row.src_trunk,
    targetTrunk: row.dst_trunk,
    file: row.record_file,
  };
}

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  inbound: "inbound",
  outbound: "outbound",
  internal: "internal",
};

// One page misspells ANSWERED, and tables write NO ANSWER with a blank or with a line below.
const DISPOSITIONS: Readonly<Record<string, Disposition>> = {
  answered: "answered",
  answerd: "answered",
  noanswer: "no-answer",
  cancel: "no-answer",
  busy: "busy",
  failed: "failed",
  voicemail: "voicemail",
};

function words(direction: string, disposition: string): Pick<CallRecord, "direction" | "disposition"> {
  const is = DIRECTIONS[direction.toLowerCase()];
  const ended = DISPOSITIONS[disposition.toLowerCase().replace(/[\s_-]/g, "")];
  return { ...(is && { direction: is }), ...(ended && { disposition: ended }) };
}

/** Whether a person took part: an extension, or a number outside that the call was forwarded or placed to. */
export function isPersonsAnswer(row: CallRecord, isExtension: (number: string) => boolean): boolean {
  if (row.disposition !== "answered") return false;
  return row.direction === "outbound" || row.targetTrunk !== "" || isExtension(row.to);
}

/**
 * The summary of a call by all of its legs that are known: parties of the first, talk time as the time in which at least one person
 * talked (a queue's leg repeats that of its agent), the last person who answered. A menu or a queue that picked up is no answer.
 */
export function toSummary(
  legs: readonly CallRecord[],
  isExtension: (number: string) => boolean,
): Extract<PhoneEvent, { kind: "summary" }> {
  const rows = correctZone(legs);
  const first = rows[0] as CallRecord;
  const direction = rows.find((row) => row.direction)?.direction;
  const answered = rows.filter((row) => isPersonsAnswer(row, isExtension));
  const last = answered.findLast((row) => direction !== "inbound" || isExtension(row.to));
  const spans = answered.map(toTalk);
  const startedAt = Math.min(first.startedAt, readStartOfId(first.callId) ?? first.startedAt);
  const endedAt = Math.max(...rows.map((row) => row.startedAt + row.seconds * SECOND));
  const file = (answered.findLast((row) => row.file) ?? rows.findLast((row) => row.file))?.file;
  const disposition = answered.length > 0 ? "answered" : toDisposition(rows);
  const extension = direction === "inbound" ? last?.to : isExtension(first.from) || last ? first.from : undefined;
  const trunk = first.sourceTrunk || first.targetTrunk;
  return {
    kind: "summary",
    key: `${first.callId}/records/${hashOf(rows)}`,
    pbxCallId: first.callId,
    occurredAt: endedAt,
    ...(direction && { direction }),
    from: first.from,
    to: direction === "inbound" ? first.dialled || first.to : first.to,
    ...(first.callerName && direction === "inbound" && { callerName: first.callerName }),
    ...(trunk && { trunk }),
    startedAt,
    ...(answered.length > 0 && { answeredAt: Math.min(...spans.map(([from]) => from)) }),
    endedAt,
    talkSeconds: Math.round(unionOf(spans) / SECOND),
    disposition,
    ...(extension && { extension: toExtensionNumber(extension) }),
    ...(file && { recording: { file } }),
  };
}

const WEIGHT: readonly Disposition[] = ["voicemail", "no-answer", "busy", "failed"];

function toDisposition(rows: readonly CallRecord[]): Disposition {
  return WEIGHT.find((one) => rows.some((row) => row.disposition === one)) ?? "no-answer";
}

function toTalk(row: CallRecord): readonly [number, number] {
  const end = row.startedAt + row.seconds * SECOND;
  return [end - Math.min(row.talkSeconds, row.seconds || row.talkSeconds) * SECOND, end];
}

function unionOf(spans: readonly (readonly [number, number])[]): number {
  let total = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const [from, to] of [...spans].sort(([a], [b]) => a - b)) {
    total += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return total;
}

const QUARTER_MS = 15 * MINUTE;
/** A call's first leg begins with the call, whose id tells the second. */
const TOLERANCE_MS = 5 * SECOND;

/** The legs in order of time, at their true times: a zone that is set wrongly moves all by the same quarters of an hour; the id of the call gives it away. */
export function correctZone(legs: readonly CallRecord[]): readonly CallRecord[] {
  const rows = [...legs].sort((a, b) => a.startedAt - b.startedAt || a.seconds - b.seconds);
  const [first] = rows;
  const start = first && readStartOfId(first.callId);
  if (!first || start === undefined) return rows;
  const away = Math.round((first.startedAt - start) / QUARTER_MS) * QUARTER_MS;
  if (away === 0 || Math.abs(first.startedAt - start - away) > TOLERANCE_MS) return rows;
  return rows.map((row) => ({ ...row, startedAt: row.startedAt - away }));
}

function hashOf(rows: readonly CallRecord[]): string {
  return createHash("sha256").update(rows.map(signatureOf).join("\n")).digest("hex").slice(0, 16);
}

/** The same for one leg, whether it came as an event or in a list. */
export function signatureOf(row: CallRecord): string {
  const { startedAt, from, to, seconds, talkSeconds, disposition = "", file } = row;
  return [Math.floor(startedAt / SECOND), from, to, seconds, talkSeconds, disposition, file].join("|");
}
