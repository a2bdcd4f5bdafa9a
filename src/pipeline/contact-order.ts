import { DeskbellError, type Env } from "../base/index.ts";
import type { CallId, ContactType, Delivery } from "../domain/index.ts";
import {
  addDelivery,
  cancelDelivery,
  findCallLink,
  findCallToChange,
  listDeliveriesOfCall,
  type Operation,
  recordChange,
  reopenDelivery,
} from "../store/index.ts";

/** What the agent wants of a new contact; what is left out is as the settings say. */
export interface ContactWish {
  readonly type?: ContactType;
  readonly name?: string;
  /** Values of variables of CreateNewContact, such as `BusinessNumber` or `Email`. */
  readonly values?: Readonly<Record<string, string>>;
}

/**
 * Orders the contact of an unknown caller. One that failed before, ordered or planned, is superseded: it is not tried again beside this one.
 * Throws `NOT_FOUND`, and `CONFLICT` while another order is under way, and for a caller who is not unknown.
 */
export function* planCreation(
  callId: CallId,
  integrationId: string,
  { type, name, values }: ContactWish & { readonly type: ContactType },
  env: Env,
): Operation<Delivery> {
  yield* findCallToChange(callId);
  const link = yield* findCallLink(callId, integrationId);
  if (!link) throw new DeskbellError("NOT_FOUND", `there is no call "${callId}" in integration "${integrationId}"`);
  if (link.match.state !== "unknown") {
    throw new DeskbellError(
      "CONFLICT",
      `a contact is created only for an unknown caller; this call's match is "${link.match.state}"`,
    );
  }
  const action = {
    kind: "create-contact" as const,
    type,
    ...(name !== undefined && { name }),
    ...(values && { values }),
  };
  const before = (yield* listDeliveriesOfCall(callId, integrationId)).filter(
    ({ feature }) => feature === "contact-creation",
  );
  const ordered = before.find(({ trigger }) => trigger === "manual");
  for (const { id, state, trigger } of before) {
    if (state !== "dead" || trigger === "manual") continue;
    const superseded = yield* cancelDelivery(id, env.now(), "superseded: the contact was ordered by hand");
    if (superseded) yield* recordChange(env.now(), { kind: "delivery", delivery: superseded, outputs: {} });
  }
  const planned = { kind: "delivery", feature: "contact-creation", trigger: "manual", action, lane: 2 } as const;
  const delivery = ordered
    ? yield* orderAgain(ordered, action, env)
    : yield* addDelivery(env.newId(), integrationId, callId, planned, env.now());
  if (!delivery) {
    throw new DeskbellError(
      "CONFLICT",
      `the contact of this call has been ordered already: delivery "${ordered?.id}" is ${ordered?.state}; wait for it, or replay or cancel it`,
    );
  }
  yield* recordChange(env.now(), { kind: "delivery", delivery, outputs: {} });
  return delivery;
}

// The same delivery with what is wished now: its attempts stay to be seen, and there are never two orders of one hand.
function* orderAgain({ id, state }: Delivery, action: Delivery["action"], env: Env): Operation<Delivery | undefined> {
  if (state !== "dead" && state !== "cancelled") return undefined;
  return yield* reopenDelivery(id, env.now(), undefined, action);
}
