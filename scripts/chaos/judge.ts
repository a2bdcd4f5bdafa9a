import { findExpected } from "./expected.ts";
import { type Effect, type History, INTEGRATIONS, type KnownDelivery, type PlacedCall } from "./history.ts";
import { findOrderFaults } from "./order.ts";

/** One call with which something is the matter, in a sentence for people. */
export interface Offence {
  readonly call: string;
  readonly integration: string;
  readonly what: string;
}

export interface Verdict {
  readonly kills: number;
  /** Events that were acknowledged. */
  readonly acknowledged: number;
  readonly calls: number;
  /** Contacts, tickets, changes of tickets and journal entries at the helpdesk. */
  readonly effects: number;
  readonly lost: readonly Offence[];
  readonly doubled: readonly Offence[];
  /** Dead letters that say that nobody knows whether the helpdesk did it. */
  readonly uncertain: readonly Offence[];
  /** Dead letters for which the weather gives the reason: refused with garbage, or away for three days. */
  readonly dead: readonly Offence[];
  readonly orderViolations: readonly Offence[];
  /** Deliveries that were neither done nor dead when all had had their time. */
  readonly stuck: readonly Offence[];
}

/** Compares what the helpdesk has with what the acknowledged calls ought to have caused. */
export function judge(history: History): Verdict {
  const { kills, acknowledged, calls, effects, deliveries } = history;
  const deliveriesOf = groupBy(deliveries, (one) => placeOf(one.integration, one.call));
  const effectsOf = groupBy(effects, (one) => placeOf(one.integration, one.call));
  const contactsOf = groupBy(
    effects.filter(({ kind }) => kind === "contact"),
    (one) => placeOf(one.integration, one.number),
  );
  const lost: Offence[] = [];
  const orderViolations: Offence[] = [];
  for (const integration of INTEGRATIONS) {
    for (const call of calls) {
      const own = effectsOf.get(placeOf(integration, call.id)) ?? [];
      const known = deliveriesOf.get(placeOf(integration, call.id)) ?? [];
      const hasContact = history.contactsBefore.has(call.number) || contactsOf.has(placeOf(integration, call.number));
      for (const { kind, features } of findExpected(integration, call)) {
        if (kind === "contact" ? hasContact : own.some((one) => one.kind === kind)) continue;
        if (known.some((one) => features.includes(one.feature) && isExcused(one))) continue;
        const said = known.map(({ feature, state, note }) => `${feature} ${state}${note && ` (${note})`}`);
        lost.push({ call: call.id, integration, what: `no ${kind}; deliveries: ${said.join(", ") || "none"}` });
      }
      for (const what of findOrderFaults(own, known)) orderViolations.push({ call: call.id, integration, what });
    }
  }
  const letters = deliveries.filter(({ state }) => state === "dead");
  return {
    kills,
    acknowledged,
    calls: calls.length,
    effects: effects.length,
    lost,
    doubled: findDoubled(effects, calls, history.contactsBefore),
    uncertain: letters.filter(isUncertain).map(toOffence),
    dead: letters.filter((one) => !isUncertain(one)).map(toOffence),
    orderViolations,
    stuck: deliveries.filter(({ state }) => state === "waiting" || state === "running").map(toStuck),
  };
}

/** Whether the run proves what it is for. */
export function isGood({ lost, doubled, orderViolations, stuck }: Verdict): boolean {
  return [lost, doubled, orderViolations, stuck].every((offences) => offences.length === 0);
}

function isUncertain({ outcome, inDoubt }: KnownDelivery): boolean {
  return inDoubt || outcome?.kind === "uncertain";
}

/**
 * A dead letter that a person can see is no loss where the weather gives the reason: nobody knows what happened, nobody could be
 * reached for three days, or the answer was garbage with a good status. The helpdesk never says 4xx by itself.
 */
function isExcused(delivery: KnownDelivery): boolean {
  const { outcome } = delivery;
  if (delivery.state !== "dead" || !outcome) return false;
  switch (outcome.kind) {
    case "uncertain":
    case "unreachable":
    case "throttled":
      return true;
    case "unauthorised":
      return outcome.status === undefined;
    case "rejected":
      return outcome.status === 200;
    default:
      return false;
  }
}

// Changing a ticket to the same again doubles nothing.
function findDoubled(
  effects: readonly Effect[],
  calls: readonly PlacedCall[],
  contactsBefore: ReadonlySet<string>,
): Offence[] {
  const known = new Set(calls.map(({ id }) => id));
  const made = groupBy(
    effects.filter(({ kind }) => kind !== "update"),
    (one) => `${one.kind} ${placeOf(one.integration, one.kind === "contact" ? one.number : one.call)}`,
  );
  return [...made.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const before = first.kind === "contact" && contactsBefore.has(first.number) ? 1 : 0;
    const stray = known.has(first.call) ? [] : [`${first.kind} of a call that was never placed`];
    const times = same.length + before;
    const keys = same.map(({ key, sequence }) => `#${sequence}${key === undefined ? "" : ` key ${key}`}`).join(", ");
    const of = first.kind === "contact" ? ` of ${first.number}` : "";
    const doubled = times > 1 ? [`${times} times the ${first.kind}${of}: ${keys}`] : [];
    return [...stray, ...doubled].map((what) => ({ call: first.call, integration: first.integration, what }));
  });
}

function toOffence({ call, integration, feature, note }: KnownDelivery): Offence {
  return { call, integration, what: `${feature}: ${note}` };
}

function toStuck({ call, integration, feature, state, note, id }: KnownDelivery): Offence {
  return { call, integration, what: `${feature} ${id} is ${state}${note && `: ${note}`}` };
}

function placeOf(integration: string, of: string): string {
  return `${integration} ${of}`;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
