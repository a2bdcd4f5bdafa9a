import { type ExtensionNumber, type PhoneEvent, toExtensionNumber } from "../../domain/index.ts";

type WithoutIdentity<Event> = Event extends PhoneEvent ? Omit<Event, "key" | "pbxCallId" | "occurredAt"> : never;

/** An event of a script: it gets its ids and its time when it is played. */
type ScriptEvent = WithoutIdentity<PhoneEvent>;

export interface ScriptStep {
  /** Milliseconds after the start of the call. */
  readonly afterMs: number;
  readonly event: ScriptEvent;
}

/** One call, written down before it happens. */
export interface Script {
  readonly name: string;
  readonly steps: readonly ScriptStep[];
}

/** What all scripts can be told; each has a default. */
export interface ScriptOptions {
  /** The party outside. */
  readonly number?: string;
  /** What the caller's telephone company says they are called. */
  readonly callerName?: string;
  /** Our number that the caller dials. */
  readonly dialled?: string;
  /** The extension that is called or calls. */
  readonly extension?: string;
  readonly ringSeconds?: number;
  readonly talkSeconds?: number;
  /** Where the recording can be heard; none by default. */
  readonly recordingUrl?: string;
}

/** The options with what was left out filled in. */
export interface Cast {
  readonly number: string;
  readonly callerName: string;
  readonly dialled: string;
  readonly extension: ExtensionNumber;
  readonly ringMs: number;
  readonly talkMs: number;
  readonly recordingUrl: string | undefined;
}

export function toCast(options: ScriptOptions): Cast {
  return {
    number: options.number ?? "+66812345678",
    callerName: options.callerName ?? "",
    dialled: options.dialled ?? "020001000",
    extension: toExtensionNumber(options.extension ?? "1001"),
    ringMs: (options.ringSeconds ?? 4) * 1000,
    talkMs: (options.talkSeconds ?? 30) * 1000,
    recordingUrl: options.recordingUrl,
  };
}

/** Facts that every event of an inbound call repeats, as a PBX does: losing one event loses none of them. */
export function inbound(cast: Cast, queue?: string) {
  return {
    direction: "inbound" as const,
    from: cast.number,
    to: cast.dialled,
    trunk: "sim-trunk",
    ...(cast.callerName && { callerName: cast.callerName }),
    ...(queue !== undefined && { queue }),
  };
}

export function outbound(cast: Cast) {
  return { direction: "outbound" as const, from: cast.extension, to: cast.number, trunk: "sim-trunk" };
}

/** The end of an answered call: the PBX's summary follows, with the recording where there is one. */
export function endAnswered(
  cast: Cast,
  endMs: number,
  talkMs: number,
  facts: object,
  extension: ExtensionNumber,
): ScriptStep[] {
  return [
    { afterMs: endMs, event: { kind: "ended", ...facts, disposition: "answered" } },
    {
      afterMs: endMs + 500,
      event: {
        kind: "summary",
        ...facts,
        extension,
        disposition: "answered",
        talkSeconds: Math.round(talkMs / 1000),
        ...(cast.recordingUrl !== undefined && { recording: { url: cast.recordingUrl } }),
      },
    },
  ];
}
