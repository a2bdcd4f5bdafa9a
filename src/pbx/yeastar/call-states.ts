import type { CallFacts, Direction, ExtensionNumber, PhoneEvent } from "../../domain/index.ts";
import { toExtensionNumber } from "../../domain/index.ts";
import { readParty } from "./number.ts";
import type { CallStateMessage, Member } from "./wire.ts";

/** Reads the states of calls, remembering of each what later messages may leave out. */
export interface CallStates {
  /** `at` = the PBX's clock, ms since 1970. The same state gives events with the same keys. */
  read(message: CallStateMessage, at: number): PhoneEvent[];
  /** Whether a trunk of the call is told of that has not hung up. */
  isLive(callId: string): boolean;
  /** The call is over, which its record says was one with a party outside, or not. */
  forget(callId: string, isExternal: boolean): void;
  /** A number that was an extension's in some message. */
  isExtension(number: string): boolean;
  /** Calls with a party outside of whose trunk nothing was told: how many in a row. */
  readonly withoutTrunk: number;
}

interface Known {
  direction?: Direction;
  facts: CallFacts;
  /** The extension that placed the call, and its channel. */
  caller?: { readonly number: ExtensionNumber; readonly channel: string };
  /** Channels that rang, those of them that ring still, and those that answered. */
  readonly rang: Set<string>;
  readonly ringing: Set<string>;
  readonly answered: Set<string>;
  /** Channels of trunks that have not hung up. */
  readonly trunks: Set<string>;
}

type Told = PhoneEvent extends infer Event
  ? Event extends PhoneEvent
    ? Omit<Event, "key" | "pbxCallId" | "occurredAt">
    : never
  : never;

/** So many calls are remembered; a PBX has fewer at once. */
const MAX_CALLS = 5000;
const MAX_EXTENSIONS = 20_000;

/** Failures after which nothing else is tried. Of others the record tells, for another trunk may take the call. */
const FINAL_FAILURE = /dial permission|outbound restrict/i;

export function createCallStates(): CallStates {
  const calls = new Map<string, Known>();
  const extensions = new Set<string>();
  let withoutTrunk = 0;

  function recall(callId: string): Known {
    const known = calls.get(callId) ?? {
      facts: {},
      rang: new Set(),
      ringing: new Set(),
      answered: new Set(),
      trunks: new Set(),
    };
    calls.delete(callId);
    calls.set(callId, known);
    if (calls.size > MAX_CALLS) calls.delete(calls.keys().next().value as string);
    return known;
  }

  return {
    read(message, at) {
      const callId = message.call_id;
      const members = message.members ?? [];
      const known = recall(callId);
      for (const { extension } of members) {
        if (extension && extensions.size < MAX_EXTENSIONS) extensions.add(extension.number);
      }
      learn(known, members);
      noteRinging(known, members);
      const events: PhoneEvent[] = [];
      const tell = (key: string, told: Told) =>
        events.push({
          ...known.facts,
          ...told,
          key: `${callId}/${key}`,
          pbxCallId: callId,
          occurredAt: at,
        } as PhoneEvent);
      for (const member of members) tellMember(member, known, tell);
      if (FINAL_FAILURE.test(message.reason)) tell("refused", { kind: "ended", disposition: "failed" });
      return events;
    },
    isLive: (callId) => (calls.get(callId)?.trunks.size ?? 0) > 0,
    forget(callId, isExternal) {
      const direction = calls.get(callId)?.direction;
      if (direction === "inbound" || direction === "outbound") withoutTrunk = 0;
      else if (isExternal) withoutTrunk++;
      calls.delete(callId);
    },
    isExtension: (number) => extensions.has(number),
    get withoutTrunk() {
      return withoutTrunk;
    },
  };
}

// What is known of a call grows: a trunk that appears later outweighs two extensions that talked.
function learn(known: Known, members: readonly Member[]): void {
  const extensions = members.flatMap(({ extension }) => extension ?? []);
  for (const trunk of members.flatMap(({ inbound, outbound }) => [inbound ?? [], outbound ?? []].flat())) {
    if (trunk.member_status === "BYE") known.trunks.delete(trunk.channel_id);
    else known.trunks.add(trunk.channel_id);
  }
  const inbound = members.find((one) => one.inbound)?.inbound;
  const outbound = members.find((one) => one.outbound)?.outbound;
  const caller = extensions.find(({ member_status: status }) => status === "ALERT" || status === "ANSWERED");
  if (caller && !known.rang.has(caller.channel_id) && known.direction !== "inbound" && !inbound) {
    known.caller = { number: toExtensionNumber(caller.number), channel: caller.channel_id };
  }
  // Of a call by click the caller's phone rang first; it is the one that is there when a trunk is dialled.
  const [first] = extensions;
  if (outbound && !inbound && known.direction !== "inbound" && !known.caller && first) {
    known.caller = { number: toExtensionNumber(first.number), channel: first.channel_id };
  }
  const queue = [inbound?.call_path, ...extensions.map(({ call_path: path }) => path)].map(lastNumber).find(Boolean);
  if (inbound) {
    const { number, name } = readParty(inbound.from);
    known.direction = "inbound";
    known.facts = {
      direction: "inbound",
      from: number,
      to: inbound.to,
      ...(name && { callerName: name }),
      ...(inbound.trunk_name && { trunk: inbound.trunk_name }),
      ...(known.facts.queue && { queue: known.facts.queue }),
    };
  } else if (outbound && known.direction !== "inbound") {
    known.direction = "outbound";
    known.facts = {
      direction: "outbound",
      from: known.caller?.number ?? readParty(outbound.from).number,
      to: readParty(outbound.to).number,
      ...(outbound.trunk_name && { trunk: outbound.trunk_name }),
    };
  } else if (known.direction === undefined) {
    const callee = extensions.find(({ member_status: status }) => status === "RING" || status === "ANSWER");
    if (caller && callee) {
      known.direction = "internal";
      known.facts = { direction: "internal", from: caller.number, to: callee.number };
    }
  }
  if (queue && known.direction === "inbound") known.facts = { ...known.facts, queue };
}

