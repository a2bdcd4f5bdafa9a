import { toExtensionNumber } from "../../domain/index.ts";
import type { Parts } from "./dialling.ts";
import { extensionOf, type TrackedCall, type TrackedChannel } from "./tracked.ts";
import type { AmiMessage } from "./wire.ts";

/** An extension hands the call to a number without asking there. */
export function takeBlindTransfer(parts: Parts, message: AmiMessage, at: number): void {
  const giver = parts.registry.see(message, at, "Transferer");
  parts.registry.see(message, at, "Transferee");
  if (giver && message.get("Result") !== "Fail") tellTransfer(parts, giver, message.get("Extension"), at);
}

/** An extension talked with another first, and joins the two. Where that was a call of its own it ends, and goes on as this one. */
export function takeAttendedTransfer(parts: Parts, message: AmiMessage, at: number): void {
  const { registry } = parts;
  const giver = registry.see(message, at, "OrigTransferer");
  const second = registry.see(message, at, "SecondTransferer");
  if (!giver || message.get("Result") === "Fail") return;
  const target = registry.see(message, at, "TransferTarget");
  const taker = (target && extensionOf(target)) ?? findTaker(second ?? giver, giver);
  giver.isTransferer = true;
  if (second) second.isTransferer = true;
  const asked = second?.call;
  tellTransfer(parts, giver, taker ?? message.get("SecondTransfererConnectedLineNum"), at);
  if (!asked || asked === giver.call) return;
  const taken = [...asked.live];
  const winner = joinCalls(parts, giver.call, asked, at, true);
  for (const channel of taken) if (channel.call === winner) arrive(parts, channel, at);
}

/** Whom the giver called to ask: the last who was dialled. */
function findTaker({ call }: TrackedChannel, giver: TrackedChannel): string | undefined {
  const others = call.dialled.map(extensionOf).filter((one) => one !== undefined && one !== extensionOf(giver));
  return others.at(-1);
}

function tellTransfer({ numbering, story }: Parts, giver: TrackedChannel, to: string | undefined, at: number): void {
  giver.isTransferer = true;
  const extension = extensionOf(giver);
  if (extension === undefined || to === undefined) return;
  const target = numbering.isInternal(to) ? { toExtension: toExtensionNumber(to) } : { toNumber: to };
  story.tell(giver.call, at, `${giver.legId}-transferred-${at}`, () => ({
    kind: "transferred",
    extension: toExtensionNumber(extension),
    ...target,
  }));
}

/** Who talks with whom, as far as two are joined directly; a conference leaves each its own call. */
export type Bridges = Map<string, TrackedChannel>;

/** So many bridges are remembered whose end was not told. */
const MAX_BRIDGES = 2000;

/** A channel enters or leaves a bridge. Whoever meets somebody of another call there is of the same call from now on. */
export function takeBridge(
  parts: Parts,
  bridges: Bridges,
  channel: TrackedChannel,
  message: AmiMessage,
  at: number,
): void {
  const id = message.get("BridgeUniqueid");
  if (id === undefined || !/^(?:simple|native)/.test(message.get("BridgeTechnology") ?? "simple")) return;
  const other = bridges.get(id);
  if (message.event === "BridgeLeave") {
    if (other === channel) bridges.delete(id);
    return;
  }
  if (!other || other.isGone) bridges.set(id, channel);
  else meet(parts, other, channel, at);
  for (const old of bridges.keys()) {
    if (bridges.size <= MAX_BRIDGES) break;
    bridges.delete(old);
  }
}

/** Two channels of calls that may not be the same talk with each other. */
export function meet(parts: Parts, one: TrackedChannel, other: TrackedChannel, at: number): void {
  if (one.call === other.call || !joinCalls(parts, one.call, other.call, at)) return;
  for (const channel of [one, other]) arrive(parts, channel, at);
}

/**
 * Two calls are one from now on, and the one with somebody outside goes on: an internal call ends as it is. Two calls from outside
 * stay two, unless they are `handedOver`. Gives the call that goes on.
 */
export function joinCalls(
  { registry, story }: Parts,
  one: TrackedCall,
  other: TrackedCall,
  at: number,
  handedOver = false,
): TrackedCall | undefined {
  if (one === other || (isWithOutside(one) && isWithOutside(other) && !handedOver)) return undefined;
  const isOlder = one.startedAt < other.startedAt || (one.startedAt === other.startedAt && one.id < other.id);
  const isFirst = isWithOutside(one) === isWithOutside(other) ? isOlder : isWithOutside(one);
  const [winner, loser] = isFirst ? [one, other] : [other, one];
  const moved = [...loser.live];
  if (!loser.pending) {
    for (const channel of moved) if (channel !== loser.first) story.left(channel, at, undefined);
    story.ended(loser, at);
  }
  registry.join(winner, loser);
  for (const channel of moved) {
    channel.legId = `${channel.id}/${winner.id}`;
    // Who talks is told when Asterisk links that channel with the call; who still rings, at once.
    const isSilent = channel.isUp || channel.isTransferer || channel === loser.first;
    channel.toldRinging = channel.toldAnswered = channel.toldLeft = isSilent;
    winner.dialled.push(channel);
    if (!isSilent && channel.party.kind !== "local" && channel.rangAt !== undefined) story.rang(channel, at);
    if (winner === other) arrive({ story }, channel, at);
  }
  winner.queue ??= loser.queue;
  return winner;
}

/** A channel that talked in another call talks in this one. */
export function arrive({ story }: Pick<Parts, "story">, channel: TrackedChannel, at: number): void {
  const { call, party } = channel;
  const isMoved = channel.legId !== channel.id && channel.toldLeft && !channel.isGone;
  if (!isMoved || !channel.isUp || channel.isTransferer || channel === call.first || party.kind !== "extension") return;
  const isThere = call.dialled.some(
    (one) =>
      one !== channel &&
      !one.isGone &&
      !one.toldLeft &&
      one.answeredAt !== undefined &&
      extensionOf(one) === party.number,
  );
  if (isThere) return;
  channel.toldAnswered = channel.toldLeft = false;
  channel.answeredAt = at;
  story.answered(channel, at);
}

function isWithOutside(call: TrackedCall): boolean {
  return call.origin === "outside" || call.direction === "outbound";
}
