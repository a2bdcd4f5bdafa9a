import { SECOND } from "../../../base/index.ts";
import type { Direction, Disposition } from "../../../domain/index.ts";
import type { ScriptStep } from "../script.ts";

/** A message of the event push before it is put into an envelope. */
export interface Told {
  readonly type: number;
  readonly msg: Readonly<Record<string, unknown>>;
}

/** A leg as it is written down. Times are ms since 1970. */
export interface Leg {
  readonly to: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly talkSeconds: number;
  readonly status: string;
  /** A menu's or a queue's, not a person's. */
  readonly isStage: boolean;
}

/** What a play adds to a script, because only this PBX has it. */
export interface PlayOptions {
  /** The menu that picks up first: its row says ANSWERED though nobody did. */
  readonly menu?: string;
  /** The name of the recording's file; none by default. */
  readonly file?: string;
  /** The extension's phone rings first, then the number is dialled. */
  readonly byClick?: boolean;
}

interface Phone {
  readonly number: string;
  readonly channel: string;
  readonly rangAt: number;
  status: string;
  answeredAt?: number;
  endedAt?: number;
  busy?: boolean;
}

/** One call that a script plays: its members' states, and its legs once it is over. */
export interface PlayedCall {
  readonly callId: string;
  readonly direction: Direction;
  readonly from: string;
  readonly to: string;
  readonly trunk: string;
  /** What is told when a step has happened. */
  apply(step: ScriptStep, at: number): Told[];
  /** Members who have not hung up, as `call/query` shows them. */
  members(): object[];
  legs(): Leg[];
}

const WORDS: Readonly<Record<Disposition, string>> = {
  answered: "ANSWERED",
  "no-answer": "NO ANSWER",
  busy: "BUSY",
  failed: "FAILED",
  voicemail: "VOICEMAIL",
};

