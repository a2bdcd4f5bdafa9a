import { beginOf, readDay } from "../../../shared/day.ts";
import type { Call, ListedCall } from "../../../shared/nouns.ts";

/** Which calls are looked for; what is absent does not matter. It stands in the address, so that a search can be kept and sent on. */
export interface CallFilter {
  /** In the numbers and names, in any spelling. */
  readonly q?: string | undefined;
  readonly direction?: Call["direction"] | undefined;
  /** `now` = not over yet, `missed` = whatever was not answered. */
  readonly outcome?: "now" | "answered" | "missed" | undefined;
  readonly extension?: string | undefined;
  /** Id of a connection. */
  readonly connection?: string | undefined;
  /** Days on which the call began, as 2026-05-31; both are within. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export const DIRECTIONS = ["inbound", "outbound", "internal"] as const;
export const OUTCOMES = ["now", "answered", "missed"] as const;

/** Reads the filter from an address; what it does not know is as if it were not there. */
export function readCallFilter(search: Readonly<Record<string, unknown>>): CallFilter {
  const text = (name: string) => {
    const value = search[name];
    // The router reads digits as a number.
    return typeof value === "string" || typeof value === "number" ? String(value).trim() || undefined : undefined;
  };
  return {
    q: text("q"),
    direction: DIRECTIONS.find((one) => one === search.direction),
    outcome: OUTCOMES.find((one) => one === search.outcome),
    extension: text("extension"),
    connection: text("connection"),
    from: readDay(search.from),
    to: readDay(search.to),
  };
}

export function isFiltered(filter: CallFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

const RESULTS = { now: "open", answered: "answered", missed: "no-answer,busy,failed,voicemail" } as const;

/** The part that the server answers, however many calls there are. */
export function toQuery({ q, direction, outcome, extension, connection, from, to }: CallFilter) {
  return {
    ...(direction && { direction }),
    ...(outcome && { result: RESULTS[outcome] }),
    ...(extension && { extension }),
    ...(connection && { connection }),
    ...(from && { from: beginOf(from) }),
    ...(to && { to: beginOf(to, 1) }),
    ...(q !== undefined && isNumber(q) && { number: q }),
  };
}

/** A name, which the server does not look for: calls are read and looked through. */
export function nameOf({ q }: CallFilter): string | undefined {
  return q === undefined || isNumber(q) ? undefined : q;
}

/** Whether a call has that name, or a part of it. */
export function hasName({ externalName, contactName = "" }: ListedCall, wanted: string): boolean {
  return [externalName, contactName].some((text) => text.toLocaleLowerCase().includes(wanted.toLocaleLowerCase()));
}

// Whole numbers in any spelling, and at least three digits of the end of one.
function isNumber(text: string): boolean {
  return /^[\d\s()+./-]+$/.test(text) && text.replace(/\D/g, "").length >= 3;
}