// Who has hung up in the same message is gone before its trunk is.
function noteRinging(known: Known, members: readonly Member[]): void {
  for (const { extension } of members) {
    if (extension?.member_status === "RING") known.ringing.add(extension.channel_id);
    else if (extension) known.ringing.delete(extension.channel_id);
  }
}

function tellMember(member: Member, known: Known, tell: (key: string, told: Told) => void): void {
  const { extension, inbound, outbound } = member;
  if (inbound) {
    const { channel_id: channel, member_status: status, call_path: path } = inbound;
    if (status !== "BYE") tell(`${channel}/started/${path}`, { kind: "started" });
    // Whoever called is gone, and with them the call; while telephones still ring that is giving up.
    else {
      const isGivenUp = known.ringing.size > 0 && known.answered.size === 0;
      tell(`${channel}/ended`, { kind: "ended", ...(isGivenUp && { abandoned: true }) });
    }
  }
  if (outbound) tellOutbound(outbound, known, tell);
  if (extension) tellExtension(extension, known, tell);
}

function tellOutbound(
  { channel_id: channel, member_status: status }: NonNullable<Member["outbound"]>,
  known: Known,
  tell: (key: string, told: Told) => void,
): void {
  const isAnswer = status === "ANSWER" || status === "ANSWERED" || status === "HOLD";
  if (known.direction === "inbound") {
    // A forward to a number outside: a leg without an extension, named by its channel alone.
    if (channel === "") return;
    if (isAnswer) tell(`${channel}/answered`, { kind: "answered", legId: channel });
    else if (status === "BYE") tell(`${channel}/left`, { kind: "left", legId: channel });
    return;
  }
  if (isAnswer) {
    known.answered.add(channel);
    tellFarAnswer(known, tell);
  } else if (status !== "BYE") {
    tell(`${callerKey(known)}/ringing`, { kind: "ringing", ...callerOf(known) });
  } else if (known.answered.has(channel)) {
    // Before the answer another trunk may be tried; after it the call is over.
    tell(`${channel}/ended`, { kind: "ended" });
  }
}

function tellFarAnswer(known: Known, tell: (key: string, told: Told) => void): void {
  // An answer is somebody's: without its leg or its extension it would say nothing.
  if (known.caller || known.facts.from) tell(`${callerKey(known)}/answered`, { kind: "answered", ...callerOf(known) });
}

function tellExtension(
  { number, channel_id: channel, member_status: status }: NonNullable<Member["extension"]>,
  known: Known,
  tell: (key: string, told: Told) => void,
): void {
  const leg = { extension: toExtensionNumber(number), ...(channel && { legId: channel }) };
  const name = channel || number;
  const isCaller = known.caller?.channel === channel && known.caller.number === number;
  if (status === "RING") known.rang.add(channel);
  if (status === "BYE") {
    const reason = known.answered.has(channel) ? { reason: "hung-up" as const } : {};
    tell(`${name}/left`, { kind: "left", ...leg, ...reason });
  } else if (known.direction === undefined) {
    tell(`${name}/started`, { kind: "started", ...leg });
  } else if (isCaller || known.direction === "outbound") {
    tellCaller(status, name, known, leg, isCaller, tell);
  } else if (status === "RING") {
    tell(`${name}/ringing`, { kind: "ringing", ...leg });
  } else if (status === "ANSWER" || status === "HOLD" || (status === "ANSWERED" && known.rang.has(channel))) {
    known.answered.add(channel);
    tell(`${name}/answered`, { kind: "answered", ...leg });
  }
}

// The far end's states are told with the caller's leg; a second extension in an outbound call was handed the call.
function tellCaller(
  status: string,
  name: string,
  known: Known,
  leg: { readonly extension: ExtensionNumber; readonly legId?: string },
  isCaller: boolean,
  tell: (key: string, told: Told) => void,
): void {
  if (known.direction === "internal") {
    tell(`${name}/started`, { kind: "started" });
  } else if (isCaller) {
    if (status === "ANSWERED") {
      known.answered.add(name);
      tellFarAnswer(known, tell);
    } else if (status === "ALERT") tell(`${name}/started`, { kind: "started", ...leg });
  } else if (status === "ANSWER" && known.answered.size > 0 && known.caller) {
    known.answered.add(name);
    tell(`${name}/answered`, { kind: "answered", ...leg });
  }
}

function callerOf(known: Known): { extension?: ExtensionNumber; legId?: string } {
  if (known.caller)
    return { extension: known.caller.number, ...(known.caller.channel && { legId: known.caller.channel }) };
  return known.facts.from ? { extension: toExtensionNumber(known.facts.from) } : {};
}

function callerKey(known: Known): string {
  return known.caller?.channel || known.caller?.number || "far";
}

// A path names the menus and queues that the call came through, the last one last.
function lastNumber(path: string | undefined): string | undefined {
  return path?.match(/\d+(?!.*\d)/)?.[0];
}
