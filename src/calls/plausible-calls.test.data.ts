import fc from "fast-check";
import { SECOND } from "../base/index.ts";
import {
  type Call,
  type Disposition,
  type ExtensionNumber,
  type PhoneEvent,
  toExtensionNumber,
} from "../domain/index.ts";

const START = 1_790_000_000_000;
const EXTENSIONS = ["2001", "2002", "2003", "2004"].map(toExtensionNumber);
const OUTSIDE = "0812345678";
const QUEUE = "6400";

/** What a PBX tells of its calls: some tell all of it, some hardly anything. */
const anyStyle = fc.record({
  parties: fc.constantFrom("every event", "first event", "first two events"),
  direction: fc.boolean(),
  legIds: fc.boolean(),
  left: fc.boolean(),
  transferred: fc.constantFrom("no", "yes", "with the numbers of the new part"),
  disposition: fc.constantFrom("end and summary", "end", "summary", "none"),
  summary: fc.constantFrom("none", "short", "full", "one for each talk"),
  queueAnswers: fc.boolean(),
});

const seconds = (max: number) => fc.integer({ min: 1, max });
const someone = fc.constantFrom(...EXTENSIONS);

const anyPlan = fc.record({
  direction: fc.constantFrom<Call["direction"][]>("inbound", "inbound", "inbound", "outbound", "internal"),
  throughQueue: fc.boolean(),
  /** Who rings in vain before the last ring. */
  inVain: fc.array(
    fc.record({
      who: fc.uniqueArray(someone, { minLength: 1, maxLength: 3 }),
      seconds: seconds(30),
      reason: fc.constantFrom("no-answer" as const, "busy" as const, "declined" as const),
    }),
    { maxLength: 2 },
  ),
  group: fc.uniqueArray(someone, { minLength: 1, maxLength: 3 }),
  ringSeconds: seconds(40),
  outcome: fc.constantFrom<Disposition[]>(
    "answered",
    "answered",
    "answered",
    "no-answer",
    "voicemail",
    "busy",
    "failed",
  ),
  talkSeconds: seconds(300),
  /** The call is handed on: after asking, or blindly. */
  handedOn: fc.array(
    fc.record({ to: someone, asks: fc.boolean(), ringSeconds: seconds(20), talkSeconds: seconds(200) }),
    { maxLength: 3 },
  ),
  lastIsInVain: fc.boolean(),
});

export type Style = typeof anyStyle extends fc.Arbitrary<infer T> ? T : never;
type Plan = typeof anyPlan extends fc.Arbitrary<infer T> ? T : never;

/** A stretch in which an extension talked with the outside, and what was told of it. */
export interface Stretch {
  readonly extension: ExtensionNumber;
  readonly answeredAt: number;
  endedAt: number;
  /** The keys of the events by which it can be known that somebody talked there. */
  readonly traces: string[];
  /** The keys of the events by which it can be known how long. */
  readonly ends: string[];
}

/** A call as it was, and as a PBX tells it, in order. */
export interface PlausibleCall {
  readonly events: readonly PhoneEvent[];
  readonly style: Style;
  readonly plan: Plan;
  readonly direction: Call["direction"];
  readonly disposition: Disposition;
  readonly endedAt: number;
  readonly stretches: readonly Stretch[];
}

export const anyCall: fc.Arbitrary<PlausibleCall> = fc
  .tuple(anyPlan, anyStyle)
  .map(([plan, style]) => play(plan, style));

type EventBody = PhoneEvent extends infer Event
  ? Event extends PhoneEvent
    ? Omit<Event, "key" | "pbxCallId" | "occurredAt">
    : never
  : never;

