import { createSocketReader, type SocketMessage } from "./wire.ts";

const LF = 10;
/** How a message of the event socket begins. */
const BEGINNING = /^Content-(?:Length|Type):/im;

/** What a recorded stream of mod_event_socket says. */
export interface EventSocketStream {
  /** Its events as JSON, in their order. */
  readonly events: readonly string[];
  /** What was left out, a line each. */
  readonly notes: readonly string[];
}

/**
 * Reads a recorded stream of the event socket, which may begin and end anywhere; events may be `json` or `plain`. `undefined` = the bytes
 * hold no message of that protocol.
 */
export function readEventSocketStream(bytes: Uint8Array): EventSocketStream | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const from = text.search(BEGINNING);
  if (from < 0) return undefined;
  const reader = createSocketReader();
  const events: string[] = [];
  const notes: string[] = [];
  // Line by line, so that what comes before a broken message counts.
  for (let begin = from; begin < bytes.length; ) {
    const end = bytes.indexOf(LF, begin) + 1 || bytes.length;
    try {
      for (const message of reader.push(bytes.subarray(begin, end))) events.push(...toJson(message));
    } catch (error) {
      notes.push(`from byte ${begin} on it is not what mod_event_socket says: ${(error as Error).message}`);
      return { events, notes };
    }
    begin = end;
  }
  if (reader.waiting() > 0) notes.push("the file ends within a message; that one is left out");
  return { events, notes };
}

function toJson({ type, body }: SocketMessage): string[] {
  if (type === "text/event-json") return [body];
  if (type !== "text/event-plain") return [];
  const headers = body.split("\n").flatMap((line) => {
    const colon = line.indexOf(": ");
    return colon > 0 ? [[line.slice(0, colon), decode(line.slice(colon + 2))]] : [];
  });
  return [JSON.stringify(Object.fromEntries(headers))];
}

// Values of plain events are percent-encoded; those that are not stay as they are.
function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
