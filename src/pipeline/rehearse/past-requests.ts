import type { Template } from "../../template/index.ts";
import type { PastCall } from "./past-call.ts";
import { type ShownRequest, toShownRequests } from "./shown-request.ts";

/** By delivery, what its last attempt that wrote sent or would have sent; none where it never came so far. */
export type PastRequests = ReadonlyMap<string, readonly ShownRequest[]>;

/** Reads the requests out of the stored attempts; `template` is the integration's. */
export function toPastRequests({ deliveries }: PastCall, template: Template): PastRequests {
  const all = new Map<string, readonly ShownRequest[]>();
  for (const { id, feature, trigger, action, attempts } of deliveries) {
    // What a person ordered is done whatever the settings are.
    if (trigger === "manual") continue;
    for (const { exchanges } of attempts) {
      const requests = toShownRequests(feature, action, exchanges, template);
      if (requests.length > 0) all.set(id, requests);
    }
  }
  return all;
}
