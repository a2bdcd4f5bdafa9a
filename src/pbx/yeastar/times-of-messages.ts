import { SECOND } from "../../base/index.ts";
import type { PhoneEvent } from "../../domain/index.ts";
import { type CallRecord, correctZone } from "./call-records.ts";
import { readStartOfId } from "./local-time.ts";

/**
 * The events of one call at their times: as they stand, or where `isUntimed` says that they stand in order only, by the legs that were
 * written down. Of a telephone without a leg of its own (many groups and queues have one leg for all) its neighbours tell the time.
 */
export function toTimedEvents(
  events: readonly PhoneEvent[],
  legs: readonly CallRecord[],
  isUntimed: (event: PhoneEvent) => boolean,
): PhoneEvent[] {
  const [first] = events;
  if (!first) return [];
  const rows = correctZone(legs);
  const start = readStartOfId(first.pbxCallId) ?? rows[0]?.startedAt ?? 0;
  // Where nothing tells the time, the order at least is kept.
  if (rows.length === 0) {
    return events.map((event) => (isUntimed(event) ? { ...event, occurredAt: start + event.occurredAt } : event));
  }
  const known = events.map((event) => (isUntimed(event) ? findTime(event, rows) : event.occurredAt));
  const end = Math.max(...rows.map(endOf));
  let before = start;
  const talking = new Set<string | undefined>();
  return events.map((event, index) => {
    const extension = "extension" in event ? event.extension : undefined;
    const isWaited = event.kind === "left" && (talking.size === 0 || talking.has(extension));
    const occurredAt = known[index] ?? (isWaited ? findNext(index) : before);
    before = Math.max(before, occurredAt);
    if (event.kind === "answered") talking.add(extension);
    return { ...event, occurredAt };
  });

  // Who rings in vain or talks does so until the next answers or the call ends.
  function findNext(index: number): number {
    const next = events.findIndex(({ kind }, other) => other > index && (kind === "answered" || kind === "ended"));
    return known[next] ?? end;
  }
}

function findTime(event: PhoneEvent, rows: readonly CallRecord[]): number | undefined {
  const extension = "extension" in event ? event.extension : undefined;
  const own = rows.filter((row) => row.to === extension || (row.direction === "outbound" && row.from === extension));
  const row = own.find((one) => one.disposition === "answered") ?? own[0];
  switch (event.kind) {
    case "started":
      return Math.min(...rows.map((one) => one.startedAt));
    case "ringing":
      return row?.startedAt;
    case "answered":
      return answerOf(row ?? rows.findLast((one) => one.disposition === "answered"));
    case "left":
      return row && endOf(row);
    case "ended":
      return Math.max(...rows.map(endOf));
    default:
      return undefined;
  }
}

function answerOf(row: CallRecord | undefined): number | undefined {
  return row && endOf(row) - row.talkSeconds * SECOND;
}

function endOf(row: CallRecord): number {
  return row.startedAt + row.seconds * SECOND;
}
