import type { PhoneEvent } from "../../domain/index.ts";
import { noteApplication, type RecordOptions, takeCallRecord, tellApplication } from "./call-record.ts";
import { describeFirst, findClicked, noteDialled, noteMade, takeDial } from "./dialling.ts";
import { createNumbering, type NumberingSettings } from "./numbering.ts";
import { createRegistry } from "./registry.ts";
import { createStory } from "./story.ts";
import { extensionOf, type TrackedCall, type TrackedChannel } from "./tracked.ts";
import { arrive, type Bridges, joinCalls, takeAttendedTransfer, takeBlindTransfer, takeBridge } from "./transfers.ts";
import type { AmiMessage } from "./wire.ts";

const DOWN = "0";
const RINGING = "5";
const UP = "6";

const AUDIO_FILE = /\.(?:wav|mp3|ogg|opus|gsm|ulaw|flac)$/i;

/** Causes of a hang-up that the caller asks for: none, normal, and what a cancelled call has. */
const BY_CALLER: readonly string[] = ["0", "16", "31", "127"];

export interface TranslatorOptions extends NumberingSettings, RecordOptions {}

/** Follows the channels of one Asterisk and tells what happens as phone events. */
export interface Translator {
  /** `now` (ms since 1970) is the time of a message that has none. */
  take(message: AmiMessage, now: number): PhoneEvent[];
  /** All calls under way were listed: what kind they are is decided with what is known. Gives their ids, too. */
  settle(): { readonly events: PhoneEvent[]; readonly liveCallIds: readonly string[] };
  /** Whether a channel, or the call that it began, was seen. */
  knows(channelId: string): boolean;
}

/** When a message was sent by the PBX's clock (ms since 1970); `undefined` where it does not tell. */
export function timeOf(message: AmiMessage): number | undefined {
  const seconds = Number(message.get("Timestamp"));
  return Number.isFinite(seconds) && seconds > 1e9 && seconds < 1e11 ? Math.round(seconds * 1000) : undefined;
}

// Where the dialplan plays a busy tone the channel asks for its end, too, but with the tone's cause. While somebody is still being
// dialled there is no tone: the cause is then that of whoever refused before.
function isByCaller(call: TrackedCall, cause = "16"): boolean {
  return (
    BY_CALLER.includes(cause) || call.dialled.some((one) => !one.isGone && one.isDialled && one.result === undefined)
  );
}

