import { MINUTE, SECOND } from "../../../base/index.ts";
import type { Leg, PlayedCall } from "./played-call.ts";

/** An extension of the double; what is not set is absent on the wire. */
export interface DoubleExtension {
  readonly number: string;
  readonly name: string;
  readonly email?: string;
  readonly mobile?: string;
}

interface Recording {
  readonly file: string;
  readonly row: Readonly<Record<string, unknown>>;
  /** Before then the PBX has not finished it. */
  readonly readyAt: number;
}

interface Contact {
  readonly id: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What the double holds. */
export interface PbxState {
  readonly extensions: DoubleExtension[];
  readonly live: Map<string, PlayedCall>;
  /** Legs that were written down, newest last. */
  readonly rows: Record<string, unknown>[];
  readonly recordings: Map<string, Recording>;
  readonly contacts: Map<number, Contact>;
  readonly phonebooks: Map<number, { readonly id: number; readonly name: string; readonly fields: object }>;
  /** Links to files: address → file and end of its life. */
  readonly links: Map<string, { readonly file: string; readonly until: number }>;
}

export const LINK_LIFE_MS = 30 * MINUTE;
export const MAX_CONTACTS = 20_000;
export const MAX_PHONEBOOKS = 50;

export function createPbxState(extensions: readonly DoubleExtension[]): PbxState {
  return {
    extensions: [...extensions],
    live: new Map(),
    rows: [],
    recordings: new Map(),
    contacts: new Map(),
    phonebooks: new Map(),
    links: new Map(),
  };
}

/** A time as the PBX's clocks show it, without a zone. */
export function formatLocal(time: number, zone: string, dash = "-"): string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  return format.format(time).replaceAll("-", dash);
}

/** Whether somebody talked in the leg, so that there is something to record. */
export function isTalk(leg: Leg): boolean {
  return leg.status === "ANSWERED" && leg.talkSeconds > 0 && !leg.isStage;
}

/** Writes a call's legs down, and gives them as the messages that tell of them. */
export function writeDown(call: PlayedCall, state: PbxState, zone: string, file: string | undefined): object[] {
  const legs = call.legs();
  const uid = `${formatLocal(Number(call.callId.split(".")[0]) * SECOND, zone).replace(/\D/g, "")}A1B2C`;
  const type = call.direction.charAt(0).toUpperCase() + call.direction.slice(1);
  const recorded = legs.findLast(isTalk);
  return legs.map((leg) => {
    const seconds = Math.round((leg.endedAt - leg.startedAt) / SECOND);
    const recording = leg === recorded && file ? file : " ";
    const source = call.direction === "inbound" ? call.trunk : " ";
    const target = call.direction === "outbound" ? call.trunk : " ";
    const did = call.direction === "inbound" ? call.to : " ";
    state.rows.push({
      new_id: `${uid}-${state.rows.length + 1}`,
      uid,
      call_id: call.callId,
      time: formatLocal(leg.startedAt, zone, "/"),
      timestamp: Math.floor(leg.startedAt / SECOND),
      call_from: call.from,
      call_to: leg.to,
      call_to_number: leg.to,
      duration: seconds,
      ring_duration: Math.max(0, seconds - leg.talkSeconds),
      talk_duration: leg.talkSeconds,
      disposition: leg.status,
      call_type: type,
      src_trunk: source,
      dst_trunk: target,
      did_number: did,
      record_file: recording,
      reason: " ",
    });
    return {
      call_id: call.callId,
      time_start: formatLocal(leg.startedAt, zone),
      call_from: call.from,
      call_to: leg.to,
      call_duration: seconds,
      talk_duration: leg.talkSeconds,
      src_trunk_name: source,
      dst_trunk_name: target,
      pin_code: " ",
      status: leg.status,
      type,
      recording,
      did_number: did,
      did_name: "",
      agent_ring_time: 0,
      uid,
      call_note_id: "",
      enb_call_note: 0,
    };
  });
}
