import { beginOf, readDay } from "../../../shared/day.ts";
import type { Call } from "../../../shared/nouns.ts";

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
  /** Id of an integration. */
  readonly integration?: string | undefined;
  /** Whether there is a ticket. */
  readonly ticketed?: "with" | "without" | undefined;
  /** The helpdesk's id of a ticket. */
  readonly ticket?: string | undefined;
  /** Days on which the call began, as 2026-05-31; both are within. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export const DIRECTIONS = ["inbound", "outbound", "internal"] as const;
export const OUTCOMES = ["now", "answered", "missed"] as const;
export const TICKETED = ["with", "without"] as const;

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
    integration: text("integration"),
    ticketed: TICKETED.find((one) => one === search.ticketed),
    ticket: text("ticket"),
    from: readDay(search.from),
    to: readDay(search.to),
  };
}

export function isFiltered(filter: CallFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

const RESULTS = { now: "open", answered: "answered", missed: "no-answer,busy,failed,voicemail" } as const;

/** What the server is asked for. */
export function toQuery(filter: CallFilter) {
  const { q, direction, outcome, extension, connection, integration, ticketed, ticket, from, to } = filter;
  return {
    ...(direction && { direction }),
    ...(outcome && { result: RESULTS[outcome] }),
    ...(extension && { extension }),
    ...(connection && { connection }),
    ...(integration && { integration }),
    ...(ticketed && { hasTicket: ticketed === "with" ? ("true" as const) : ("false" as const) }),
    // Helpdesks show the number behind a cross.
    ...(ticket && { ticket: ticket.replace(/^#\s*(?=.)/, "") }),
    ...(from && { from: beginOf(from) }),
    ...(to && { to: beginOf(to, 1) }),
    ...(q !== undefined && (isNumber(q) ? { number: q } : { name: q })),
  };
}

// Whole numbers in any spelling, and at least three digits of the end of one.
function isNumber(text: string): boolean {
  return /^[\d\s()+./-]+$/.test(text) && text.replace(/\D/g, "").length >= 3;
}
