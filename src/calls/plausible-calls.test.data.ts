import fc from "fast-check";
import { SECOND } from "../base/index.ts";
import { type ExtensionNumber, type PhoneEvent, toExtensionNumber } from "../domain/index.ts";
import { anyPlan, anyStyle, EXTENSIONS, type Plan, type Style } from "./plausible-plans.test.data.ts";

const START = 1_790_000_000_000;
const QUEUE = toExtensionNumber("6400");
export const OUTSIDE = "0812345678";

/** A stretch in which an extension talked, with the keys of the events that tell of it. */
export interface Stretch {
  readonly extension: ExtensionNumber;
  readonly answeredAt: number;
  readonly answer: string;
  endedAt: number;
  readonly left: string[];
  readonly transferred: string[];
  readonly summaries: string[];
  /** The extension had left the call before. */
  readonly isAgain: boolean;
}

/** A call as it was, and as a PBX tells it, in order. */
export interface PlausibleCall {
  readonly plan: Plan;
  readonly style: Style;
  readonly events: readonly PhoneEvent[];
  readonly stretches: readonly Stretch[];
  readonly endedAt: number;
  readonly talkSeconds: number;
}

export const anyCall: fc.Arbitrary<PlausibleCall> = fc
  .tuple(anyPlan, anyStyle)
  .map(([plan, style]) => play(plan, style));

type Body<Event> = Event extends PhoneEvent ? Omit<Event, "key" | "pbxCallId" | "occurredAt"> : never;
type Reason = NonNullable<Extract<PhoneEvent, { kind: "left" }>["reason"]>;
type Leg = { readonly extension: ExtensionNumber; readonly legId?: string };

/** A PBX that tells what happens, as far as its style goes; each gives the keys of the events that it sent. */
function openPbx(style: Style, parties: object) {
  const events: PhoneEvent[] = [];
  const left = new Set<ExtensionNumber>();
  let at = START;
  let legs = 0;
  function tell(body: Body<PhoneEvent>): string {
    const key = `${events.length + 1}`;
    const isTold = style.parties === "every event" || events.length < (style.parties === "first event" ? 1 : 2);
    events.push({ ...(isTold && parties), ...body, key, pbxCallId: "1.1", occurredAt: at } as PhoneEvent);
    return key;
  }
  return {
    events,
    tell,
    now: () => at,
    wait(seconds: number): void {
      at += seconds * SECOND;
    },
    leg: (extension: ExtensionNumber): Leg => ({ extension, ...(style.legIds && { legId: `leg-${++legs}` }) }),
    leave(leg: Leg, reason: Reason): string[] {
      left.add(leg.extension);
      return style.left ? [tell({ kind: "left", ...leg, reason })] : [];
    },
    answer(leg: Leg): Stretch {
      const answer = tell({ kind: "answered", ...leg });
      const isAgain = left.has(leg.extension);
      const none = { left: [], transferred: [], summaries: [] };
      return { extension: leg.extension, answeredAt: at, answer, endedAt: at, isAgain, ...none };
    },
  };
}

