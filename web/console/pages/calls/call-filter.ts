import type { Call } from "../../../shared/nouns.ts";

/** Which calls are looked for; what is absent does not matter. It stands in the address, so that a search can be kept and sent on. */
export interface CallFilter {
  /** In the numbers and names, in any spelling. */
  readonly q?: string | undefined;
  readonly direction?: Call["direction"] | undefined;
  /** `now` = not over yet, `missed` = whatever was not answered. */
  readonly outcome?: "now" | "answered" | "missed" | undefined;
  readonly extension?: string | undefined;
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
  };
}

export function isFiltered(filter: CallFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

export function fitsFilter(call: Call, { q, direction, outcome, extension }: CallFilter): boolean {
  return (
    (direction === undefined || call.direction === direction) &&
    (outcome === undefined || fitsOutcome(call, outcome)) &&
    (extension === undefined || call.extension === extension || call.legs.some((leg) => leg.extension === extension)) &&
    (q === undefined || [call.externalNumber, call.dialledNumber, call.externalName].some((text) => holds(text, q)))
  );
}

function fitsOutcome({ state, disposition }: Call, outcome: NonNullable<CallFilter["outcome"]>): boolean {
  if (outcome === "now") return state !== "ended";
  return state === "ended" && (disposition === "answered") === (outcome === "answered");
}

// A number is found however its digits are parted, and whether or not it begins with the country.
function holds(text: string, wanted: string): boolean {
  if (text.toLocaleLowerCase().includes(wanted.toLocaleLowerCase())) return true;
  const digits = wanted.replace(/^\+?[\s()./-]*0*|\D/g, "");
  return digits.length >= 3 && /^[\d\s()+./-]+$/.test(wanted) && text.replace(/\D/g, "").includes(digits);
}
