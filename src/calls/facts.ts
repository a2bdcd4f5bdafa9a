import { type Direction, type Disposition, isWithheld, type PhoneEvent } from "../domain/index.ts";
import { addMark, type Marks } from "./marks.ts";
import { earliest, greatest, latest, least, type Said, withMembers } from "./merge.ts";

/** The earliest that was said about the call as a whole. */
interface SaidFacts {
  readonly direction?: Said<Direction>;
  readonly from?: Said<string>;
  readonly to?: Said<string>;
  readonly callerName?: Said<string>;
  readonly trunk?: Said<string>;
  readonly queue?: Said<string>;
}

/** What the PBX's summaries say: the earliest beginnings, the latest end, the longest talk. */
interface Summary {
  /** When the latest of them was written. */
  readonly at: number;
  readonly startedAt?: number;
  readonly answeredAt?: number;
  readonly endedAt?: number;
  readonly talkSeconds?: number;
}

/**
 * What is known of a call: first and last words, least and greatest times, and sets, so that gathering is free of order and repetition
 * and takes the same room and time however much is told. Everything that a call shows is derived from it.
 */
export type Facts = {
  readonly said: SaidFacts;
  /** Some event named the parties, be it as withheld. */
  readonly partiesTold: boolean;
  /** The earliest and the latest news (ms since 1970, the PBX's clock). */
  readonly firstAt: number;
  readonly lastAt: number;
  readonly marks: Marks;
  /** When the last party hung up. */
  readonly endedAt?: number;
  /** All that were told, in alphabetical order. */
  readonly dispositions: readonly Disposition[];
  /** The caller is told to have given up before anybody answered or refused. */
  readonly abandoned?: true;
  readonly summary?: Summary;
  readonly recording: { readonly url?: Said<string>; readonly file?: Said<string> };
  /** When the call was closed for want of news (ms since 1970, our clock). */
  readonly closedAt?: number;
};

export const NO_FACTS: Facts = {
  said: {},
  partiesTold: false,
  firstAt: Number.POSITIVE_INFINITY,
  lastAt: Number.NEGATIVE_INFINITY,
  marks: {},
  dispositions: [],
  recording: {},
};

/** Gathers one event. Gives the same object when it says nothing new. */
export function addFacts(facts: Facts, event: PhoneEvent): Facts {
  const at = event.occurredAt;
  // The numbers of a transfer are those of the part that it begins.
  const tellsParties = event.kind !== "transferred" && (event.from !== undefined || event.to !== undefined);
  return withMembers(facts, {
    said: addSaid(facts.said, event),
    partiesTold: facts.partiesTold || tellsParties,
    firstAt: Math.min(facts.firstAt, at),
    lastAt: Math.max(facts.lastAt, at),
    marks: addMark(facts.marks, event),
    endedAt: event.kind === "ended" ? greatest(facts.endedAt, at) : undefined,
    dispositions: addDisposition(facts.dispositions, event),
    abandoned: event.kind === "ended" ? event.abandoned : undefined,
    summary: event.kind === "summary" ? addSummary(facts.summary ?? { at }, event) : undefined,
    recording: addRecording(facts.recording, event),
  });
}

function addSaid(said: SaidFacts, event: PhoneEvent): SaidFacts {
  const at = event.occurredAt;
  const { direction, from, to, callerName } = event.kind === "transferred" ? {} : event;
  return withMembers(said, {
    direction: earliest(said.direction, at, direction),
    from: earliest(said.from, at, isNumber(from) ? from : undefined),
    to: earliest(said.to, at, isNumber(to) ? to : undefined),
    callerName: earliest(said.callerName, at, callerName?.trim() || undefined),
    trunk: earliest(said.trunk, at, event.trunk || undefined),
    queue: earliest(said.queue, at, event.queue || undefined),
  });
}

function isNumber(number: string | undefined): number is string {
  return number !== undefined && !isWithheld(number);
}

function addDisposition(told: readonly Disposition[], event: PhoneEvent): readonly Disposition[] {
  const added = event.kind === "ended" || event.kind === "summary" ? event.disposition : undefined;
  return added === undefined || told.includes(added) ? told : [...told, added].sort();
}

function addSummary(summary: Summary, event: Extract<PhoneEvent, { kind: "summary" }>): Summary {
  return withMembers(summary, {
    at: Math.max(summary.at, event.occurredAt),
    startedAt: least(summary.startedAt, event.startedAt),
    answeredAt: least(summary.answeredAt, event.answeredAt),
    endedAt: greatest(summary.endedAt, event.endedAt),
    talkSeconds: greatest(summary.talkSeconds, event.talkSeconds),
  });
}

function addRecording(recording: Facts["recording"], event: PhoneEvent): Facts["recording"] {
  if ((event.kind !== "recorded" && event.kind !== "summary") || !event.recording) return recording;
  return withMembers(recording, {
    url: latest(recording.url, event.occurredAt, event.recording.url || undefined),
    file: latest(recording.file, event.occurredAt, event.recording.file || undefined),
  });
}