export function createPlayedCall(
  callId: string,
  first: ScriptStep,
  startedAt: number,
  nextChannel: () => string,
  { menu, byClick = false }: PlayOptions = {},
): PlayedCall {
  const { direction = "internal", from = "", to = "", trunk = "", queue = "", callerName } = first.event;
  const path = queue || menu || "";
  const phones: Phone[] = [];
  const side = { channel: `PJSIP/${trunk}-endpoint-${nextChannel()}`, status: menu ? "ANSWERED" : "ALERT" };
  let endedAt = startedAt;
  let disposition: Disposition = "no-answer";

  const hasTrunk = direction !== "internal";
  const toTrunk = (status: string) => ({
    [direction]: {
      from: callerName ? `${callerName}<${from}>` : from,
      to,
      trunk_name: trunk,
      channel_id: side.channel,
      member_status: status,
      call_path: direction === "inbound" ? path : "",
    },
  });
  const toMember = (phone: Phone, status = phone.status) => ({
    extension: { number: phone.number, channel_id: phone.channel, member_status: status, call_path: path },
  });
  const state = (members: object[]): Told => ({ type: 30011, msg: { call_id: callId, members } });
  const isTrunkShown = () => hasTrunk && side.status !== "BYE" && side.status !== "";
  const members = () => [
    ...(direction === "inbound" && isTrunkShown() ? [toTrunk(side.status)] : []),
    ...phones.filter(({ status }) => status !== "BYE").map((phone) => toMember(phone)),
    ...(direction === "outbound" && isTrunkShown() ? [toTrunk(side.status)] : []),
  ];

  function phoneOf(number: string, at: number, status: string): Phone {
    const known = phones.findLast((phone) => phone.number === number && phone.status !== "BYE");
    if (known) return known;
    const phone: Phone = { number, channel: `PJSIP/${number}-${nextChannel()}`, rangAt: at, status };
    phones.push(phone);
    return phone;
  }

  function hangUp(phone: Phone, at: number): Told {
    phone.status = "BYE";
    phone.endedAt = at;
    return state([toMember(phone)]);
  }

  function start(at: number): Told[] {
    if (direction === "inbound") return [state(members())];
    const caller = phoneOf(from, at, byClick ? "RING" : "ALERT");
    side.status = "";
    const told = [state(members())];
    if (!byClick) return told;
    caller.status = "ANSWER";
    return [...told, state(members())];
  }

  function ring(number: string | undefined, at: number): Told[] {
    if (direction === "outbound") {
      phoneOf(from, at, "ALERT").status = "ALERT";
      side.status = "EARLYMEDIA";
    } else if (number) phoneOf(number, at, "RING");
    return [state(members())];
  }

  function answer(number: string | undefined, at: number): Told[] {
    if (hasTrunk) side.status = direction === "inbound" ? "ANSWERED" : "ANSWER";
    const phone = phoneOf(direction === "outbound" ? from : (number ?? ""), at, "RING");
    phone.status = direction === "outbound" ? "ANSWERED" : "ANSWER";
    phone.answeredAt ??= at;
    const caller = direction === "internal" ? phones.find((one) => one.number === from) : undefined;
    if (caller) caller.status = "ANSWERED";
    return [state(members())];
  }

  function end(at: number): Told[] {
    endedAt = at;
    const told = phones.filter(({ status }) => status !== "BYE").map((phone) => hangUp(phone, at));
    if (isTrunkShown()) {
      told.push(state([toTrunk("BYE")]));
      side.status = "BYE";
    }
    return told;
  }

  function toLeg(phone: Phone): Leg {
    const end = phone.endedAt ?? endedAt;
    const talkMs = phone.answeredAt === undefined ? 0 : end - phone.answeredAt;
    const missed = phone.busy ? "BUSY" : WORDS[disposition === "answered" ? "no-answer" : disposition];
    return {
      to: direction === "inbound" ? phone.number : to,
      startedAt: direction === "inbound" ? phone.rangAt : startedAt,
      endedAt: end,
      talkSeconds: Math.round(talkMs / SECOND),
      status: phone.answeredAt === undefined ? missed : "ANSWERED",
      isStage: false,
    };
  }

  // A menu and a queue have rows of their own; the queue's repeats the talk of its agent.
  function legsOfStages(agents: readonly Leg[]): Leg[] {
    const begun = agents[0]?.startedAt ?? endedAt;
    const talkSeconds = Math.max(0, ...agents.map((leg) => leg.talkSeconds));
    const seconds = (to: number) => Math.round((to - startedAt) / SECOND);
    return [
      ...(menu
        ? [{ to: menu, startedAt, endedAt: begun, talkSeconds: seconds(begun), status: "ANSWERED", isStage: true }]
        : []),
      ...(queue ? [{ to: queue, startedAt: begun, endedAt, talkSeconds, status: "ANSWERED", isStage: true }] : []),
    ];
  }

  return {
    callId,
    direction,
    from: callerName ? `${callerName}<${from}>` : from,
    to,
    trunk,
    members,
    apply({ event }, at) {
      const number = "extension" in event ? event.extension : undefined;
      switch (event.kind) {
        case "started":
          return start(at);
        case "ringing":
          return ring(number, at);
        case "answered":
          return answer(number, at);
        case "left": {
          const phone = phoneOf(number ?? "", at, "RING");
          phone.busy = event.reason === "busy";
          return [hangUp(phone, at)];
        }
        case "transferred":
          return [{ type: 30013, msg: { call_id: callId, members: members() } }];
        case "ended":
          disposition = event.disposition ?? disposition;
          return end(at);
        default:
          return [];
      }
    },
    legs() {
      const rung = direction === "inbound" ? phones : phones.filter((phone) => phone.number === from);
      const callee = direction === "internal" ? phones.filter((phone) => phone.number !== from) : rung;
      const agents = callee.map(toLeg);
      const stages = direction === "inbound" ? legsOfStages(agents) : [];
      if (stages.length + agents.length > 0) return [...stages, ...agents];
      return [{ to, startedAt, endedAt, talkSeconds: 0, status: WORDS[disposition], isStage: false }];
    },
  };
}
