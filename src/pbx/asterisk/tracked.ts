import type { Direction } from "../../domain/index.ts";
import type { Party } from "./numbering.ts";

/** How the dialling of a channel ended, as far as it is known before the channel hangs up. */
export type DialResult = "answered" | "busy" | "no-answer" | "cancelled" | "failed";

/** One channel of Asterisk, from its first mention to its end. Times are milliseconds since 1970. */
export interface TrackedChannel {
  readonly id: string;
  name: string;
  party: Party;
  call: TrackedCall;
  /** With which call Asterisk links it. */
  linkedId: string;
  /** The leg's name for us; a channel that another phone takes over becomes another leg. */
  legId: string;
  /** Somebody dialled it; the others are those who called. */
  isDialled: boolean;
  dialledAt?: number;
  /** The number that was dialled to reach it, where it is a line to the outside. */
  farNumber: string;
  /** The context that the channel runs in, and the number that it shows. */
  context: string;
  callerNumber: string;
  isUp: boolean;
  isGone: boolean;
  rangAt?: number;
  answeredAt?: number;
  /** It was up already when it was first seen, so `answeredAt` is only when that was. */
  isAnswerMissed: boolean;
  result?: DialResult;
  /** It handed the call on. */
  isTransferer: boolean;
  /** What was told of it. */
  toldRinging: boolean;
  toldAnswered: boolean;
  toldLeft: boolean;
}

/** Who began a call: somebody outside, an extension, or an action; `unknown` when that was before we came. */
export type Origin = "outside" | "extension" | "action" | "unknown";

/** One call of Asterisk: the channels that are linked with each other. */
export interface TrackedCall {
  readonly id: string;
  origin: Origin;
  /** The channel that began it, where it was seen. */
  first?: TrackedChannel;
  /** The phone of whoever clicked a number. */
  clicker?: TrackedChannel;
  direction?: Direction;
  from?: string | undefined;
  to?: string;
  callerName?: string;
  trunk?: string;
  queue?: string | undefined;
  readonly startedAt: number;
  /** Its first moment was seen; otherwise the PBX's records know more of its times than we do. */
  readonly isWhole: boolean;
  /** What is to be told as soon as it is clear what kind of call it is; `undefined` once that is clear. */
  pending: (() => void)[] | undefined;
  readonly live: Set<TrackedChannel>;
  /** Those who were dialled, in order. */
  readonly dialled: TrackedChannel[];
  /** The one who began it hung up. */
  isCallerGone: boolean;
  isInQueue: boolean;
  isAbandoned: boolean;
  /** Somebody talked, or an application did in a person's place. */
  isAnswered: boolean;
  hasVoicemail: boolean;
  /** An application that talks with callers, such as Stasis. */
  hasAnsweringApplication: boolean;
  endedAt?: number;
}

export function createTrackedCall(id: string, startedAt: number, isWhole: boolean): TrackedCall {
  return {
    id,
    origin: "unknown",
    startedAt,
    isWhole,
    pending: [],
    live: new Set(),
    dialled: [],
    isCallerGone: false,
    isInQueue: false,
    isAbandoned: false,
    isAnswered: false,
    hasVoicemail: false,
    hasAnsweringApplication: false,
  };
}

export function createTrackedChannel(id: string, name: string, party: Party, call: TrackedCall): TrackedChannel {
  return {
    id,
    name,
    party,
    call,
    linkedId: "",
    legId: id,
    isDialled: false,
    farNumber: "",
    context: "",
    callerNumber: "",
    isUp: false,
    isAnswerMissed: false,
    isGone: false,
    isTransferer: false,
    toldRinging: false,
    toldAnswered: false,
    toldLeft: false,
  };
}

/** The extension's number, where the channel is one's. */
export function extensionOf({ party }: TrackedChannel): string | undefined {
  return party.kind === "extension" ? party.number : undefined;
}