function play(plan: Plan, style: Style): PlausibleCall {
  const { direction, outcome } = plan;
  const isInbound = direction === "inbound";
  const [caller, callee] = EXTENSIONS;
  const pbx = openPbx(style, {
    ...(style.direction && { direction }),
    from: isInbound ? OUTSIDE : caller,
    to: isInbound ? "020001000" : direction === "outbound" ? OUTSIDE : callee,
    ...(isInbound && plan.throughQueue && { queue: QUEUE }),
  });

  pbx.tell({ kind: "started", ...(!isInbound && { extension: caller }) });
  if (isInbound) {
    if (plan.throughQueue && style.queueAnswers) pbx.tell({ kind: "answered", extension: QUEUE, queue: QUEUE });
    for (const { who, ringSeconds, reason } of plan.inVain) {
      const rung = who.map(pbx.leg);
      for (const leg of rung) pbx.tell({ kind: "ringing", ...leg });
      pbx.wait(ringSeconds);
      for (const leg of rung) pbx.leave(leg, reason);
      pbx.wait(1);
    }
  }
  const group = (isInbound ? plan.group : [direction === "internal" ? callee : caller]).map(pbx.leg);
  for (const leg of group) pbx.tell({ kind: "ringing", ...leg });
  pbx.wait(plan.ringSeconds);
  const stretches = outcome === "answered" ? talk(plan, style, group, pbx) : [];
  if (outcome !== "answered") {
    const reason = outcome === "busy" ? "busy" : outcome === "voicemail" ? "no-answer" : "hung-up";
    for (const leg of group) pbx.leave(leg, reason);
    pbx.wait(3);
  }
  const endedAt = pbx.now();
  const told = (where: "end" | "summary") =>
    (style.disposition === where || style.disposition === "end and summary") && { disposition: outcome };
  pbx.tell({ kind: "ended", ...told("end") });

  pbx.wait(1);
  const talkSeconds = toSeconds(stretches);
  const answeredAt = stretches[0]?.answeredAt;
  const full = { startedAt: START, endedAt, ...(answeredAt !== undefined && { answeredAt }) };
  const each = style.summary === "one for each talk" && stretches.length > 0 ? stretches : [stretches.at(-1)];
  for (const one of style.summary === "none" ? [] : each) {
    const talker = isInbound ? one?.extension : direction === "internal" ? callee : caller;
    const body = { talkSeconds, ...(talker && { extension: talker }), ...(style.summary === "full" && full) };
    const key = pbx.tell({ kind: "summary", ...told("summary"), ...body });
    one?.summaries.push(key);
  }
  return { plan, style, events: pbx.events, stretches, endedAt, talkSeconds };
}

/** The first of the group answers, and the call is handed on as planned. */
function talk(plan: Plan, style: Style, group: readonly Leg[], pbx: ReturnType<typeof openPbx>): Stretch[] {
  let leg = group[0] as Leg;
  let stretch = pbx.answer(leg);
  const stretches = [stretch];
  for (const other of group.slice(1)) pbx.leave(other, "answered-elsewhere");
  pbx.wait(plan.talkSeconds);
  const takers = plan.handedOn.filter(({ to }) => plan.direction !== "internal" || to !== EXTENSIONS[0]);
  for (const [index, { to, asks, ringSeconds, talkSeconds }] of takers.entries()) {
    if (to === leg.extension) continue;
    const [from, ending] = [leg, stretch];
    const handOver = () => {
      const numbers = style.transferred !== "yes" && { from: from.extension, to };
      const body = { kind: "transferred" as const, extension: from.extension, toExtension: to, ...numbers };
      if (style.transferred !== "no") ending.transferred.push(pbx.tell(body));
      ending.left.push(...pbx.leave(from, "transferred"));
      ending.endedAt = pbx.now();
    };
    const isInVain = plan.lastIsInVain && index === takers.length - 1;
    leg = pbx.leg(to);
    if (!asks || isInVain) handOver();
    pbx.tell({ kind: "ringing", ...leg });
    pbx.wait(ringSeconds);
    if (isInVain) {
      pbx.leave(leg, "no-answer");
      return stretches;
    }
    stretch = pbx.answer(leg);
    stretches.push(stretch);
    pbx.wait(3);
    if (asks) handOver();
    pbx.wait(talkSeconds);
  }
  stretch.left.push(...pbx.leave(leg, "hung-up"));
  stretch.endedAt = pbx.now();
  return stretches;
}

/** The seconds in which at least one of them talked; each begins before the one that follows it ends. */
function toSeconds(stretches: readonly Stretch[]): number {
  const until = (index: number, endedAt: number) => Math.min(endedAt, stretches[index + 1]?.answeredAt ?? endedAt);
  return stretches.reduce(
    (sum, { answeredAt, endedAt }, index) => sum + (until(index, endedAt) - answeredAt) / SECOND,
    0,
  );
}
