import { z } from "zod";
import type { PhoneEvent } from "../../domain/index.ts";

const rowSchema = z.looseObject({
  uuid: z.string().min(1),
  direction: z.string().default(""),
  created_epoch: z.coerce.number().default(0),
  cid_name: z.string().default(""),
  cid_num: z.string().default(""),
  dest: z.string().default(""),
  callee_num: z.string().default(""),
  callstate: z.string().default(""),
  call_uuid: z.string().default(""),
});

const listSchema = z.looseObject({ rows: z.array(rowSchema).default([]) });

/** A channel that is there now, as `show channels as json` tells it. */
type Channel = z.output<typeof rowSchema>;

/** Reads what `show channels as json` prints. Throws an Error when it is something else. */
export function readChannels(printed: string): Channel[] {
  return listSchema.parse(JSON.parse(printed)).rows;
}

/** A channel with the id of the call that it belongs to, named as live events name it. */
export interface PlacedChannel extends Channel {
  readonly call: string;
}

/**
 * Finds the call of each channel. Until a leg is bridged the list does not say whose it is; `getVariable` asks for a variable of a channel
 * and gives an empty text where there is none.
 */
export async function placeChannels(
  channels: readonly Channel[],
  getVariable: (uuid: string, name: string) => Promise<string>,
): Promise<PlacedChannel[]> {
  const placed: PlacedChannel[] = [];
  for (const channel of channels) {
    const { uuid, direction, call_uuid } = channel;
    let call = call_uuid;
    if (call === "" && direction === "outbound") {
      call = (await getVariable(uuid, "originating_leg_uuid")) || (await getVariable(uuid, "cc_member_session_uuid"));
    }
    placed.push({ ...channel, call: call || uuid });
  }
  return placed;
}

/** The event socket's events that would have told of the channel: what the mapping of live events reads. */
export function toMissedEvents(channel: PlacedChannel, now: number): Readonly<Record<string, string>>[] {
  const common = {
    "Unique-ID": channel.uuid,
    "Channel-Call-UUID": channel.call,
    "Call-Direction": channel.direction,
    "Caller-Caller-ID-Name": channel.cid_name,
    "Caller-Caller-ID-Number": channel.cid_num,
    "Caller-Destination-Number": channel.dest,
    "Caller-Callee-ID-Number": channel.callee_num,
    // There is no sequence to name it by: who repeats this channel repeats the event.
    "Core-UUID": channel.uuid,
  };
  const told = (name: string, at: number) => ({
    ...common,
    "Event-Name": name,
    "Event-Sequence": name,
    "Event-Date-Timestamp": String(Math.round(at * 1000)),
  });
  const created = channel.created_epoch > 0 ? channel.created_epoch * 1000 : now;
  if (channel.direction === "inbound") return [told("CHANNEL_CREATE", created)];
  const isTalking = channel.callstate === "ACTIVE" || channel.callstate === "HELD";
  return [told("CHANNEL_PROGRESS", created), ...(isTalking ? [told("CHANNEL_ANSWER", now)] : [])];
}

/** Events by their keys, each once. */
export function withoutRepeats(events: readonly PhoneEvent[]): PhoneEvent[] {
  return [...new Map(events.map((event) => [event.key, event])).values()];
}
