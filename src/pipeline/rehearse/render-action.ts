import { DeskbellError, type Env } from "../../base/index.ts";
import type { Call, DeliveryAction, FeatureName, Match, Trigger } from "../../domain/index.ts";
import { GoTemplateError } from "../../gotemplate/index.ts";
import { writingRequest } from "../healing.ts";
import { runWrite, toTyped } from "../run-write.ts";
import type { IntegrationRuntime } from "../runtime.ts";
import { type ShownRequest, toShownRequests } from "./shown-request.ts";

/** What a delivery is rendered from. */
export interface RenderSubject {
  readonly feature: FeatureName;
  readonly trigger: Trigger;
  readonly action: DeliveryAction;
  readonly call: Call;
  readonly match: Match;
  readonly ticketId?: string | undefined;
}

/** What a delivery would send. Nothing goes out: look-ups, which would have to, give no requests. */
export async function renderAction(
  { feature, trigger, action, call, match, ticketId }: RenderSubject,
  runtime: IntegrationRuntime,
  env: Env,
): Promise<{ readonly requests: readonly ShownRequest[]; readonly displayName: string }> {
  const writing = writingRequest(action, runtime.template);
  if (!writing) return { requests: [], displayName: "" };
  try {
    const { run, displayName } = await runWrite(
      {
        call,
        match,
        link: ticketId === undefined ? {} : { ticketId },
        user: call.extension === undefined ? undefined : runtime.associations.get(call.extension),
        trigger,
        scenarioId: writing.scenario,
        request: writing.request,
        typed: toTyped(action),
        mode: "dry-run",
      },
      runtime,
      env,
    );
    const requests = toShownRequests(feature, action, run.exchanges, runtime.template);
    if (requests.length > 0 || run.outcome.kind !== "refused") return { requests, displayName };
    return { requests: [notRendered(feature, writing.request ?? writing.scenario, run.outcome.reason)], displayName };
  } catch (error) {
    // A template that lacks what the delivery needs, or a name pattern that cannot be read: that is news, and no defect.
    if (!(error instanceof DeskbellError) && !(error instanceof GoTemplateError)) throw error;
    return {
      requests: [notRendered(feature, writing.request ?? writing.scenario, error.message)],
      displayName: "",
    };
  }
}

function notRendered(feature: FeatureName, name: string, reason: string): ShownRequest {
  return { feature, name, method: "", url: "", notRendered: reason, refused: true };
}
