import type { ContactType } from "./contact.ts";
import type { Exchange, Outcome } from "./exchange.ts";
import type { CallId, ExtensionNumber } from "./ids.ts";

export const FEATURES = [
  "contact-sync",
  "contact-creation",
  "popup",
  "auto-ticket",
  "ticket-update",
  "call-journal",
  "journal-update",
  "recording-upload",
] as const;
export type FeatureName = (typeof FEATURES)[number];

/** The moment that a feature rule waited for. */
export type Trigger = "ringing" | "answered" | "ended" | "manual";

export type DeliveryAction =
  | { readonly kind: "sync-contact"; readonly types: readonly ContactType[] }
  | {
      readonly kind: "create-contact";
      readonly type: ContactType;
      readonly name?: string;
      readonly values?: Typed;
    }
  | { readonly kind: "create-ticket"; readonly values?: Typed }
  | { readonly kind: "update-ticket"; readonly values?: Typed }
  | { readonly kind: "write-journal"; readonly values?: Typed }
  | { readonly kind: "update-journal"; readonly values?: Typed }
  | { readonly kind: "upload-recording"; readonly values?: Typed };

/** Done twice, the helpdesk would have it twice. */
export function makesNew({ kind }: DeliveryAction): boolean {
  return kind === "create-ticket" || kind === "write-journal" || kind === "upload-recording";
}

/** What a person typed in, by variable: it replaces what would stand there otherwise. */
type Typed = Readonly<Record<string, string>>;

/** `held`: rendered and not sent, since the integration is rehearsing. */
export type DeliveryState = "waiting" | "running" | "done" | "dead" | "cancelled" | "held";

/**
 * Our durable promise to carry out one feature's action for one call.
 * Unique by (integration, feature, call, trigger): planning the same again changes nothing.
 */
export interface Delivery {
  readonly id: string;
  readonly integrationId: string;
  readonly callId: CallId;
  readonly feature: FeatureName;
  readonly trigger: Trigger;
  readonly action: DeliveryAction;
  /** 1 = pop-up look-ups, 2 = the rest. */
  readonly lane: 1 | 2;
  readonly state: DeliveryState;
  /** Counts attempts and fences them: an attempt may only finish the delivery while this number is still its own. */
  readonly attempt: number;
  /** How many of the attempts were made before it was last replayed. */
  readonly attemptsBefore: number;
  /** Milliseconds since 1970; not before this. */
  readonly runAt: number;
  readonly createdAt: number;
  /** When it was made, or last replayed: from then on its patience is counted. */
  readonly openedAt: number;
  /** When it was done, given up or cancelled. */
  readonly endedAt?: number;
  /** An attempt may have been carried out, though nobody knows: the helpdesk is asked, or told the same key, before it is done again. */
  readonly inDoubt: boolean;
  /** Replayed with another revision of the template than the integration's. */
  readonly templateRevision?: number;
  /** The last outcome, in a sentence for people. */
  readonly note?: string;
}

/** What a feature wants done; becomes a {@link Delivery} unless one with the same key exists. */
export interface PlannedDelivery {
  readonly kind: "delivery";
  readonly feature: FeatureName;
  readonly trigger: Trigger;
  readonly action: DeliveryAction;
  readonly lane: 1 | 2;
  /** One that is done is done once more, since what it tells has changed. */
  readonly again?: true;
}

/** A pop-up to show on one extension's screen. */
export interface PlannedPopup {
  readonly kind: "popup";
  readonly feature: "popup";
  readonly trigger: Trigger;
  readonly extension: ExtensionNumber;
}

/** A recorded decision not to deliver. `code` is stable, `reason` a sentence for people. */
export interface Skip {
  readonly kind: "skip";
  readonly feature: FeatureName;
  readonly trigger: Trigger;
  readonly extension?: ExtensionNumber;
  readonly code: string;
  readonly reason: string;
}

export type Plan = PlannedDelivery | PlannedPopup | Skip;

/** One try of a delivery. */
export interface Attempt {
  readonly deliveryId: string;
  readonly number: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly outcome: Outcome;
  readonly exchanges: readonly Exchange[];
}
