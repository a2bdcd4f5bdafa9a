import { SECOND } from "../../base/index.ts";
import { type PhoneEvent, toExtensionNumber } from "../../domain/index.ts";
import type { CallRecord } from "./call-records.ts";

/** What the legs of a call that nobody heard live tell of extensions: that they rang, answered and left, to the second. */
export function toLegEvents(rows: readonly CallRecord[], isExtension: (number: string) => boolean): PhoneEvent[] {
  return rows.flatMap((row, index): PhoneEvent[] => {
    const { callId, startedAt, seconds, talkSeconds, disposition, direction = "inbound" } = row;
    const endedAt = startedAt + seconds * SECOND;
    const number = direction === "outbound" ? row.from : row.to;
    if (!isExtension(number)) return [];
    const told = (what: string, occurredAt: number) => ({
      key: `${callId}/leg-${index}/${what}`,
      pbxCallId: callId,
      occurredAt,
      extension: toExtensionNumber(number),
      legId: `leg-${index}`,
    });
    const answeredAt = endedAt - talkSeconds * SECOND;
    return [
      { kind: "ringing", ...told("ringing", startedAt) },
      ...(disposition === "answered" ? [{ kind: "answered" as const, ...told("answered", answeredAt) }] : []),
      { kind: "left", ...told("left", endedAt), ...reasonOf(row) },
    ];
  });
}

function reasonOf({ disposition }: CallRecord): { reason?: "hung-up" | "no-answer" | "busy" } {
  if (disposition === "answered") return { reason: "hung-up" };
  if (disposition === "busy") return { reason: "busy" };
  return {};
}

/** The answers that the legs know of and nobody heard. */
export function toMissedAnswers(
  rows: readonly CallRecord[],
  heard: readonly PhoneEvent[],
  isExtension: (number: string) => boolean,
): PhoneEvent[] {
  const answered = new Set(heard.flatMap((event) => (event.kind === "answered" ? (event.extension ?? []) : [])));
  // Without the leg's name these are of the extension's own leg, whatever its channel was called.
  return toLegEvents(rows, isExtension).flatMap((event): PhoneEvent[] => {
    if (event.kind !== "answered" || event.extension === undefined || answered.has(event.extension)) return [];
    const { legId: _unnamed, ...unnamed } = event;
    return [unnamed];
  });
}
