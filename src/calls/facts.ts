import { type Call, type CallFacts, type Direction, isWithheld, type PhoneEvent } from "../domain/index.ts";

/** The earliest that was said about something. */
interface Said<T> {
  readonly at: number;
  readonly value: T;
}

type WithoutIdentity<Event> = Event extends PhoneEvent ? Omit<Event, "key" | "pbxCallId" | keyof CallFacts> : never;

/** One event without its identity and without what is gathered in `said`. */
export type Told = WithoutIdentity<PhoneEvent>;

/**
 * What is known of a call: only sets and first words, so that gathering is free of order and repetition.
 * Everything that a call shows is derived from it.
 */
export type Facts = {
  readonly said: {
    readonly direction?: Said<Direction>;
    readonly from?: Said<string>;
    readonly to?: Said<string>;
    readonly callerName?: Said<string>;
    readonly trunk?: Said<string>;
    readonly queue?: Said<string>;
  };
  /** Some event named the parties, be it as withheld. */
  readonly partiesTold: boolean;
  /** A set, kept in order of time. */
  readonly told: readonly Told[];
  /** When the call was closed for want of news (ms since 1970, our clock). */
  readonly closedAt?: number;
};

export const NO_FACTS: Facts = { said: {}, partiesTold: false, told: [] };

/** The facts of a call. They are written here alone, so they need no second reading through a schema. */
export function factsOf(call: Call): Facts {
  return call.facts as Facts;
}

/** Gathers one event. Gives the same object when it says nothing new. */
export function addFacts(facts: Facts, event: PhoneEvent): Facts {
  const { key: _, pbxCallId: __, direction, from, to, callerName, trunk, queue, ...rest } = event;
  const at = event.occurredAt;
  const said = {
    ...earliest("direction", facts.said.direction, at, direction),
    ...earliest("from", facts.said.from, at, isNumber(from) ? from : undefined),
    ...earliest("to", facts.said.to, at, isNumber(to) ? to : undefined),
    ...earliest("callerName", facts.said.callerName, at, callerName?.trim() || undefined),
    ...earliest("trunk", facts.said.trunk, at, trunk || undefined),
    ...earliest("queue", facts.said.queue, at, queue || undefined),
  };
  const partiesTold = facts.partiesTold || from !== undefined || to !== undefined;
  const told = insert(facts.told, rest);
  const isNews = told !== facts.told || partiesTold !== facts.partiesTold || canonical(said) !== canonical(facts.said);
  return isNews ? { ...facts, said, partiesTold, told } : facts;
}

function isNumber(number: string | undefined): number is string {
  return number !== undefined && !isWithheld(number);
}

function earliest<Name extends string, T extends string>(
  name: Name,
  before: Said<T> | undefined,
  at: number,
  value: T | undefined,
): { readonly [Key in Name]?: Said<T> } {
  const isEarlier = !before || at < before.at || (at === before.at && value !== undefined && value < before.value);
  const kept = value !== undefined && isEarlier ? { at, value } : before;
  return (kept ? { [name]: kept } : {}) as { readonly [Key in Name]?: Said<T> };
}

// What is told stands in its canonical form, so that its plain JSON compares it.
function insert(told: readonly Told[], added: Told): readonly Told[] {
  const text = canonical(added);
  const isLater = (one: Told) =>
    one.occurredAt > added.occurredAt || (one.occurredAt === added.occurredAt && JSON.stringify(one) >= text);
  const found = told.findIndex(isLater);
  const place = found < 0 ? told.length : found;
  const next = told[place];
  if (next && next.occurredAt === added.occurredAt && JSON.stringify(next) === text) return told;
  return told.toSpliced(place, 0, JSON.parse(text) as Told);
}

// One text for one value: members in alphabetical order, absent ones left out.
function canonical(value: object): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