export function createTranslator(options: TranslatorOptions = {}): Translator {
  let told: PhoneEvent[] = [];
  const numbering = createNumbering(options);
  const story = createStory((event) => told.push(event));
  const registry = createRegistry(numbering, { added, linked, renamed });
  const parts = { numbering, story, registry };
  const bridges: Bridges = new Map();

  function added(channel: TrackedChannel, message: AmiMessage, at: number, read: AmiMessage["get"]): void {
    const { call } = channel;
    const linkedId = read("Linkedid");
    const isFirst = channel.id === call.id || (call.first === undefined && linkedId === channel.id);
    if (isFirst) describeFirst(parts, channel, message, read);
    else {
      call.dialled.push(channel);
      if (message.event === "Newchannel" && read("ChannelState") === DOWN) noteMade(parts, channel, at);
    }
    channel.isUp = read("ChannelState") === UP;
    channel.isAnswerMissed = channel.isUp && message.event !== "Newstate" && message.event !== "DialEnd";
    // Who is there when we come was dialled before.
    if (!isFirst && message.event !== "Newchannel") channel.isDialled = true;
    if (channel.isUp && channel.isDialled && channel.party.kind !== "local") story.answered(channel, at);
    if (call.origin === "outside") story.announce(call);
  }

  function linked(channel: TrackedChannel, call: TrackedCall, at: number): void {
    const before = channel.call;
    const isMoved = joinCalls(parts, call, before, at) === call || call === before;
    if (isMoved) arrive(parts, channel, at);
  }

  function renamed(channel: TrackedChannel, at: number, name: string): void {
    const before = extensionOf(channel);
    channel.name = name;
    channel.party = numbering.partyOf(name, channel.context);
    const after = extensionOf(channel);
    if (before === after || after === undefined) return;
    // Another phone has taken the call over: a leg ends and another begins.
    if (before !== undefined && (channel.toldRinging || channel.toldAnswered)) {
      const party = channel.party;
      channel.party = { kind: "extension", number: before };
      channel.call.isAnswered = true;
      story.left(channel, at, "26");
      channel.party = party;
    }
    channel.legId = `${channel.id}/${after}`;
    channel.toldRinging = channel.toldAnswered = channel.toldLeft = false;
    if (channel.isUp) story.answered(channel, at);
  }

  function takeState(channel: TrackedChannel, state: string | undefined, at: number): void {
    const { call } = channel;
    if (state === RINGING && channel.isDialled) story.rang(channel, at);
    if (state !== UP || channel.isUp) return;
    channel.isUp = true;
    if (channel.isDialled && channel.party.kind !== "local") story.answered(channel, at);
    else if (channel === call.first) channel.answeredAt ??= at;
  }

  function takeHangup(channel: TrackedChannel, cause: string | undefined, at: number): void {
    if (channel.isGone) return;
    const { call } = channel;
    registry.forget(channel);
    if (channel.isDialled || call.dialled.includes(channel)) story.left(channel, at, cause);
    if (call.live.size > 0) return;
    if (call.pending) decide(call);
    tellApplication(parts, call, at);
    story.ended(call, at);
  }

  /** What kind of call it is, when nobody was dialled who would tell. */
  function decide(call: TrackedCall): void {
    if (call.origin === "extension") {
      call.direction ??= call.to === undefined || numbering.isInternal(call.to) ? "internal" : "outbound";
      // A feature code, a conference: the extension called an application.
      if (call.direction === "internal" && call.dialled.length === 0) call.hasAnsweringApplication = true;
    }
    if (call.origin === "action") call.direction ??= "outbound";
    const isOnlyDialplan = call.origin === "action" && call.from === undefined && call.to === undefined;
    if (isOnlyDialplan) call.pending = [];
    else story.announce(call);
  }

  /** Where cdr_manager.conf maps it, the record names the recording. */
  function takeRecordingOf(message: AmiMessage, at: number): void {
    const call = registry.findCall(message.get("LinkedID")) ?? registry.findChannel(message.get("UniqueID"))?.call;
    const named = message.get("RecordingFile") ?? message.get("UserField");
    if (call && named !== undefined && AUDIO_FILE.test(named)) tellRecording(call, named, at);
  }

  function tellRecording(call: TrackedCall, file: string | undefined, at: number): void {
    if (file === undefined) return;
    story.tell(call, at, `${call.id}-recorded-${file}`, () => ({ kind: "recorded", recording: { file } }));
  }

  function takeEvent(message: AmiMessage, at: number): void {
    switch (message.event) {
      case "CEL":
        return;
      case "Cdr":
        takeCallRecord(parts, message, at, options);
        takeRecordingOf(message, at);
        return;
      case "OriginateResponse":
        findClicked(parts, message, at);
        return;
      case "BlindTransfer":
        takeBlindTransfer(parts, message, at);
        return;
      case "AttendedTransfer":
        takeAttendedTransfer(parts, message, at);
        return;
      case "DialBegin":
      case "DialState":
      case "DialEnd":
        takeDial(parts, message, at);
        return;
      case "Rename": {
        const channel = registry.findChannel(message.get("Uniqueid"));
        const name = message.get("Newname");
        if (channel && name !== undefined) renamed(channel, at, name);
        return;
      }
    }
    const channel = registry.see(message, at);
    if (!channel) return;
    const { call } = channel;
    switch (message.event) {
      case "Hangup":
        takeHangup(channel, message.get("Cause"), at);
        return;
      case "HangupRequest":
        if (channel === call.first && !channel.isDialled && isByCaller(call, message.get("Cause"))) {
          call.isCallerGone = true;
        }
        return;
      case "BridgeEnter":
      case "BridgeLeave":
        takeBridge(parts, bridges, channel, message, at);
        break;
      case "VarSet":
        if (message.get("Variable") === "MIXMONITOR_FILENAME") tellRecording(call, message.get("Value"), at);
        break;
      case "Newexten":
        noteApplication(channel, message.get("Application"));
        noteDialled(channel, message.get("Exten"));
        break;
      case "QueueCallerJoin":
        call.queue ??= message.get("Queue");
        call.isInQueue = true;
        break;
      case "QueueCallerLeave":
        call.isInQueue = false;
        break;
      case "QueueCallerAbandon":
        // The queue tells the same when its own time is up.
        call.isAbandoned = call.isCallerGone;
        break;
      case "AgentConnect": {
        const agent = registry.see(message, at, "Dest");
        if (agent && agent.party.kind !== "local") story.answered(agent, at);
        break;
      }
    }
    takeState(channel, message.get("ChannelState"), at);
  }

  return {
    take(message, now) {
      told = [];
      takeEvent(message, timeOf(message) ?? now);
      return told;
    },
    knows: (channelId) => (registry.findCall(channelId) ?? registry.findChannel(channelId)) !== undefined,
    settle() {
      told = [];
      const live = registry.calls().filter((call) => call.live.size > 0);
      for (const call of live) if (call.pending && call.first === undefined) decide(call);
      return { events: told, liveCallIds: live.filter((call) => !call.pending).map(({ id }) => id) };
    },
  };
}
