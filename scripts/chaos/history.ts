/** What a run of chaos writes down, and by which it is judged. */

/**
 * The integrations under test, by what keeps a create whose answer was lost from being made twice: `keyed` repeats it under a key that its
 * helpdesk heeds, `searched` asks first whether it is there, and with `plain`, which has neither, it must wait for a person.
 */
export const INTEGRATIONS = ["keyed", "searched", "plain"] as const;
export type IntegrationName = (typeof INTEGRATIONS)[number];

export type EffectKind = "contact" | "ticket" | "update" | "journal";

/** One thing that became true at the helpdesk. */
export interface Effect {
  /** Counts all effects of the helpdesk in the order in which they came. */
  readonly sequence: number;
  /** Milliseconds since 1970, the real clock. */
  readonly at: number;
  readonly integration: IntegrationName;
  readonly kind: EffectKind;
  /** The PBX's id of the call. */
  readonly call: string;
  /** The number of the outside party. */
  readonly number: string;
  /** The helpdesk's id of what was made or changed. */
  readonly id: string;
  /** The ticket that a journal entry names; empty when it names none. */
  readonly ticket?: string;
  /** The idempotency key that came along. */
  readonly key?: string;
}

/** A call of which at least one event was acknowledged. */
export interface PlacedCall {
  readonly id: string;
  readonly number: string;
  readonly direction: "inbound" | "outbound";
}

/** What the engine itself tells of a delivery, at the end of the run. */
export interface KnownDelivery {
  readonly id: string;
  readonly integration: IntegrationName;
  readonly call: string;
  readonly feature: string;
  readonly state: string;
  readonly note: string;
  /** It may have been carried out, though nobody knows. */
  readonly inDoubt: boolean;
  /** Of the last attempt. */
  readonly outcome?: { readonly kind: string; readonly status?: number | undefined };
}

export interface History {
  readonly kills: number;
  /** Events that were answered with 2xx. */
  readonly acknowledged: number;
  readonly calls: readonly PlacedCall[];
  readonly effects: readonly Effect[];
  readonly deliveries: readonly KnownDelivery[];
  /** Numbers that had a contact before the run, in all integrations. */
  readonly contactsBefore: ReadonlySet<string>;
}
