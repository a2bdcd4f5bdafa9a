import type { Disposition } from "../../domain/index.ts";
import type { TrackedCall, TrackedChannel } from "./tracked.ts";

/** How a call ended that has no channel any more. */
export interface CallEnd {
  readonly disposition: Disposition;
  /** The caller gave up before anybody answered or refused. */
  readonly isAbandoned: boolean;
}

/** Causes of hang-up (Q.850) that say more than the status of the dialling. */
const BUSY = "17";
const REJECTED = "21";
const ELSEWHERE = "26";
const CANCELLED = "127";
const NO_ANSWER: readonly string[] = ["18", "19"];
const FAILED: readonly string[] = ["1", "2", "3", "20", "27", "28", "34", "38", "41", "42", "44", "47", "58"];

export type EndReason = "hung-up" | "no-answer" | "busy" | "declined" | "answered-elsewhere" | "transferred" | "failed";

/** Why a channel left that somebody dialled; `cause` is that of its hang-up. */
export function toEndReason(channel: TrackedChannel, cause: string | undefined): EndReason {
  const { result, call } = channel;
  if (channel.isTransferer) return "transferred";
  if (channel.answeredAt !== undefined) return "hung-up";
  if (cause === ELSEWHERE) return "answered-elsewhere";
  if (result === "cancelled") {
    // Who gives up after a transfer has talked before.
    if (call.isCallerGone || cause === CANCELLED) return call.isAnswered ? "no-answer" : "hung-up";
    // A queue whose time is up cancels, too.
    return call.isAnswered ? "answered-elsewhere" : "no-answer";
  }
  if (result === "busy" || cause === BUSY) return "busy";
  // A phone that declines is told like one that nobody picked up; only the cause knows.
  if (cause === REJECTED) return "declined";
  // Who cannot be reached at all may be told like one that nobody picked up, too.
  const isUnreached = FAILED.includes(cause ?? "") && (result === undefined || channel.rangAt === undefined);
  if (result === "failed" || isUnreached) return "failed";
  if (result === "no-answer" || NO_ANSWER.includes(cause ?? "")) return "no-answer";
  if (call.isAnswered) return "answered-elsewhere";
  return call.isCallerGone || cause === CANCELLED ? "hung-up" : "no-answer";
}

/** What became of the call, from what became of those who were dialled; `reasons` are theirs. */
export function toCallEnd(call: TrackedCall, reasons: readonly EndReason[]): CallEnd {
  const isOutbound = call.direction === "outbound";
  const ended = (disposition: Disposition, isAbandoned = false): CallEnd => ({ disposition, isAbandoned });
  if (call.isAnswered) return ended("answered");
  if (call.hasVoicemail) return ended("voicemail");
  if (call.hasAnsweringApplication && call.first?.isUp) return ended("answered");
  if (!isOutbound && hasGivenUp(call, reasons)) return ended("no-answer", true);
  const rang = reasons.some((reason) => reason !== "failed" && reason !== "busy");
  if (rang) return ended("no-answer");
  if (reasons.includes("busy")) return ended("busy");
  if (reasons.length > 0 || isOutbound) return ended("failed");
  return ended(call.first?.isUp ? "no-answer" : "failed");
}

// Who hangs up after everybody refused or rang out has heard the answer, if only from a tape.
function hasGivenUp(call: TrackedCall, reasons: readonly EndReason[]): boolean {
  if (call.isAbandoned || reasons.includes("hung-up")) return true;
  return call.isCallerGone && (call.isInQueue || reasons.length === 0);
}
