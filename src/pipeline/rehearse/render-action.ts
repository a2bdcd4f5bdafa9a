import { DeskbellError, type Env } from "../../base/index.ts";
import type { Call, CallNote, DeliveryAction, FeatureName, Match, Trigger } from "../../domain/index.ts";
import { toOwner } from "../../features/index.ts";
import { GoTemplateError } from "../../gotemplate/index.ts";
import { writingRequest } from "../healing.ts";
import { runWrite, toTyped, type WritingLink } from "../run-write.ts";
import type { IntegrationRuntime } from "../runtime.ts";
import { type ShownRequest, toShownRequests } from "./shown-request.ts";

/** What a delivery is rendered from. */
export interface RenderSubject {
  readonly feature: FeatureName;
  readonly trigger: Trigger;
  readonly action: DeliveryAction;
  readonly call: Call;
  readonly match: Match;
  readonly link: WritingLink;
  /** What the agent wrote about the call; a rehearsal of past calls leaves it away, since it came at any time. */
  readonly note?: CallNote | undefined;
}

/** What would go out. */
export interface Rendered {
  readonly requests: readonly ShownRequest[];
  readonly displayName: string;
  /** From which it was rendered; none where it could not be. */
  readonly variables: Readonly<Record<string, string>>;
}

/** What a delivery would send. Nothing goes out: look-ups, which would have to, give no requests. */
export async function renderAction(
  { feature, trigger, action, call, match, link, note }: RenderSubject,
  runtime: IntegrationRuntime,
  env: Env,
): Promise<Rendered> {
  const writing = writingRequest(action, runtime.template);
  if (!writing) return { requests: [], displayName: "", variables: {} };
  const owner = toOwner(call);
  try {
    const { run, displayName, variables } = await runWrite(
      {
        call,
        match,
        link,
        note,
        user: owner === undefined ? undefined : runtime.associations.get(owner),
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
    if (requests.length > 0 || run.outcome.kind !== "refused") return { requests, displayName, variables };
    const refused = notRendered(feature, writing.request ?? writing.scenario, run.outcome.reason);
    return { requests: [refused], displayName, variables };
  } catch (error) {
    // A template that lacks what the delivery needs, or a name pattern that cannot be read: that is news, and no defect.
    if (!(error instanceof DeskbellError) && !(error instanceof GoTemplateError)) throw error;
    return {
      requests: [notRendered(feature, writing.request ?? writing.scenario, error.message)],
      displayName: "",
      variables: {},
    };
  }
}

function notRendered(feature: FeatureName, name: string, reason: string): ShownRequest {
  return { feature, name, method: "", url: "", notRendered: reason, refused: true };
}
