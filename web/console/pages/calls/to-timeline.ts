import type { Attempt, CallTrace, Delivery, IntegrationTrace, Popup, TracedEvent } from "../../../shared/nouns.ts";

type TracedDelivery = IntegrationTrace["deliveries"][number];

/** One thing that happened about a call, in its order. */
export type Step = { readonly key: string; readonly at: number } & (
  | { readonly kind: "event"; readonly traced: TracedEvent }
  | { readonly kind: "popup"; readonly popup: Popup }
  | { readonly kind: "attempt"; readonly delivery: TracedDelivery; readonly attempt: Attempt }
  /** What is still to be done, or was put aside without an attempt. */
  | { readonly kind: "delivery"; readonly delivery: TracedDelivery }
);

/** Everything that was heard, shown and sent about a call, by our clock. What happened at one moment keeps cause before effect. */
export function toTimeline({ events, integrations }: Pick<CallTrace, "events" | "integrations">): Step[] {
  const steps: Step[] = [
    ...events.map(
      (traced): Step => ({ kind: "event", key: `event ${traced.event.key}`, at: traced.receivedAt, traced }),
    ),
    ...integrations.flatMap(({ popups, deliveries }): Step[] => [
      ...popups.map((popup): Step => ({ kind: "popup", key: `popup ${popup.id}`, at: popup.createdAt, popup })),
      ...deliveries.flatMap(toSteps),
    ]),
  ];
  return steps.sort((a, b) => a.at - b.at);
}

function toSteps(delivery: TracedDelivery): Step[] {
  const attempts = delivery.attempts.map(
    (attempt): Step => ({
      kind: "attempt",
      key: `attempt ${delivery.id} ${attempt.number}`,
      at: attempt.startedAt,
      delivery,
      attempt,
    }),
  );
  return isOpen(delivery) || attempts.length === 0
    ? [...attempts, { kind: "delivery", key: `delivery ${delivery.id}`, at: toMoment(delivery), delivery }]
    : attempts;
}

function isOpen({ state }: Delivery): boolean {
  return state === "waiting" || state === "dead" || state === "held" || state === "cancelled";
}

function toMoment({ state, runAt, endedAt, createdAt }: Delivery): number {
  return state === "waiting" ? runAt : (endedAt ?? createdAt);
}
