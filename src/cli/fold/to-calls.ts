import { SECOND } from "../../base/index.ts";
import { applyEvent, type Outcome, toOutcome } from "../../calls/index.ts";
import { type Call, type CallLeg, isWithheld, type PhoneEvent, toCallId } from "../../domain/index.ts";

/** What begins no further apart begins at once. */
const AT_ONCE_MS = SECOND;

/** One extension's part, in the result. */
interface FoldedLeg {
  readonly leg: string;
  readonly extension: string | null;
  readonly ringSeconds: number | null;
  readonly talkSeconds: number | null;
  readonly reason: string | null;
}

/** A call as `deskbell fold` prints it. Seconds have one decimal; `null` = it did not happen, or is not known. */
export interface FoldedCall {
  /** The PBX's id of the call. */
  readonly callId: string;
  readonly direction: Call["direction"];
  /** The number as the PBX wrote it; `anonymous` when withheld. */
  readonly from: string;
  readonly dialled: string;
  /** `null` while nobody has answered a call that goes on. */
  readonly outcome: Outcome | null;
  /** Who answered first: an extension; the dialled number of a call to outside; `null` also for an application. */
  readonly answeredBy: string | null;
  /** The extensions whose telephone rang or refused, in order of time; those that ring at once, in order of number. */
  readonly rang: readonly string[];
  readonly ringSeconds: number | null;
  readonly talkSeconds: number | null;
  readonly legs: readonly FoldedLeg[];
}

/** Folds phone events into calls, in the order in which the calls began. */
export function toFoldedCalls(events: readonly PhoneEvent[]): FoldedCall[] {
  const calls = new Map<string, Call>();
  const last = new Map<string, number>();
  for (const event of events) {
    const id = event.pbxCallId;
    calls.set(id, applyEvent(calls.get(id), event, { id: toCallId(id), connectionId: "file" }).call);
    last.set(id, Math.max(last.get(id) ?? 0, event.occurredAt));
  }
  const latest = Math.max(0, ...last.values());
  return [...calls.values()]
    .sort((a, b) => a.startedAt - b.startedAt || (a.pbxCallId < b.pbxCallId ? -1 : 1))
    .map((call) => toFoldedCall(call, call.endedAt ?? latest));
}

function toFoldedCall(told: Call, until: number): FoldedCall {
  const call = { ...told, legs: inOrder(told.legs) };
  const outcome = toOutcome(call) ?? null;
  const isAnswered = outcome === "answered";
  const { direction, externalNumber, extension } = call;
  const from = direction === "inbound" ? externalNumber : (extension ?? "");
  return {
    callId: call.pbxCallId,
    direction,
    from: isWithheld(from) ? "anonymous" : from,
    dialled: call.dialledNumber,
    outcome,
    answeredBy: isAnswered ? answererOf(call) : null,
    rang: rangIn(call),
    ringSeconds: ringOf(call, until),
    talkSeconds: isAnswered ? talkOf(call, until) : null,
    legs: call.legs.map((leg) => toFoldedLeg(leg, until)),
  };
}

// Telephones that ring at the same time are told in the order of their numbers: which of them said so first is chance.
function inOrder(legs: readonly CallLeg[]): CallLeg[] {
  const groups: CallLeg[][] = [];
  for (const leg of legs) {
    const [first] = groups.at(-1) ?? [];
    const isAtOnce = first && beginOf(leg) - beginOf(first) < AT_ONCE_MS && beginOf(leg) < (first.endedAt ?? Infinity);
    if (isAtOnce) groups.at(-1)?.push(leg);
    else groups.push([leg]);
  }
  const byNumber = new Intl.Collator("en", { numeric: true });
  return groups.flatMap((group) => group.sort((a, b) => byNumber.compare(a.extension ?? "", b.extension ?? "")));
}

function beginOf({ ringingAt, answeredAt, endedAt }: CallLeg): number {
  return ringingAt ?? answeredAt ?? endedAt ?? 0;
}

function answererOf(call: Call): string | null {
  if (call.direction === "outbound") return call.dialledNumber || null;
  const answered = call.legs
    .filter((leg) => leg.answeredAt !== undefined && leg.extension !== undefined && leg.extension !== call.queue)
    .filter((leg) => call.direction === "inbound" || leg.extension !== call.extension)
    .sort((a, b) => (a.answeredAt as number) - (b.answeredAt as number));
  return answered[0]?.extension ?? (call.direction === "inbound" ? (call.extension ?? null) : null);
}

// A telephone that is busy or declines has been reached; one of which nothing came back has not. The far end is no telephone of ours;
// the phone of somebody who clicked a number is, and its leg is the one that the call began with.
function rangIn(call: Call): string[] {
  const isOurs = (leg: CallLeg) =>
    call.direction !== "outbound" || leg.extension !== call.extension || leg.legId === call.pbxCallId;
  // Of a call whose beginning was missed only the answer is known; else who answers without having rung has picked it up.
  const isRingTold = call.legs.some(({ ringingAt }) => ringingAt !== undefined);
  const isReached = ({ ringingAt, answeredAt, endReason }: CallLeg) =>
    ringingAt !== undefined ||
    (answeredAt !== undefined && !isRingTold) ||
    endReason === "busy" ||
    endReason === "declined";
  const rang = call.legs.filter((leg) => isOurs(leg) && isReached(leg)).flatMap(({ extension }) => extension ?? []);
  return [...new Set(rang)].filter((extension) => extension !== call.queue);
}

function ringOf(call: Call, until: number): number | null {
  const rings = call.legs.flatMap(({ ringingAt }) => ringingAt ?? []);
  const isRefusedAtOnce = call.disposition === "busy" || call.disposition === "failed";
  if (rings.length === 0 && isRefusedAtOnce) return null;
  if (rings.length === 0) return secondsBetween(call.startedAt, call.answeredAt ?? until);
  // After the telephones have rung in vain a voicemail or an announcement may go on.
  const ends = call.legs.flatMap(({ ringingAt, endedAt }) => (ringingAt === undefined ? [] : (endedAt ?? until)));
  return secondsBetween(Math.min(...rings), call.answeredAt ?? Math.max(...ends));
}

function talkOf(call: Call, until: number): number {
  const spans = call.legs.flatMap((leg): [number, number][] =>
    leg.answeredAt === undefined || leg.extension === call.queue ? [] : [[leg.answeredAt, leg.endedAt ?? until]],
  );
  let total = 0;
  let end = 0;
  for (const [from, to] of spans.sort(([a], [b]) => a - b)) {
    total += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  const exact = toSeconds(total);
  if (call.endedAt === undefined) return exact;
  // The PBX's own figure stands where the events tell another.
  return Math.abs(exact - call.talkSeconds) <= 0.5 ? exact : call.talkSeconds;
}

function toFoldedLeg(leg: CallLeg, until: number): FoldedLeg {
  const end = leg.endedAt ?? until;
  return {
    leg: leg.legId,
    extension: leg.extension ?? null,
    ringSeconds: leg.ringingAt === undefined ? null : secondsBetween(leg.ringingAt, leg.answeredAt ?? end),
    talkSeconds: leg.answeredAt === undefined ? null : secondsBetween(leg.answeredAt, end),
    reason: leg.endReason ?? null,
  };
}

function secondsBetween(from: number, to: number): number {
  return toSeconds(Math.max(0, to - from));
}

function toSeconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
