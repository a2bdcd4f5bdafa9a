import { DeskbellError, describeJsonFault, type Problem } from "../../base/index.ts";
import type { PhoneEvent } from "../../domain/index.ts";
import { MAX_EVENTS_PER_REQUEST, readPhoneEvents } from "../../pbx/index.ts";
import type { VendorFile, VendorOptions } from "./vendors.ts";

/** At most so many problems are told at once. */
const MAX_PROBLEMS = 100;

/** Reads a file of our own phone events: a JSON array, `{"events": […]}`, or one event in each line. */
export function readGenericFile(bytes: Uint8Array, { file }: VendorOptions): VendorFile {
  const text = toText(bytes, file);
  const fault = describeJsonFault(text, file);
  if (!fault) return { events: takeAll(chunksOf(JSON.parse(text)), file), notes: [] };
  const lines = text.split(/\r?\n/).map((line, index) => ({ line, number: index + 1 }));
  const filled = lines.filter(({ line }) => line.trim() !== "");
  if (filled.length < 2 || describeJsonFault(filled[0]?.line ?? "", file))
    throw new DeskbellError("INPUT_INVALID", fault);
  const notes: string[] = [];
  const events = filled.flatMap(({ line, number }) => {
    const broken = describeJsonFault(line, `${file}, line ${number}`);
    if (!broken) return takeAll([JSON.parse(line)], `${file}, line ${number}`);
    if (number !== filled.at(-1)?.number) throw new DeskbellError("INPUT_INVALID", broken);
    notes.push(`line ${number} ends within an event; that one is left out`);
    return [];
  });
  return { events, notes };
}

function toText(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DeskbellError("INPUT_INVALID", `${file}: the bytes are not UTF-8; save it as UTF-8`, { cause });
  }
}

/** A request may bring only so many events; a file may hold more. */
function chunksOf(body: unknown): unknown[] {
  const isEnvelope = typeof body === "object" && body !== null && "events" in body;
  const list: unknown = isEnvelope ? body.events : body;
  if (!Array.isArray(list) || list.length <= MAX_EVENTS_PER_REQUEST) return [body];
  const chunks: unknown[] = [];
  for (let from = 0; from < list.length; from += MAX_EVENTS_PER_REQUEST) {
    chunks.push(list.slice(from, from + MAX_EVENTS_PER_REQUEST));
  }
  return chunks;
}

function takeAll(bodies: readonly unknown[], file: string): PhoneEvent[] {
  const events: PhoneEvent[] = [];
  const problems: Problem[] = [];
  for (const body of bodies) {
    const result = readPhoneEvents(body);
    if ("events" in result) events.push(...result.events);
    else problems.push(...result.problems);
  }
  if (problems.length === 0) return events;
  throw new DeskbellError("INPUT_INVALID", `${file} holds what is no phone event`, {
    problems: problems.slice(0, MAX_PROBLEMS),
  });
}
