import { type ExtensionNumber, toExtensionNumber } from "../../domain/index.ts";
import { type Cast, endAnswered, inbound, type Script, type ScriptOptions, type ScriptStep, toCast } from "./script.ts";

export interface GroupOptions extends ScriptOptions {
  /** Who rings, besides `extension`, which answers. */
  readonly others?: readonly string[];
  /** The queue's or ring group's number. */
  readonly queue?: string;
}

export interface TransferOptions extends ScriptOptions {
  readonly toExtension?: string;
}

/** Rings one extension, which answers and talks. */
export function answered(options: ScriptOptions = {}): Script {
  const cast = toCast(options);
  const facts = inbound(cast);
  const { extension, ringMs, talkMs } = cast;
  const endMs = 200 + ringMs + talkMs;
  return {
    name: "answered",
    steps: [
      { afterMs: 0, event: { kind: "started", ...facts } },
      { afterMs: 200, event: { kind: "ringing", ...facts, extension } },
      { afterMs: 200 + ringMs, event: { kind: "answered", ...facts, extension } },
      { afterMs: endMs, event: { kind: "left", ...facts, extension, reason: "hung-up" } },
      ...endAnswered(cast, endMs, talkMs, facts, extension),
    ],
  };
}

/** Rings until the PBX gives up. */
export function missed(options: ScriptOptions = {}): Script {
  const cast = toCast({ ringSeconds: 20, ...options });
  return { name: "missed", steps: unanswered(cast, "no-answer") };
}

/** Rings until the caller hangs up. */
export function givesUp(options: ScriptOptions = {}): Script {
  const cast = toCast({ ringSeconds: 6, ...options });
  return { name: "gives-up", steps: unanswered(cast, "hung-up") };
}

/** The extension is busy. */
export function busy(options: ScriptOptions = {}): Script {
  const cast = toCast(options);
  const facts = inbound(cast);
  return {
    name: "busy",
    steps: [
      { afterMs: 0, event: { kind: "started", ...facts } },
      { afterMs: 300, event: { kind: "left", ...facts, extension: cast.extension, reason: "busy" } },
      { afterMs: 2300, event: { kind: "ended", ...facts, disposition: "busy" } },
      { afterMs: 2800, event: { kind: "summary", ...facts, disposition: "busy", talkSeconds: 0 } },
    ],
  };
}

/** Answered, then handed on without asking; the second extension answers and talks as long. */
export function transfer(options: TransferOptions = {}): Script {
  const cast = toCast(options);
  const facts = inbound(cast);
  const { extension, ringMs, talkMs } = cast;
  const toExtension = toExtensionNumber(options.toExtension ?? "1002");
  const handedMs = 200 + ringMs + talkMs;
  const endMs = handedMs + ringMs + talkMs;
  return {
    name: "transfer",
    steps: [
      { afterMs: 0, event: { kind: "started", ...facts } },
      { afterMs: 200, event: { kind: "ringing", ...facts, extension } },
      { afterMs: 200 + ringMs, event: { kind: "answered", ...facts, extension } },
      { afterMs: handedMs, event: { kind: "transferred", ...facts, extension, toExtension } },
      { afterMs: handedMs, event: { kind: "left", ...facts, extension, reason: "transferred" } },
      { afterMs: handedMs + 100, event: { kind: "ringing", ...facts, extension: toExtension } },
      { afterMs: handedMs + ringMs, event: { kind: "answered", ...facts, extension: toExtension } },
      { afterMs: endMs, event: { kind: "left", ...facts, extension: toExtension, reason: "hung-up" } },
      ...endAnswered(cast, endMs, 2 * talkMs, facts, toExtension),
    ],
  };
}

/** A queue picks up, several extensions ring one after the other, one answers. */
export function queue(options: GroupOptions = {}): Script {
  const cast = toCast(options);
  const number = options.queue ?? "6400";
  return { name: "queue", steps: group(cast, number, toExtensions(options), 1500) };
}

/** Several extensions ring at once, one answers. */
export function ringGroup(options: GroupOptions = {}): Script {
  const cast = toCast(options);
  const number = options.queue ?? "6300";
  return { name: "ring-group", steps: group(cast, number, toExtensions(options), 0) };
}

function toExtensions(options: GroupOptions): ExtensionNumber[] {
  return (options.others ?? ["1002", "1003"]).map(toExtensionNumber);
}

function unanswered(cast: Cast, reason: "no-answer" | "hung-up"): ScriptStep[] {
  const facts = inbound(cast);
  const { extension, ringMs } = cast;
  const endMs = 200 + ringMs;
  return [
    { afterMs: 0, event: { kind: "started", ...facts } },
    { afterMs: 200, event: { kind: "ringing", ...facts, extension } },
    { afterMs: endMs, event: { kind: "left", ...facts, extension, reason } },
    { afterMs: endMs, event: { kind: "ended", ...facts, disposition: "no-answer" } },
    { afterMs: endMs + 500, event: { kind: "summary", ...facts, disposition: "no-answer", talkSeconds: 0 } },
  ];
}

function group(cast: Cast, number: string, others: readonly ExtensionNumber[], staggerMs: number): ScriptStep[] {
  const facts = inbound(cast, number);
  const { extension, ringMs, talkMs } = cast;
  const answeredMs = 500 + others.length * staggerMs + ringMs;
  const endMs = answeredMs + talkMs;
  return [
    { afterMs: 0, event: { kind: "started", ...facts } },
    ...[...others, extension].map(
      (one, index): ScriptStep => ({
        afterMs: 500 + index * staggerMs,
        event: { kind: "ringing", ...facts, extension: one },
      }),
    ),
    { afterMs: answeredMs, event: { kind: "answered", ...facts, extension } },
    ...others.map(
      (one): ScriptStep => ({
        afterMs: answeredMs + 50,
        event: { kind: "left", ...facts, extension: one, reason: "answered-elsewhere" },
      }),
    ),
    { afterMs: endMs, event: { kind: "left", ...facts, extension, reason: "hung-up" } },
    ...endAnswered(cast, endMs, talkMs, facts, extension),
  ];
}
