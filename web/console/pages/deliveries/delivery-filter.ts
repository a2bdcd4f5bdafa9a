import type { Input } from "../../../shared/client/ask.ts";

type Query = NonNullable<Input<"GET /api/v1/deliveries">["query"]>;

/** The parts of the list. `uncertain` = in doubt, given up or not. */
export const TABS = ["dead", "waiting", "running", "uncertain", "held", "done", "cancelled", "all"] as const;
export type Tab = (typeof TABS)[number];

export const FEATURES = [
  "contact-sync",
  "contact-creation",
  "auto-ticket",
  "ticket-update",
  "call-journal",
  "journal-update",
  "recording-upload",
] as const satisfies readonly NonNullable<Query["feature"]>[];

/** Which deliveries are looked at; it stands in the address. */
export interface DeliveryFilter {
  readonly tab: Tab;
  readonly integration?: string | undefined;
  readonly feature?: (typeof FEATURES)[number] | undefined;
  /** Our id of a call. */
  readonly call?: string | undefined;
}

/** Reads the filter from an address; what it does not know is as if it were not there. */
export function readDeliveryFilter(search: Readonly<Record<string, unknown>>): DeliveryFilter {
  const text = (name: string) => {
    const value = search[name];
    return typeof value === "string" || typeof value === "number" ? String(value) || undefined : undefined;
  };
  const call = text("call");
  return {
    tab: TABS.find((one) => one === search.tab) ?? (call === undefined ? "dead" : "all"),
    integration: text("integration"),
    feature: FEATURES.find((one) => one === search.feature),
    call,
  };
}

export function toQuery({ tab, integration, feature, call }: DeliveryFilter): Query {
  return {
    ...(tab === "uncertain" ? { inDoubt: "true" as const } : tab !== "all" && { state: tab }),
    integration,
    feature,
    call,
  };
}

/** What bulk changes take of the filter; `undefined` where the list cannot be changed as a whole. */
export function toBulk({ tab, integration, feature, call }: DeliveryFilter) {
  if (call !== undefined || (tab !== "dead" && tab !== "held" && tab !== "uncertain")) return undefined;
  return {
    state: tab === "held" ? ("held" as const) : ("dead" as const),
    ...(tab === "uncertain" && { inDoubt: true }),
    ...(integration !== undefined && { integration }),
    ...(feature !== undefined && { feature }),
  };
}
