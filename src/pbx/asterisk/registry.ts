import type { Numbering } from "./numbering.ts";
import { createTrackedCall, createTrackedChannel, type TrackedCall, type TrackedChannel } from "./tracked.ts";
import type { AmiMessage } from "./wire.ts";

/** So many channels are remembered after their end, for what comes late: records, repeated ends of dialling. */
const REMEMBERED = 2000;

/** The channels and calls that were seen. */
export interface Registry {
  /** The channel that a message speaks of, with what it says of it; `prefix` such as `Dest` names the second of two. */
  see(message: AmiMessage, at: number, prefix?: string): TrackedChannel | undefined;
  findChannel(id: string | undefined): TrackedChannel | undefined;
  findCall(linkedId: string | undefined): TrackedCall | undefined;
  /** Makes a call that only the PBX's records tell of. */
  addCall(linkedId: string, startedAt: number): TrackedCall;
  /** From now on what is said of the one is said of the other. */
  join(winner: TrackedCall, loser: TrackedCall): void;
  forget(channel: TrackedChannel): void;
  calls(): TrackedCall[];
}

export function createRegistry(
  numbering: Numbering,
  hooks: {
    /** A channel was seen for the first time; `read` gives what the message says of that one. */
    added(channel: TrackedChannel, message: AmiMessage, at: number, read: AmiMessage["get"]): void;
    /** Asterisk links a channel with another call than before. */
    linked(channel: TrackedChannel, call: TrackedCall, at: number): void;
    /** Another endpoint has taken over a channel. */
    renamed(channel: TrackedChannel, at: number, name: string): void;
  },
): Registry {
  const channels = new Map<string, TrackedChannel>();
  const gone = new Map<string, TrackedChannel>();
  const calls = new Map<string, TrackedCall>();

  function addCall(linkedId: string, startedAt: number, isWhole: boolean): TrackedCall {
    const call = createTrackedCall(linkedId, startedAt, isWhole);
    calls.set(linkedId, call);
    return call;
  }

  function see(message: AmiMessage, at: number, prefix = ""): TrackedChannel | undefined {
    const read = (header: string) => message.get(`${prefix}${header}`);
    const id = read("Uniqueid");
    const name = read("Channel");
    if (id === undefined || name === undefined) return undefined;
    const linkedId = read("Linkedid") ?? id;
    const context = read("Context");
    const callerNumber = read("CallerIDNum");
    const known = channels.get(id) ?? gone.get(id);
    if (known) {
      if (known.name !== name && !known.isGone) hooks.renamed(known, at, name);
      if (!known.isGone && known.linkedId !== linkedId) {
        known.linkedId = linkedId;
        if (!calls.has(linkedId)) calls.set(linkedId, known.call);
        hooks.linked(known, calls.get(linkedId) as TrackedCall, at);
      }
      if (context !== undefined) known.context = context;
      if (callerNumber !== undefined) known.callerNumber = callerNumber;
      return known;
    }
    const call = calls.get(linkedId) ?? addCall(linkedId, at, message.event === "Newchannel");
    const party = numbering.partyOf(name, context, callerNumber);
    const channel = createTrackedChannel(id, name, party, call);
    channel.linkedId = linkedId;
    channel.context = context ?? "";
    channel.callerNumber = callerNumber ?? "";
    channels.set(id, channel);
    call.live.add(channel);
    hooks.added(channel, message, at, read);
    return channel;
  }

  return {
    see,
    findChannel: (id) => (id === undefined ? undefined : (channels.get(id) ?? gone.get(id))),
    findCall: (linkedId) => (linkedId === undefined ? undefined : calls.get(linkedId)),
    addCall: (linkedId, startedAt) => addCall(linkedId, startedAt, false),
    join(winner, loser) {
      for (const [id, call] of calls) if (call === loser) calls.set(id, winner);
      for (const channel of loser.live) {
        channel.call = winner;
        winner.live.add(channel);
      }
      loser.live.clear();
    },
    forget(channel) {
      channel.isGone = true;
      channels.delete(channel.id);
      channel.call.live.delete(channel);
      gone.set(channel.id, channel);
      for (const old of gone.keys()) {
        if (gone.size <= REMEMBERED) break;
        gone.delete(old);
      }
      for (const [id, call] of calls) {
        if (calls.size <= REMEMBERED) break;
        if (call.live.size === 0 && call.endedAt !== undefined) calls.delete(id);
      }
    },
    calls: () => [...new Set(calls.values())],
  };
}
