/**
 * How the engine talks to one kind of PBX: what every vendor's folder offers, and nothing more. A connector opens sessions; when a
 * session ends, whoever opened it opens the next one and asks it what happened in between.
 */
import type { Env } from "../base/index.ts";
import type { ExtensionNumber, PhoneEvent } from "../domain/index.ts";

/** An extension as the PBX has it; e-mail is empty where the PBX knows none. */
export interface PbxExtension {
  readonly number: ExtensionNumber;
  readonly name: string;
  readonly email: string;
}

/** Times are milliseconds since 1970. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** What the PBX knows of the calls of a time span, live ones included. */
export interface Reconciled {
  /** As the connector would have told them live, with the same keys where the PBX lets it; the rest are harmless repetitions. */
  readonly events: readonly PhoneEvent[];
  /** The PBX's ids of all calls that are going on now; absent = the PBX cannot be asked, so nothing follows from a call's absence. */
  readonly liveCallIds?: readonly string[];
}

/** A recording as it comes from the PBX. */
export interface RecordingStream {
  /** Such as `audio/wav`. */
  readonly contentType: string;
  /** Bytes, where the PBX says so. */
  readonly length?: number;
  readonly body: AsyncIterable<Uint8Array>;
}

export interface DialRequest {
  readonly caller: ExtensionNumber;
  readonly callee: string;
}

/** A contact as it is to appear on the telephones. */
export interface PushedContact {
  readonly name: string;
  readonly company?: string;
  readonly email?: string;
  readonly numbers: readonly string[];
}

export interface ContactPush {
  /** The phonebook's name at the PBX; it is made when it is missing. */
  readonly phonebook: string;
  /** ISO 3166 country that numbers without a country code belong to. */
  readonly region: string;
  readonly contacts: readonly PushedContact[];
}

export interface PushResult {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Contacts without a number that can be dialled, and those whose number another contact has, or one that a person wrote there. */
  readonly skipped: number;
  /** How many found no room any more. */
  readonly withoutRoom: number;
}

/** What a session knows of itself. */
export interface SessionHealth {
  /** When the access token runs out, where there is one (ms since 1970). */
  readonly tokenExpiresAt?: number;
  /** The PBX's clock minus ours; absent until it was measured. */
  readonly clockDifferenceMs?: number;
  /** What is switched off or missing at the PBX that we need, each with its cure. */
  readonly warnings: readonly string[];
  /** Facts worth showing, such as the model and the firmware. */
  readonly details: Readonly<Record<string, string>>;
}

/** The live login of a PBX connection. All that asks the PBX may throw `PBX_UNREACHABLE`, `PBX_REFUSED` and `PBX_LIMIT`. */
export interface Session {
  /** Resolves when the session is over: with the reason, or with `undefined` after `close()`. Never rejects. */
  readonly ended: Promise<Error | undefined>;
  listExtensions(): Promise<readonly PbxExtension[]>;
  /** Live calls and call records of a span. */
  reconcile(span: TimeSpan): Promise<Reconciled>;
  /** By the `file` of a call's recording. Throws `NOT_FOUND` while the PBX has not finished it, or has it no more. */
  openRecording(file: string, signal: AbortSignal): Promise<RecordingStream>;
  /** Rings the caller's phone, then dials. */
  dial(request: DialRequest): Promise<{ readonly pbxCallId?: string }>;
  /** Writes contacts into the telephones' phonebook; absent where the PBX takes none. */
  pushContacts?(push: ContactPush): Promise<PushResult>;
  health(): SessionHealth;
  /** Logs out and gives back what the PBX counts. */
  close(): Promise<void>;
}

/** Something a PBX tells beside its calls: an alert, a summary that it made of a call, the state of a phone. */
export interface PbxNotice {
  readonly kind: "registration" | "extension-state" | "presence" | "alert" | "ai-summary";
  /** When it came (ms since 1970, our clock). */
  readonly at: number;
  /** As the PBX sent it. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** A small text that survives restarts and is the same on every node, kept sealed: a connector's token pair. */
export interface SharedSecret {
  read(): Promise<string | undefined>;
  write(text: string | undefined): Promise<void>;
}

/** What a session is given. */
export interface SessionTools {
  readonly env: Env;
  /** IANA time zone of the PBX, for times without a zone. */
  readonly zone: string;
  readonly shared: SharedSecret;
  /** Nothing is to be heard, only asked, and the session is closed when that is done: no events are subscribed to. */
  readonly askOnly?: true;
  /** Hands on what happened, in order. Once resolved it is durable; rejects when it could not be written. */
  emit(events: readonly PhoneEvent[]): Promise<void>;
  /** Hands on what is no call's event; may be left out where nobody keeps it. */
  notice?(notice: PbxNotice): void;
  /** Something came from the PBX, be it only a sign of life. */
  heard(): void;
  /** A wire message that could not be understood, or anything else worth a line; never a secret. */
  note(message: string): void;
}

/**
 * One kind of PBX. `connect` throws `PBX_REFUSED` when the PBX does not let us in (asking again would not help before the settings change),
 * `PBX_UNREACHABLE` when it cannot be spoken to, `PBX_LIMIT` when it asks for patience.
 */
export interface Connector<Settings> {
  /** After a refusal it may be tried again so much later, since that does no harm; absent = only when a person says so. */
  readonly retryRefusedAfterMs?: number;
  /** The PBX writes a record of each call, which comes at most so long after the call's end and corrects it; absent = it writes none. */
  readonly recordWithinMs?: number;
  connect(settings: Settings, tools: SessionTools): Promise<Session>;
}
