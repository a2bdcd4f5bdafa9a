import { assertNever, type Env } from "../base/index.ts";
import type { Call, FeatureSettings, Plan, Popup } from "../domain/index.ts";
import {
  addDelivery,
  addPopup,
  addSkip,
  type CallLink,
  type Operation,
  recordChange,
  renewDelivery,
} from "../store/index.ts";
import { findCompanyName } from "./phonebooks/company-name.ts";
import type { IntegrationRuntime } from "./runtime.ts";

/** Saves one thing that a feature wants, unless it is there already, and tells the live view. */
export function* applyPlan(
  plan: Plan,
  call: Call,
  link: CallLink,
  runtime: IntegrationRuntime,
  env: Env,
): Operation<void> {
  const now = env.now();
  const integrationId = runtime.integration.id;
  switch (plan.kind) {
    case "delivery": {
      const added = yield* addDelivery(env.newId(), integrationId, call.id, plan, now);
      const delivery =
        added ?? (plan.again && (yield* renewDelivery({ ...plan, integrationId, callId: call.id }, now)));
      if (delivery) yield* recordChange(now, { kind: "delivery", delivery, outputs: {} });
      return;
    }
    case "popup": {
      const popup: Popup = {
        id: env.newId(),
        integrationId,
        callId: call.id,
        extension: plan.extension,
        trigger: plan.trigger,
        state: "shown",
        number: call.externalNumber,
        createdAt: now,
        ...(yield* readPopupContact(call, link, runtime.integration.settings.numbers)),
      };
      if (yield* addPopup(popup)) yield* recordChange(now, { kind: "popup", popup });
      return;
    }
    case "skip":
      if (yield* addSkip(call.id, integrationId, plan, now)) {
        yield* recordChange(now, { kind: "skip", callId: call.id, integrationId, skip: plan });
      }
      return;
    default:
      assertNever(plan, "plan");
  }
}

/** What a pop-up shows of the contact: until somebody is known at most a name, by the company's phonebooks or the telephone company. */
export function* readPopupContact(
  call: Call,
  { match }: CallLink,
  numbers: FeatureSettings["numbers"],
): Operation<Pick<Popup, "url" | "contactName" | "match">> {
  if (match.state === "known") return { url: match.contact.url, contactName: match.contact.name, match: "known" };
  const name = match.state === "ambiguous" ? undefined : yield* findCompanyName(call, numbers);
  return { url: "", contactName: name ?? call.externalName, match: match.state };
}
