import { type PhoneEvent, toExtensionNumber } from "../../domain/index.ts";
import { type EndReason, toCallEnd, toEndReason } from "./end-of-call.ts";
import { extensionOf, type TrackedCall, type TrackedChannel } from "./tracked.ts";

export type Body<Event = PhoneEvent> = Event extends PhoneEvent
  ? Omit<Event, "key" | "pbxCallId" | "occurredAt" | "direction" | "from" | "to" | "callerName" | "trunk" | "queue">
  : never;

/** What is told of the calls: phone events with keys that are the same whenever the same thing is told again. */
export interface Story {
  /** Tells something of a call, once it is clear what kind of call it is. `mark` tells apart what is of one kind. */
  tell(call: TrackedCall, at: number, mark: string, body: () => Body | undefined): void;
  /** It is clear what kind of call it is: tells its beginning and all that waited for it. */
  announce(call: TrackedCall): void;
  rang(channel: TrackedChannel, at: number): void;
  answered(channel: TrackedChannel, at: number): void;
  left(channel: TrackedChannel, at: number, cause: string | undefined): void;
  ended(call: TrackedCall, at: number): void;
}

/** Makes the story of one PBX; `out` takes each event. */
export function createStory(out: (event: PhoneEvent) => void): Story {
  const reasons = new WeakMap<TrackedChannel, EndReason>();

  function tell(call: TrackedCall, at: number, mark: string, body: () => Body | undefined): void {
    const now = () => {
      const told = body();
      if (told) out(toEvent(call, at, mark, told));
    };
    if (call.pending) call.pending.push(now);
    else now();
  }

  function announce(call: TrackedCall): void {
    const { pending } = call;
    if (!pending) return;
    call.pending = undefined;
    call.direction ??= "inbound";
    if (call.isWhole) tell(call, call.startedAt, `${call.id}-started`, () => ({ kind: "started" }));
    for (const one of pending) one();
  }

  /** Whose leg it is: the caller's own extension for the far end of an outbound call. `undefined` = nobody's that we tell of. */
  function personOf(channel: TrackedChannel): { readonly extension?: PhoneEvent["from"] } | undefined {
    const { call } = channel;
    const extension = extensionOf(channel);
    if (channel === call.clicker || channel.party.kind === "local") return undefined;
    if (extension !== undefined) return { extension };
    if (call.direction === "outbound") return call.from ? { extension: call.from } : {};
    if (channel.farNumber === "") return undefined;
    // Forwarded to a telephone outside. Once somebody inside has talked, the call stays theirs: the talk outside is a leg of nobody's.
    const talked = call.dialled.some((one) => one.answeredAt !== undefined && extensionOf(one) !== undefined);
    return talked ? {} : { extension: channel.farNumber };
  }

  function legOf(channel: TrackedChannel) {
    const person = personOf(channel);
    if (!person) return undefined;
    const { extension } = person;
    return { legId: channel.legId, ...(extension !== undefined && { extension: toExtensionNumber(extension) }) };
  }

  function tellRinging(channel: TrackedChannel, at: number): void {
    if (channel.toldRinging) return;
    channel.toldRinging = true;
    tell(channel.call, at, `${channel.legId}-ringing`, () => {
      const leg = legOf(channel);
      return leg && { kind: "ringing", ...leg };
    });
  }

  return {
    tell,
    announce,
    rang(channel, at) {
      channel.rangAt ??= at;
      tellRinging(channel, at);
    },
    answered(channel, at) {
      channel.answeredAt ??= at;
      // A dialling machine rings the outside first: the call is then that of whoever takes it.
      if (channel.call.origin === "action") channel.call.from ??= extensionOf(channel);
      if (channel.toldAnswered) return;
      channel.toldAnswered = true;
      if (channel !== channel.call.clicker && channel.party.kind !== "local") channel.call.isAnswered = true;
      tell(channel.call, at, `${channel.legId}-answered`, () => {
        const leg = legOf(channel);
        return leg && { kind: "answered", ...leg };
      });
    },
    left(channel, at, cause) {
      if (channel.toldLeft) return;
      channel.toldLeft = true;
      const reason = toEndReason(channel, cause);
      reasons.set(channel, reason);
      const { call } = channel;
      if (channel === call.clicker && channel.answeredAt === undefined) {
        tellClicker(channel, at, reason);
        return;
      }
      // A telephone that the PBX stopped ringing is taken to have rung since it was dialled; one that says that it cannot be
      // reached is not, nor one that says nothing until the caller gives up.
      const isStopped = channel.result === "no-answer" && (cause === undefined || cause === "0");
      const isUnheard = reason === "answered-elsewhere" || (reason === "no-answer" && isStopped);
      if (isUnheard && channel.dialledAt !== undefined) tellRinging(channel, channel.dialledAt);
      const isKnown = channel.toldRinging || channel.toldAnswered || reason === "busy" || reason === "declined";
      if (!isKnown) return;
      tell(call, at, `${channel.legId}-left`, () => {
        const leg = legOf(channel);
        return leg && { kind: "left", ...leg, ...toldReason(reason) };
      });
    },
    ended(call, at) {
      call.endedAt = at;
      const callees = call.dialled.filter((one) => one !== call.clicker && one.party.kind !== "local");
      const asked = callees.length > 0 || !call.clicker ? callees : [call.clicker];
      const { disposition, isAbandoned } = toCallEnd(
        call,
        asked.map((one) => reasons.get(one) ?? toEndReason(one, undefined)),
      );
      const mark = `${call.id}-ended-${at}`;
      tell(call, at, mark, () => ({ kind: "ended", disposition, ...(isAbandoned && { abandoned: true }) }));
    },
  };

  // Whoever clicked a number is told as having rung only when that was all that happened.
  function tellClicker(channel: TrackedChannel, at: number, reason: EndReason): void {
    const extension = extensionOf(channel);
    if (extension === undefined) return;
    const leg = { legId: channel.legId, extension: toExtensionNumber(extension) };
    const { rangAt } = channel;
    if (rangAt !== undefined) {
      tell(channel.call, rangAt, `${channel.legId}-ringing`, () => ({ kind: "ringing", ...leg }));
    }
    tell(channel.call, at, `${channel.legId}-left`, () => ({ kind: "left", ...leg, ...toldReason(reason) }));
  }
}

function toldReason(reason: EndReason) {
  return { reason: reason === "failed" ? ("no-answer" as const) : reason };
}

/** A telephone may send as much as it likes for its name or number; no event of ours says more. */
const MAX_TEXT = 200;

function toEvent(call: TrackedCall, occurredAt: number, mark: string, body: Body): PhoneEvent {
  const { direction, from, to, callerName, trunk, queue } = call;
  return {
    key: mark,
    pbxCallId: call.id,
    occurredAt,
    ...(direction !== undefined && { direction }),
    ...(from !== undefined && { from: cut(from) }),
    ...(to !== undefined && { to: cut(to) }),
    ...(callerName !== undefined && { callerName: cut(callerName) }),
    ...(trunk !== undefined && { trunk }),
    ...(queue !== undefined && { queue }),
    ...body,
  } as PhoneEvent;
}

// Half a character at the end would be none.
function cut(text: string): string {
  return text
    .slice(0, MAX_TEXT)
    .toWellFormed()
    .replace(/\ufffd$/, "");
}
