import { DeskbellError, SECOND } from "../../base/index.ts";
import type { PhoneEvent } from "../../domain/index.ts";
import { toChannelEvents } from "./channel-log.ts";
import { createTranslator, type TranslatorOptions, timeOf } from "./to-phone-event.ts";
import { type AmiMessage, createAmiReader } from "./wire.ts";

const CHANNEL_EVENTS: readonly string[] = ["Newchannel", "Newstate", "DialBegin", "DialEnd", "Hangup"];

const LF = 10;

/** What a recorded stream says. */
export interface AmiStream {
  readonly events: readonly PhoneEvent[];
  /** What may surprise the reader of the result, a line each. */
  readonly notes: readonly string[];
}

/**
 * Reads a recorded stream of the manager protocol, which may begin and end anywhere. Throws `INPUT_INVALID`, naming `source`, when it
 * holds nothing of that protocol.
 */
export function readAmiStream(bytes: Uint8Array, source: string, options: TranslatorOptions = {}): AmiStream {
  const reader = createAmiReader();
  // An editor may take the empty line away that ends the last message; where its last line is whole, the message counts.
  const isLineWhole = bytes.at(-1) === LF;
  const read = [...reader.push(bytes), ...(isLineWhole ? reader.push(Uint8Array.of(LF)) : [])];
  const rest = reader.rest();
  if (!read.some(isOfManager) && !(rest && isOfManager(rest))) {
    const cure =
      'record what TCP port 5038 sends after the log-in: blocks of "Event: …" lines with an empty line after each';
    throw new DeskbellError(
      "INPUT_INVALID",
      `${source}:1: no message of Asterisk's manager interface in this file; ${cure}`,
    );
  }
  // The channel log tells the same as channel events, and less; it counts where there are none.
  const hasChannels = read.some(({ event = "" }) => CHANNEL_EVENTS.includes(event));
  const told = hasChannels ? read : read.flatMap((one) => (one.event === "CEL" ? toChannelEvents(one) : [one]));
  const isTimed = told.some((message) => timeOf(message) !== undefined);
  const messages = isTimed ? inOrder(told) : told;
  const translator = createTranslator({ ...options, hasNoClock: !isTimed });
  const times = isTimed ? timesAround(messages) : timesOfChannels(messages);
  const events = messages.flatMap((message, index) => translator.take(message, times[index] as number));
  const { events: settled, liveCallIds } = translator.settle();
  return {
    events: [...events, ...settled],
    notes: [...notesOn(reader, rest, isTimed), ...noteOpen(liveCallIds, events)],
  };
}

function isOfManager(message: AmiMessage): boolean {
  return message.event !== undefined || message.get("Response") !== undefined || message.get("Action") !== undefined;
}

/** Clocks are set, and threads overtake each other; what lies further back has been recorded twice or put together out of order. */
const MAX_BACK_MS = 2 * SECOND;

/** One connection tells in order. Streams that were put together may not: then their times say what came first. */
function inOrder(messages: readonly AmiMessage[]): readonly AmiMessage[] {
  const times = timesAround(messages);
  let latest = Number.NEGATIVE_INFINITY;
  const isBack = times.some((time) => {
    latest = Math.max(latest, time);
    return latest - time > MAX_BACK_MS;
  });
  if (!isBack) return messages;
  const order = messages.map((_message, index) => index).sort((a, b) => (times[a] as number) - (times[b] as number));
  return order.map((index) => messages[index] as AmiMessage);
}

/** A message without a time has that of the one before it, else of the first that has one. */
function timesAround(messages: readonly AmiMessage[]): number[] {
  let time = messages.map(timeOf).find((one) => one !== undefined) as number;
  return messages.map((message) => {
    time = timeOf(message) ?? time;
    return time;
  });
}

/** Where nothing has a time, the ids of the channels tell the second in which each was made. */
function timesOfChannels(messages: readonly AmiMessage[]): number[] {
  let time = 0;
  return messages.map((message) => {
    for (const header of ["Uniqueid", "DestUniqueid"]) {
      const seconds = Number(/(?:^|-)(\d{9,10})\.\d+$/.exec(message.get(header) ?? "")?.[1] ?? 0);
      time = Math.max(time, seconds * SECOND);
    }
    return time;
  });
}

function notesOn(reader: ReturnType<typeof createAmiReader>, rest: AmiMessage | undefined, isTimed: boolean): string[] {
  const { lines, tooLong } = reader.odd;
  const notes: string[] = [];
  if (rest) notes.push(`the file ends within a message (${rest.event ?? "an answer"}); that one is left out`);
  if (lines > 0) notes.push(`${lines} ${lines === 1 ? "line is" : "lines are"} no header and left out`);
  if (tooLong > 0) notes.push(`${tooLong} ${tooLong === 1 ? "message is" : "messages are"} too long and left out`);
  if (!isTimed) {
    notes.push("no event has a time, so seconds are the records' own; set timestampevents = yes in manager.conf");
  }
  return notes;
}

function noteOpen(liveCallIds: readonly string[], events: readonly PhoneEvent[]): string[] {
  const told = liveCallIds.filter((id) => events.some(({ pbxCallId }) => pbxCallId === id));
  return told.map((id) => `call ${id} goes on where the file ends`);
}
