import type { EffectKind, IntegrationName, PlacedCall } from "./history.ts";

/** What a call ought to cause, and the features whose dead letter tells a person why it is not there. */
export interface Expected {
  readonly kind: EffectKind;
  readonly features: readonly string[];
}

const CONTACT: Expected = { kind: "contact", features: ["contact-sync", "contact-creation"] };
const TICKET: Expected = { kind: "ticket", features: ["auto-ticket"] };
const UPDATE: Expected = { kind: "update", features: ["ticket-update", "auto-ticket"] };
const JOURNAL: Expected = { kind: "journal", features: ["call-journal"] };

/**
 * By the settings of the integrations: `keyed` makes a ticket while the phone rings and completes it at the end, whichever way the call
 * goes; the others make one afterwards, for inbound calls.
 */
export function findExpected(integration: IntegrationName, { direction }: PlacedCall): readonly Expected[] {
  if (integration === "keyed") return [CONTACT, TICKET, UPDATE, JOURNAL];
  return direction === "inbound" ? [CONTACT, TICKET, JOURNAL] : [CONTACT, JOURNAL];
}
