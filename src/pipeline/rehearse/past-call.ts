import { applyEvent } from "../../calls/index.ts";
import type { Attempt, Call, Delivery, Popup, Skip } from "../../domain/index.ts";
import {
  type CallLink,
  findCallLink,
  listAttempts,
  listDeliveriesOfCall,
  listEventsOfCall,
  listPopupsOfCall,
  listSkips,
  type Operation,
  type StoredCall,
} from "../../store/index.ts";

/** All that is stored about a call in one integration. */
export interface PastCall {
  readonly call: Call;
  readonly link: CallLink;
  /** What the call looked like after each event, the earliest first; empty when its events are no longer stored. */
  readonly views: readonly CallView[];
  readonly deliveries: readonly PastDelivery[];
  readonly popups: readonly Popup[];
  readonly skips: readonly (Skip & { readonly at: number })[];
}

/** The call as it was known from a time on (ms since 1970, by our clock). */
export interface CallView {
  readonly at: number;
  readonly call: Call;
}

export type PastDelivery = Delivery & { readonly attempts: readonly Attempt[] };

/** Gathers a call; `undefined` when the integration has no part in it. */
export function* readPastCall({ call }: StoredCall, integrationId: string): Operation<PastCall | undefined> {
  const link = yield* findCallLink(call.id, integrationId);
  if (!link) return undefined;
  const deliveries: PastDelivery[] = [];
  for (const delivery of yield* listDeliveriesOfCall(call.id, integrationId)) {
    deliveries.push({ ...delivery, attempts: yield* listAttempts(delivery.id) });
  }
  const isOwn = (one: { readonly integrationId: string }) => one.integrationId === integrationId;
  return {
    call,
    link,
    views: foldViews(yield* listEventsOfCall(call.id), call),
    deliveries,
    popups: (yield* listPopupsOfCall(call.id)).filter(isOwn),
    skips: (yield* listSkips(call.id)).filter(isOwn),
  };
}

/** The call as it was known at a time; before its first event as that told it. */
export function callAt(past: PastCall, at: number): Call {
  return past.views.findLast((view) => view.at <= at)?.call ?? past.views[0]?.call ?? past.call;
}

function foldViews(
  items: readonly { readonly event: Parameters<typeof applyEvent>[1]; readonly receivedAt: number }[],
  { id, connectionId }: Call,
): CallView[] {
  let call: Call | undefined;
  return items.map(({ event, receivedAt }) => {
    call = applyEvent(call, event, { id, connectionId }).call;
    return { at: receivedAt, call };
  });
}
