import type { PhoneEvent } from "../../domain/index.ts";
import type { PbxNotice } from "../connector.ts";
import { type CallRecord, fromCallEnd, isPersonsAnswer, signatureOf, toSummary } from "./call-records.ts";
import { createCallStates } from "./call-states.ts";
import { EVENT, type WireMessage } from "./envelope.ts";
import { callEndSchema, callStateSchema } from "./wire.ts";

/** What one message said. */
export interface Translated {
  readonly events: readonly PhoneEvent[];
  readonly notices: readonly PbxNotice[];
  /** The call whose leg was written down; its summary grows with each leg. */
  readonly endedCall?: string;
  /** Why it could not be understood; quotes no content. */
  readonly problem?: string;
}

/** Turns messages into phone events, with what it remembers of each call. */
export interface Translator {
  /** `receivedAt` = when it came, by the PBX's clock (events tell no time of their own). */
  read(message: WireMessage, receivedAt: number): Translated;
  /** Adds a leg that was read from a list. */
  addRecord(record: CallRecord): void;
  /** The summary of the legs known by now; `undefined` while only menus and queues are known to have picked up. */
  summaryOf(callId: string): PhoneEvent | undefined;
  /** The same, though nobody but a menu or a queue picked up. */
  finalSummaryOf(callId: string): PhoneEvent | undefined;
  /** Whether a trunk of the call is told of that has not hung up. */
  isLive(callId: string): boolean;
  /** No more is to come of the call; what was remembered of its members goes. */
  finish(callId: string): void;
  /** Calls with a party outside, in a row, of whose trunk nothing was told: trunks are not monitored. */
  readonly callsWithoutTrunk: number;
}

export interface TranslatorOptions {
  /** The PBX's IANA zone. */
  readonly zone: string;
  /** Whether a number is an extension's; numbers that were an extension's in some message are anyway. */
  readonly isExtension: (number: string) => boolean;
}

const NOTICES: Readonly<Record<number, PbxNotice["kind"]>> = {
  [EVENT.registration]: "registration",
  [EVENT.extensionState]: "extension-state",
  [EVENT.presence]: "presence",
  [EVENT.alert]: "alert",
  [EVENT.aiSummary]: "ai-summary",
};

const MAX_CALLS = 5000;
const MAX_LEGS = 500;

const NOTHING: Translated = { events: [], notices: [] };

export function createTranslator({ zone, isExtension }: TranslatorOptions): Translator {
  const states = createCallStates();
  const legs = new Map<string, CallRecord[]>();
  const isPerson = (number: string) => isExtension(number) || states.isExtension(number);

  function addRecord(record: CallRecord): void {
    const known = legs.get(record.callId) ?? [];
    legs.delete(record.callId);
    legs.set(record.callId, known);
    if (legs.size > MAX_CALLS) legs.delete(legs.keys().next().value as string);
    const isKnown = known.some((one) => signatureOf(one) === signatureOf(record));
    if (!isKnown && known.length < MAX_LEGS) known.push(record);
  }

  function finalSummaryOf(callId: string): PhoneEvent | undefined {
    const known = legs.get(callId);
    return known && known.length > 0 ? toSummary(known, isPerson) : undefined;
  }

  function readState(body: unknown, receivedAt: number): Translated {
    const parsed = callStateSchema.safeParse(body);
    if (!parsed.success) return { ...NOTHING, problem: `a call's state does not fit: ${pathsOf(parsed.error.issues)}` };
    return { events: states.read(parsed.data, receivedAt), notices: [] };
  }

  function readEnd(body: unknown, receivedAt: number): Translated {
    const parsed = callEndSchema.safeParse(body);
    if (!parsed.success) return { ...NOTHING, problem: `a call's end does not fit: ${pathsOf(parsed.error.issues)}` };
    addRecord(fromCallEnd(parsed.data, zone, receivedAt));
    return { ...NOTHING, endedCall: parsed.data.call_id };
  }

  return {
    read(message, receivedAt) {
      if (message.kind === "unreadable") return { ...NOTHING, problem: message.problem };
      if (message.kind === "answer") return NOTHING;
      const { type, body } = message;
      const notice = NOTICES[type];
      if (notice) return { events: [], notices: [{ kind: notice, at: receivedAt, body }] };
      if (type === EVENT.callEnd) return readEnd(body, receivedAt);
      if (STATES.has(type)) return readState(body, receivedAt);
      return NOTHING;
    },
    addRecord,
    summaryOf(callId) {
      const known = legs.get(callId) ?? [];
      const isTold = known.some((row) => row.disposition !== "answered" || isPersonsAnswer(row, isPerson));
      return isTold ? finalSummaryOf(callId) : undefined;
    },
    finalSummaryOf,
    isLive: states.isLive,
    finish(callId) {
      const directions = (legs.get(callId) ?? []).map((leg) => leg.direction);
      states.forget(callId, directions.includes("inbound") || directions.includes("outbound"));
    },
    get callsWithoutTrunk() {
      return states.withoutTrunk;
    },
  };
}

const STATES: ReadonlySet<number> = new Set([
  EVENT.callState,
  EVENT.transfer,
  EVENT.forward,
  EVENT.failure,
  EVENT.incoming,
]);

function pathsOf(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): string {
  return issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.map(String).join(".") || "the body"} ${message}`)
    .join(", ");
}
