import type { Numbering } from "./numbering.ts";
import type { Registry } from "./registry.ts";
import type { Story } from "./story.ts";
import { type DialResult, extensionOf, type TrackedCall, type TrackedChannel } from "./tracked.ts";
import { meet } from "./transfers.ts";
import type { AmiMessage } from "./wire.ts";

/** What following the calls takes. */
export interface Parts {
  readonly numbering: Numbering;
  readonly story: Story;
  readonly registry: Registry;
}

const RING = "4";
const UP = "6";

const RESULTS: Readonly<Record<string, DialResult>> = {
  ANSWER: "answered",
  BUSY: "busy",
  CANCEL: "cancelled",
  NOANSWER: "no-answer",
  CONGESTION: "failed",
  CHANUNAVAIL: "failed",
};

/** The channel that a call begins with says who calls whom. */
export function describeFirst(
  { story }: Parts,
  channel: TrackedChannel,
  message: AmiMessage,
  read: AmiMessage["get"],
): void {
  const { call } = channel;
  const state = read("ChannelState");
  call.first = channel;
  if (channel.party.kind === "trunk" && (state === RING || state === UP || state === undefined)) {
    call.origin = "outside";
    call.direction = "inbound";
    call.from = read("CallerIDNum") ?? "";
    const name = read("CallerIDName");
    if (name !== undefined && name !== call.from) call.callerName = name;
    call.trunk = channel.party.name;
    setDialled(call, read("Exten"));
    story.announce(call);
    return;
  }
  const extension = extensionOf(channel);
  if (extension !== undefined && (state === RING || (state === UP && message.event !== "Newchannel"))) {
    call.origin = "extension";
    call.from = extension;
    setDialled(call, read("Exten"));
    return;
  }
  call.origin = "action";
  if (extension !== undefined) {
    call.clicker = channel;
    call.from = extension;
  }
}

/** The PBX makes a channel in order to dial, which it mostly tells in the next moment. */
export function noteMade({ story }: Parts, channel: TrackedChannel, at: number): void {
  const { call, party } = channel;
  if (party.kind === "local") return;
  channel.isDialled = true;
  channel.dialledAt = at;
  if (call.origin !== "extension") return;
  call.direction ??= party.kind === "trunk" ? "outbound" : "internal";
  story.announce(call);
}

/** Takes the beginning of a dialling, its ringing and its end. */
export function takeDial(parts: Parts, message: AmiMessage, at: number): void {
  const { registry, story } = parts;
  const source = registry.see(message, at);
  const dest = registry.see(message, at, "Dest");
  if (!dest || dest.isGone) return;
  if (!dest.isDialled || message.event === "DialBegin") {
    dest.isDialled = true;
    dest.dialledAt ??= at;
    const { call } = dest;
    if (call.first !== dest && !call.dialled.includes(dest)) call.dialled.push(dest);
    if (dest.party.kind === "trunk") dest.farNumber = farNumberOf(message);
    if (dest === call.first && call.origin !== "action") becomeAction(call, dest);
    if (call.origin === "action") describeClick(call, source, dest, message);
    else if (call.origin === "extension" && dest.party.kind !== "local") {
      call.direction ??= dest.party.kind === "trunk" ? "outbound" : "internal";
    }
    if (call.direction !== undefined) story.announce(call);
  }
  const status = message.get("DialStatus");
  if (message.event !== "DialEnd") {
    const isRinging = status === "RINGING" || (status === "PROGRESS" && dest.party.kind === "trunk");
    if (isRinging || message.get("DestChannelState") === "5") story.rang(dest, at);
    return;
  }
  const result = status === undefined ? undefined : RESULTS[status];
  // The end of a dialling may be told again, once all the others are cancelled.
  if (result !== undefined && dest.result !== "answered") dest.result = result;
  if (result !== "answered") return;
  dest.isUp = true;
  // Somebody else than the one whose telephone rang has picked the call up.
  if (source) meet(parts, source, dest, at);
  if (dest.party.kind !== "local") story.answered(dest, at);
}

// What was taken for a caller turns out to be the phone of somebody who clicked a number.
function becomeAction(call: TrackedCall, dest: TrackedChannel): void {
  if (!call.pending) return;
  call.origin = "action";
  const extension = extensionOf(dest);
  if (extension !== undefined) call.clicker = dest;
}

// An action rings somebody first; whom that one's phone then dials is the callee.
function describeClick(
  call: TrackedCall,
  source: TrackedChannel | undefined,
  dest: TrackedChannel,
  message: AmiMessage,
): void {
  const extension = extensionOf(dest);
  if (call.clicker === undefined && extension !== undefined && call.direction === undefined) {
    call.clicker = dest;
    call.from = extension;
    return;
  }
  if (dest === call.clicker || dest.party.kind === "local") return;
  if (call.to === undefined) {
    const dialled = source && source !== dest ? message.get("Exten") : undefined;
    setDialled(call, dialled);
    call.to ??= extension ?? dest.farNumber;
  }
  call.direction ??= dest.party.kind === "trunk" ? "outbound" : "internal";
}

// `0812345678@trunk`, `trunk/0812345678`, `PJSIP/trunk/sip:0812345678@carrier`: the last part with digits.
function farNumberOf(message: AmiMessage): string {
  const text = message.get("DialString") ?? "";
  const part = text
    .split("/")
    .map((one) => one.replace(/^sips?:/, "").replace(/@.*$/, ""))
    .findLast((one) => /^[+*#\d][\d*#]*$/.test(one));
  return part ?? message.get("DestCallerIDNum") ?? "";
}

/** The phone of whoever clicked a number goes on to dial it. */
export function noteDialled(channel: TrackedChannel, exten: string | undefined): void {
  const { call } = channel;
  if (channel === call.clicker && channel.isUp) setDialled(call, exten);
}

/** Extensions such as `s` and `h` are places in the dialplan that nobody dials. */
function setDialled(call: TrackedCall, exten: string | undefined): void {
  if (exten !== undefined && !/^[a-z]$/i.test(exten) && !exten.startsWith("~~")) call.to ??= exten;
}

/** The answer to an action that rings a phone names the number that it would dial. */
export function findClicked({ registry, story }: Parts, message: AmiMessage, at: number): void {
  const name = message.get("Channel") ?? "";
  const isMeant = (call: TrackedCall) =>
    call.origin === "action" &&
    call.to === undefined &&
    [call.first, call.clicker].some((one) => one?.name.startsWith(`${name}-`) || one?.name === name);
  const call =
    registry.findChannel(message.get("Uniqueid"))?.call ??
    registry.calls().findLast((one) => isMeant(one) && at - one.startedAt < 600_000);
  if (call?.origin !== "action" || call.to !== undefined) return;
  setDialled(call, message.get("Exten"));
  if (call.to === undefined || call.pending) return;
  story.tell(call, call.startedAt, `${call.id}-dialled`, () => ({ kind: "started" }));
}
