import { DeskbellError } from "../../base/index.ts";
import { findCall, findCallLink, findCallNote, findDelivery, listAttempts } from "../../store/index.ts";
import { findPerforming } from "../performing.ts";
import { withTyped } from "../run-write.ts";
import { getChangedRuntime } from "./other-runtime.ts";
import type { RehearseTools } from "./rehearse.ts";
import { renderAction } from "./render-action.ts";
import { type ShownRequest, toShownRequests } from "./shown-request.ts";

/** What is tried of a delivery; absent = as it is. */
export interface DeliveryChange {
  readonly templateRevision?: number | undefined;
  /** In place of variables. */
  readonly values?: Readonly<Record<string, string>> | undefined;
}

/** What a delivery sent last, and what it would send now. Secrets are in none of its members. */
export interface DeliveryPreview {
  readonly templateRevision: number;
  /** From which it is rendered, with what was typed in. */
  readonly variables: Readonly<Record<string, string>>;
  readonly past: readonly ShownRequest[];
  readonly now: readonly ShownRequest[];
}

/**
 * Renders what a delivery would send now, and sends nothing. Throws `NOT_FOUND` for a delivery, integration or revision that is not there,
 * `CONFLICT` for values of a look-up, `CONFIG_INVALID` for a revision that the integration's settings do not fit.
 */
export async function previewDelivery(
  id: string,
  { templateRevision, values }: DeliveryChange,
  { store, runtimes, env }: RehearseTools,
): Promise<DeliveryPreview> {
  const found = await store.read(function* () {
    const delivery = yield* findDelivery(id);
    if (!delivery) return undefined;
    const { callId, integrationId } = delivery;
    return {
      delivery,
      stored: yield* findCall(callId),
      link: yield* findCallLink(callId, integrationId),
      note: yield* findCallNote(callId),
      attempts: yield* listAttempts(id),
    };
  });
  if (!found?.stored) throw new DeskbellError("NOT_FOUND", `there is no delivery "${id}"`);
  const { delivery, stored, note, attempts } = found;
  const { integrationId, feature, trigger } = delivery;
  const present = await runtimes.get(integrationId);
  if (!present) throw new DeskbellError("NOT_FOUND", `there is no integration "${integrationId}"`);
  const runtime = await getChangedRuntime(present, { templateRevision }, runtimes);
  const action = values ? withTyped(delivery.action, values) : delivery.action;
  const link = found.link ?? {};
  const match = found.link?.match ?? { state: "none" as const, reason: "nobody was looked up" };
  const { requests, variables } = await renderAction(
    { feature, trigger, action, call: stored.call, match, link, note },
    runtime,
    env,
  );
  const then = await findPerforming(delivery, present, runtimes);
  const past = attempts.map(({ exchanges }) => toShownRequests(feature, action, exchanges, then.template));
  return {
    templateRevision: runtime.integration.templateRevision,
    variables,
    past: past.findLast((requests) => requests.length > 0) ?? [],
    now: requests,
  };
}
