import { MINUTE, SECOND } from "../../base/index.ts";
import type { PhoneEvent } from "../../domain/index.ts";
import type { Reconciled, TimeSpan } from "../connector.ts";
import type { YeastarApi } from "./api.ts";
import { type CallRecord, fromRecordRow } from "./call-records.ts";
import { EVENT } from "./envelope.ts";
import type { Translator } from "./to-phone-event.ts";
import { callStateSchema, recordRowSchema } from "./wire.ts";

/** A call belongs to a span by the start of its legs; one that began before and ended within it must not be missed. */
const LONGEST_CALL_MS = 240 * MINUTE;

/** Live calls by `call/query` and legs by `cdr/search`, as the same events with the same keys as they are told live. */
export async function reconcile(
  api: YeastarApi,
  span: TimeSpan,
  translator: Translator,
  zone: string,
  now: number,
  note: (message: string) => void,
): Promise<Reconciled> {
  const live = await findLiveCalls(api, translator, now);
  const ids = new Set(live?.ids);
  const records = await findRecords(api, span, zone, note);
  for (const record of records) translator.addRecord(record);
  const events: PhoneEvent[] = [...(live?.events ?? [])];
  for (const callId of new Set(records.map((record) => record.callId))) {
    const summary = ids.has(callId) ? undefined : translator.finalSummaryOf(callId);
    if (summary && summary.occurredAt >= span.from) events.push(summary);
  }
  return { events, ...(live && { liveCallIds: live.ids }) };
}

async function findLiveCalls(api: YeastarApi, translator: Translator, now: number) {
  const ids: string[] = [];
  const events: PhoneEvent[] = [];
  for (const type of ["inbound", "outbound", "internal"]) {
    let rows: unknown[];
    try {
      rows = (await api.list({ path: "call/query", query: { type } }, callStateSchema)).rows;
    } catch (error) {
      // Not every firmware knows the type "internal"; without the other two nothing follows from a call's absence.
      if (!isRefusedValue(error)) throw error;
      if (type === "internal") continue;
      return undefined;
    }
    for (const body of rows as { call_id: string }[]) {
      ids.push(body.call_id);
      events.push(...translator.read({ kind: "event", type: EVENT.callState, body: { ...body } }, now).events);
    }
  }
  return { ids, events };
}

async function findRecords(
  api: YeastarApi,
  { from, to }: TimeSpan,
  zone: string,
  note: (message: string) => void,
): Promise<CallRecord[]> {
  const begin = from - LONGEST_CALL_MS;
  const isWithin = ({ startedAt }: CallRecord) => startedAt >= begin && startedAt <= to + MINUTE;
  const toRecords = (rows: readonly (typeof recordRowSchema)["_output"][]) =>
    rows.flatMap((row) => fromRecordRow(row, zone) ?? []);
  const query = { start_time: Math.floor(begin / SECOND), end_time: Math.ceil(to / SECOND) };
  const found = await api.list({ path: "cdr/search", query }, recordRowSchema).catch((error) => {
    if (!isRefusedValue(error)) throw error;
    return { rows: [], unfit: 0 };
  });
  if (found.unfit > 0) note(`${found.unfit} rows of cdr/search do not fit`);
  if (found.rows.length > 0) return toRecords(found.rows).filter(isWithin);
  // Some firmware answers times in seconds with nothing at all instead of an error.
  const newestFirst = { path: "cdr/list", query: { sort_by: "time", order_by: "desc" } };
  const isPast = (rows: readonly (typeof recordRowSchema)["_output"][]) =>
    toRecords(rows.slice(-1)).some(({ startedAt }) => startedAt < begin);
  return toRecords((await api.list(newestFirst, recordRowSchema, isPast)).rows).filter(isWithin);
}

function isRefusedValue(error: unknown): boolean {
  return (error as { code?: unknown }).code === "INPUT_INVALID";
}
