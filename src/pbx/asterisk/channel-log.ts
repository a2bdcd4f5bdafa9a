import { type AmiMessage, createAmiMessage } from "./wire.ts";

/**
 * Reads events of Asterisk's channel log (CEL) as the channel events that they stand for. Only where these are missing: the log knows
 * neither ringing nor how a dialling ended, so whoever was dialled is taken to have rung.
 */
export function toChannelEvents(message: AmiMessage): AmiMessage[] {
  const id = message.get("UniqueID");
  const name = message.get("Channel");
  if (id === undefined || name === undefined) return [];
  const channel = {
    Timestamp: message.get("Timestamp") ?? eventTime(message),
    Channel: name,
    Uniqueid: id,
    Linkedid: message.get("LinkedID"),
    Context: message.get("Context"),
    Exten: message.get("Exten"),
    CallerIDNum: message.get("CallerIDnum"),
    CallerIDName: message.get("CallerIDname"),
  };
  const extra = readExtra(message);
  const event = (Event: string, more: Readonly<Record<string, string | undefined>> = {}) =>
    createAmiMessage({ Event, ...channel, ...more });
  switch (message.get("EventName")) {
    case "CHAN_START":
      return toStart(event, channel);
    case "APP_START":
      return [event("Newexten", { Application: message.get("Application") })];
    case "ANSWER":
      return [event("Newstate", { ChannelState: "6" })];
    case "BRIDGE_ENTER":
    case "BRIDGE_EXIT":
      return [
        event(message.get("EventName") === "BRIDGE_ENTER" ? "BridgeEnter" : "BridgeLeave", {
          BridgeUniqueid: extra.bridge_id,
          BridgeTechnology: extra.bridge_technology,
        }),
      ];
    case "HANGUP":
      return [
        ...(extra.hangupsource === name ? [event("HangupRequest", { Cause: extra.hangupcause })] : []),
        event("Hangup", { Cause: extra.hangupcause }),
      ];
    case "BLINDTRANSFER":
      return [event("BlindTransfer", { ...named("Transferer", channel), Extension: extra.extension })];
    case "ATTENDEDTRANSFER":
      return [
        event("AttendedTransfer", {
          ...named("OrigTransferer", channel),
          SecondTransfererChannel: extra.channel2_name,
          SecondTransfererUniqueid: extra.channel2_uniqueid,
          TransferTargetChannel: extra.transfer_target_channel_name,
          TransferTargetUniqueid: extra.transfer_target_channel_uniqueid,
        }),
      ];
    default:
      return [];
  }
}

type Channel = Readonly<Record<"Channel" | "Uniqueid" | "Linkedid" | "Exten" | "CallerIDNum", string | undefined>>;

// The first channel of a call is the caller's, unless it stands at a place that no caller begins at; all others were dialled.
function toStart(
  event: (name: string, more?: Readonly<Record<string, string | undefined>>) => AmiMessage,
  channel: Channel,
): AmiMessage[] {
  const isFirst = channel.Uniqueid === channel.Linkedid;
  const isCaller = isFirst ? channel.Exten !== undefined && channel.Exten !== "s" : channel.Channel?.endsWith(";2");
  const start = event("Newchannel", { ChannelState: isCaller ? "4" : "0" });
  if (isCaller) return [start];
  const dest = named("Dest", channel);
  const none = { Channel: undefined, Uniqueid: undefined, Linkedid: undefined };
  return [
    start,
    event("DialBegin", { ...none, ...dest, DestCallerIDNum: channel.CallerIDNum }),
    event("DialState", { ...none, ...dest, DialStatus: "RINGING" }),
  ];
}

function named(prefix: string, { Channel, Uniqueid, Linkedid }: Channel): Record<string, string | undefined> {
  return { [`${prefix}Channel`]: Channel, [`${prefix}Uniqueid`]: Uniqueid, [`${prefix}Linkedid`]: Linkedid };
}

function readExtra(message: AmiMessage): Readonly<Record<string, string | undefined>> {
  try {
    const value: unknown = JSON.parse(message.get("Extra") ?? "{}");
    if (typeof value !== "object" || value === null) return {};
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, String(one)]));
  } catch {
    return {};
  }
}

/** Some write the seconds since 1970 there; a date without its zone would say little. */
function eventTime(message: AmiMessage): string | undefined {
  const text = message.get("EventTime");
  return text !== undefined && /^\d{10}(?:\.\d+)?$/.test(text) ? text : undefined;
}
