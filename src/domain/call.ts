import type { CallId, ExtensionNumber } from "./ids.ts";
import type { Direction, Disposition, Recording } from "./phone-event.ts";

export type CallState = "ringing" | "answered" | "ended";

/** One extension's part in a call. Times are milliseconds since 1970 by the PBX's clock. */
export interface CallLeg {
  readonly legId: string;
  readonly extension?: ExtensionNumber;
  readonly ringingAt?: number;
  readonly answeredAt?: number;
  readonly endedAt?: number;
  readonly endReason?: string;
}

/**
 * One conversation from first ring to last hang-up, over queue, ring group, transfer and forward: the fold of its phone events.
 * Plain data that can be stored as JSON; the same events in any order and any repetition give the same call.
 */
export interface Call {
  readonly id: CallId;
  readonly connectionId: string;
  readonly pbxCallId: string;
  readonly direction: Direction;
  readonly state: CallState;
  /** The party outside the company, as the PBX wrote it; empty when withheld, absent never. */
  readonly externalNumber: string;
  readonly externalName: string;
  /** What the caller dialled (inbound: our number; outbound: theirs). */
  readonly dialledNumber: string;
  readonly trunk?: string;
  readonly queue?: string;
  readonly legs: readonly CallLeg[];
  readonly startedAt: number;
  readonly answeredAt?: number;
  readonly endedAt?: number;
  /** The extension that talked last (inbound) or that placed the call (outbound). */
  readonly extension?: ExtensionNumber;
  readonly disposition?: Disposition;
  readonly ringSeconds: number;
  readonly talkSeconds: number;
  readonly totalSeconds: number;
  readonly recording?: Recording;
  /** Something that matters was never told (the end, who answered), or the events contradict each other. */
  readonly incomplete: boolean;
  /** Facts kept for folding that the fields above do not show. */
  readonly facts: CallFold;
}

/** What folding needs to remember so that order does not matter: written by `calls/`, read by nobody else. */
export interface CallFold {
  readonly [name: string]: unknown;
}
