import { DeskbellError } from "../../base/index.ts";
import type { PhoneEvent } from "../../domain/index.ts";
import { type CallRecord, correctZone, fromCallEnd, fromRecordRow } from "./call-records.ts";
import { EVENT, readWireMessage } from "./envelope.ts";
import { toLegEvents, toMissedAnswers } from "./legs-of-records.ts";
import { looksLikeExtension } from "./number.ts";
import { toTimedEvents } from "./times-of-messages.ts";
import { createTranslator } from "./to-phone-event.ts";
import { callEndSchema, recordRowSchema } from "./wire.ts";

export interface YeastarFileOptions {
  /** The PBX's IANA zone, for times without a zone; where a call's id tells the second, it is not needed. */
  readonly zone?: string;
  /** Regular expression for the numbers of extensions, where the messages do not tell them. */
  readonly extensionPattern?: string;
}

/** One message of a file, with the time when it came where the file tells it. */
interface Entry {
  readonly place: string;
  readonly value: unknown;
  readonly at?: number;
}

/**
 * Reads recorded messages: a JSON array, the answer of `cdr/search`, or one message in each line, in any of the three envelopes, with
 * rows of the CDR among them. A line may begin with the ISO time when it came; without, times come from the legs that were written down.
 */
export function readYeastarMessages(
  text: string,
  file: string,
  { zone = "UTC", extensionPattern }: YeastarFileOptions = {},
): { readonly events: readonly PhoneEvent[]; readonly notes: readonly string[] } {
  const { entries, notes } = readEntries(text, file);
  const pattern = extensionPattern === undefined ? undefined : new RegExp(`^(?:${extensionPattern})$`);
  const isExtension = (number: string) => pattern?.test(number) ?? looksLikeExtension(number);
  const translator = createTranslator({ zone, isExtension });
  const legs = new Map<string, CallRecord[]>();
  const events: PhoneEvent[] = [];
  const untimed = new Set<PhoneEvent>();
  let understood = 0;
  for (const [index, { place, value, at }] of entries.entries()) {
    const record = readRecord(value, zone, at ?? 0);
    if (record) {
      understood++;
      translator.addRecord(record);
      legs.set(record.callId, [...(legs.get(record.callId) ?? []), record]);
      continue;
    }
    const told = translator.read(readWireMessage(value), at ?? index);
    if (told.problem === undefined) understood++;
    else notes.push(`${place}: ${told.problem}`);
    for (const event of told.events) {
      events.push(event);
      if (at === undefined) untimed.add(event);
    }
  }
  if (understood === 0) {
    const cure = "write messages of the event push, or rows of cdr/search, as a JSON array or one in each line";
    throw new DeskbellError("INPUT_INVALID", `${file}: holds no message of a Yeastar P-Series; ${cure}`);
  }
  const heard = Map.groupBy(events, ({ pbxCallId }) => pbxCallId);
  const timed = [...heard].flatMap(([callId, told]) =>
    toTimedEvents(told, legs.get(callId) ?? [], (event) => untimed.has(event)),
  );
  for (const [callId, rows] of legs) {
    const summary = translator.finalSummaryOf(callId);
    const told = heard.get(callId);
    const legsInTime = correctZone(rows);
    timed.push(...(told ? toMissedAnswers(legsInTime, told, isExtension) : toLegEvents(legsInTime, isExtension)));
    if (summary) timed.push(summary);
  }
  return { events: timed, notes };
}

function readRecord(value: unknown, zone: string, at: number): CallRecord | undefined {
  const row = recordRowSchema.safeParse(value);
  if (row.success && row.data.disposition !== "") return fromRecordRow(row.data, zone);
  const message = readWireMessage(value);
  if (message.kind !== "event" || message.type !== EVENT.callEnd) return undefined;
  const end = callEndSchema.safeParse(message.body);
  return end.success ? fromCallEnd(end.data, zone, at) : undefined;
}

function readEntries(text: string, file: string): { entries: Entry[]; notes: string[] } {
  const whole = parse(text);
  if (whole !== undefined) {
    const list = Array.isArray(whole) ? whole : dataOf(whole);
    if (list)
      return { entries: list.map((value, index) => ({ place: `${file}, item ${index + 1}`, value })), notes: [] };
    return { entries: [{ place: file, value: whole }], notes: [] };
  }
  const entries: Entry[] = [];
  const notes: string[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const place = `line ${index + 1}`;
    const brace = line.indexOf("{");
    // Blank lines and heartbeats.
    if (brace === -1) continue;
    const value = parse(line.slice(brace));
    const at = Date.parse(line.slice(0, brace).trim());
    if (value === undefined) notes.push(`${place}: is not JSON; left out`);
    else entries.push({ place, value, ...(!Number.isNaN(at) && { at }) });
  }
  return { entries, notes };
}

function dataOf(value: unknown): unknown[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { data, type } = value as { readonly data?: unknown; readonly type?: unknown };
  return Array.isArray(data) && type === undefined ? data : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
