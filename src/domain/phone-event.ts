import type { ExtensionNumber } from "./ids.ts";

export type Direction = "inbound" | "outbound" | "internal";

/** How a call ended for the company. */
export type Disposition = "answered" | "no-answer" | "busy" | "failed" | "voicemail";

/** Where the recording of a call can be heard. */
export interface Recording {
  /** An address that a person can open; absent while only the PBX's file name is known. */
  readonly url?: string;
  readonly file?: string;
}

/**
 * What every phone event may say about its call. All optional, so that the loss of one event loses nothing that another repeats.
 * `from` and `to` are numbers as the PBX wrote them: for an inbound call the caller and the dialled number,
 * for an outbound call the calling extension and the dialled number.
 */
export interface CallFacts {
  readonly direction?: Direction;
  readonly from?: string;
  readonly to?: string;
  readonly callerName?: string;
  readonly trunk?: string;
  readonly queue?: string;
}

/** What every phone event has, whatever it tells. */
export interface PhoneEventBase extends CallFacts {
  /** The PBX's own identity of this event within its connection; the same key again is the same event. */
  readonly key: string;
  /** The PBX's id of the call, the same over transfers and queues. */
  readonly pbxCallId: string;
  /** Milliseconds since 1970 by the PBX's clock. */
  readonly occurredAt: number;
}

/** One normalised fact that a PBX told us about one call. A leg is named by `legId`, else by its extension. */
export type PhoneEvent = PhoneEventBase &
  (
    | { readonly kind: "started"; readonly extension?: ExtensionNumber; readonly legId?: string }
    /** Inbound: this extension rings. Outbound: the far end rings; the extension is the caller's. */
    | { readonly kind: "ringing"; readonly extension?: ExtensionNumber; readonly legId?: string }
    /** Inbound: this extension answered. Outbound: the far end answered; the extension is the caller's. */
    | { readonly kind: "answered"; readonly extension?: ExtensionNumber; readonly legId?: string }
    /** One leg is over; the call may go on elsewhere. */
    | {
        readonly kind: "left";
        readonly extension?: ExtensionNumber;
        readonly legId?: string;
        readonly reason?: "hung-up" | "no-answer" | "busy" | "declined" | "answered-elsewhere" | "transferred";
      }
    /** The call was handed from one extension to another extension or number. */
    | {
        readonly kind: "transferred";
        readonly extension?: ExtensionNumber;
        readonly toExtension?: ExtensionNumber;
        readonly toNumber?: string;
      }
    /** The last party hung up. `abandoned`: the caller gave up before anybody answered or refused. */
    | { readonly kind: "ended"; readonly disposition?: Disposition; readonly abandoned?: true }
    | { readonly kind: "recorded"; readonly recording: Recording }
    /** The PBX's own summary after the call (CDR); it corrects, and never makes a second call. */
    | {
        readonly kind: "summary";
        readonly startedAt?: number;
        readonly answeredAt?: number;
        readonly endedAt?: number;
        readonly talkSeconds?: number;
        readonly disposition?: Disposition;
        readonly extension?: ExtensionNumber;
        readonly recording?: Recording;
      }
  );

export type PhoneEventKind = PhoneEvent["kind"];
