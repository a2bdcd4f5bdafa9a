import type { Call } from "./call.ts";
import type { Match } from "./contact.ts";
import type { Delivery, Skip } from "./delivery.ts";
import type { CallId } from "./ids.ts";
import type { Popup } from "./popup.ts";

/** One item of the live feed: written in the transaction that made it, numbered without gaps being promised. */
export type Change = { readonly seq: number; readonly at: number } & ChangeBody;

export type ChangeBody =
  | { readonly kind: "call"; readonly call: Omit<Call, "facts"> }
  | { readonly kind: "match"; readonly callId: CallId; readonly integrationId: string; readonly match: Match }
  | { readonly kind: "popup"; readonly popup: Popup }
  | {
      readonly kind: "delivery";
      readonly delivery: Delivery;
      /** What the helpdesk gave: `contactId`, `ticketId`. */
      readonly outputs: Readonly<Record<string, string>>;
    }
  | { readonly kind: "skip"; readonly callId: CallId; readonly integrationId: string; readonly skip: Skip }
  | { readonly kind: "integration"; readonly integrationId: string; readonly attention: string | null }
  | {
      readonly kind: "helpdesk";
      readonly integrationId: string;
      /** `open` = it fails, and its deliveries wait until it is back. */
      readonly circuit: "closed" | "open";
      readonly reason: string;
    };
