/** The nouns that the API gives, as the engine writes them; types only, so nothing of the engine comes into the pages. */
export type {
  Attempt,
  Call as StoredCall,
  Change,
  Contact,
  Delivery,
  DeliveryState,
  Exchange,
  Match,
  Outcome,
  Popup,
  Skip,
} from "../../src/domain/index.ts";
export type { CallTrace, IntegrationTrace, RuleTrace, TracedEvent } from "../../src/pipeline/index.ts";

import type { Call as StoredCall } from "../../src/domain/index.ts";

/** A call as the API gives it. */
export type Call = Omit<StoredCall, "facts">;

/** A call of a list, with what the helpdesks know of it. */
export type ListedCall = Call & {
  readonly contactName?: string;
  readonly tickets: readonly { readonly integrationId: string; readonly ticketId: string }[];
};