function play(plan: Plan, style: Style): PlausibleCall {
  const { direction, outcome } = plan;
  const isInbound = direction === "inbound";
  const [caller, callee] = EXTENSIONS as [ExtensionNumber, ExtensionNumber];
  const parties = {
    ...(style.direction && { direction }),
    from: isInbound ? OUTSIDE : caller,
    to: isInbound ? "020001000" : direction === "outbound" ? OUTSIDE : callee,
    ...(isInbound && plan.throughQueue && { queue: QUEUE }),
  };
  const events: PhoneEvent[] = [];
  const stretches: Stretch[] = [];
  const left = new Set<ExtensionNumber>();
  let at = START;
  let legs = 0;

  function tell(body: EventBody): string {
    const key = `${events.length + 1}`;
    const isTold = style.parties === "every event" || events.length < (style.parties === "first event" ? 1 : 2);
    events.push({ ...(isTold && parties), ...body, key, pbxCallId: "1.1", occurredAt: at } as PhoneEvent);
    return key;
  }
  function wait(howLong: number): void {
    at += howLong * SECOND;
  }
  /** A leg of one extension: gives the members that name it. */
  function leg(extension: ExtensionNumber) {
    return { extension, ...(style.legIds && { legId: `leg-${++legs}` }) };
  }
  type Leg = ReturnType<typeof leg>;
  function leave(one: Leg, reason: NonNullable<Extract<PhoneEvent, { kind: "left" }>["reason"]>): string[] {
    left.add(one.extension);
    return style.left ? [tell({ kind: "left", ...one, reason })] : [];
  }
  function answer(one: Leg): Stretch {
    const stretch = {
      extension: one.extension,
      answeredAt: at,
      endedAt: at,
      traces: [tell({ kind: "answered", ...one })],
      ends: [],
    };
    stretches.push(stretch);
    return stretch;
  }

  tell({ kind: "started", ...(isInbound ? {} : { extension: caller }) });
  if (isInbound && plan.throughQueue && style.queueAnswers) {
    tell({ kind: "answered", extension: toExtensionNumber(QUEUE), queue: QUEUE });
  }
  if (isInbound) {
    for (const { who, seconds: howLong, reason } of plan.inVain) {
      const rung = who.map(leg);
      for (const one of rung) tell({ kind: "ringing", ...one });
      wait(howLong);
      for (const one of rung) leave(one, reason);
      wait(1);
    }
  }

  const group = (isInbound ? plan.group : [direction === "internal" ? callee : caller]).map(leg);
  const [first] = group as [Leg];
  for (const one of group) tell({ kind: "ringing", ...one });
  wait(plan.ringSeconds);
  if (outcome === "answered") {
    let talking = { leg: first, stretch: answer(first) };
    for (const other of group.slice(1)) leave(other, "answered-elsewhere");
    wait(plan.talkSeconds);
    const others: (typeof plan.handedOn)[number][] = [];
    for (const one of plan.handedOn) {
      const holder = others.at(-1)?.to ?? first.extension;
      if (one.to !== holder && (direction !== "internal" || one.to !== caller)) others.push(one);
    }
    for (const [index, { to, asks, ringSeconds, talkSeconds }] of others.entries()) {
      const next = leg(to);
      const isInVain = plan.lastIsInVain && index === others.length - 1;
      const from = talking;
      const handOver = () => {
        from.stretch.endedAt = at;
        if (style.transferred !== "no") {
          const numbers = style.transferred === "yes" ? {} : { from: from.leg.extension, to };
          from.stretch.ends.push(
            tell({ kind: "transferred", extension: from.leg.extension, toExtension: to, ...numbers }),
          );
        }
        from.stretch.ends.push(...leave(from.leg, "transferred"));
        from.stretch.traces.push(...from.stretch.ends);
      };
      if (!asks || isInVain) handOver();
      tell({ kind: "ringing", ...next });
      wait(ringSeconds);
      if (isInVain) {
        leave(next, "no-answer");
        break;
      }
      talking = { leg: next, stretch: answer(next) };
      if (asks) {
        wait(3);
        handOver();
      }
      wait(talkSeconds);
    }
    if (talking.stretch.endedAt === talking.stretch.answeredAt) {
      talking.stretch.endedAt = at;
      // Without ids of legs, who has left before cannot be told to leave again.
      const isClear = style.legIds || !left.has(talking.leg.extension);
      const keys = leave(talking.leg, "hung-up");
      if (isClear) talking.stretch.traces.push(...keys);
    }
  } else {
    for (const one of group)
      leave(one, outcome === "busy" ? "busy" : outcome === "voicemail" ? "no-answer" : "hung-up");
    if (outcome === "voicemail") wait(20);
  }

  const endedAt = at;
  const answered = outcome === "answered";
  const told = (where: "end" | "summary") =>
    style.disposition === where || style.disposition === "end and summary" ? { disposition: outcome } : {};
  tell({ kind: "ended", ...told("end") });
  wait(1);
  const talkSeconds = answered ? secondsOf(stretches) : 0;
  const last = stretches.at(-1);
  const full = { startedAt: START, endedAt, ...(answered && { answeredAt: stretches[0]?.answeredAt as number }) };
  const summaries =
    style.summary === "none" ? [] : style.summary === "one for each talk" && answered ? stretches : [last];
  for (const one of summaries) {
    const key = tell({
      kind: "summary",
      ...told("summary"),
      talkSeconds,
      ...(one && { extension: isInbound ? one.extension : direction === "internal" ? callee : caller }),
      ...(style.summary === "full" && full),
    });
    for (const stretch of stretches) stretch.ends.push(key);
    const isClear = stretches.filter(({ extension }) => extension === one?.extension).length === 1;
    if (isInbound && isClear) one?.traces.push(key);
  }
  return { events, style, plan, direction, disposition: outcome, endedAt, stretches };
}

/** The seconds in which at least one of them talked. */
export function secondsOf(stretches: readonly Stretch[]): number {
  const ends = stretches.map(({ endedAt }, index) => Math.min(endedAt, stretches[index + 1]?.answeredAt ?? endedAt));
  return stretches.reduce((sum, { answeredAt }, index) => sum + ((ends[index] as number) - answeredAt) / SECOND, 0);
}
