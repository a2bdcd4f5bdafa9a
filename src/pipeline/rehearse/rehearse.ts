import { DeskbellError, type Env } from "../../base/index.ts";
import type { Call, FeatureName } from "../../domain/index.ts";
import type { Store, StoredCall } from "../../store/index.ts";
import { readFeatureContext } from "../feature-context.ts";
import { writingRequest } from "../healing.ts";
import type { IntegrationRuntime, Runtimes } from "../runtime.ts";
import { type CallChoice, chooseCalls } from "./choose-calls.ts";
import { type DecisionDiff, diffDecisions, toPastDecisions } from "./decisions.ts";
import { diffRequests, type RequestDiff } from "./diff-requests.ts";
import { type Change, getChangedRuntime } from "./other-runtime.ts";
import { readPastCall } from "./past-call.ts";
import { toPastRequests } from "./past-requests.ts";
import { type Course, replayCall } from "./replay-call.ts";

/** What past calls would have led to with a change. Secrets are in none of its members. */
export interface Rehearsal {
  readonly integrationId: string;
  /** Of the template that was tried. */
  readonly templateRevision: number;
  readonly totals: { readonly calls: number; readonly same: number; readonly changed: number };
  readonly calls: readonly RehearsedCall[];
}

export interface RehearsedCall {
  readonly call: Pick<Call, "id" | "pbxCallId" | "direction" | "externalNumber" | "startedAt">;
  readonly same: boolean;
  /** Features of which nothing is stored any more that they sent, or that never came so far: only their decisions are compared. */
  readonly notCompared: readonly FeatureName[];
  /** As it is stored. */
  readonly past: Course;
  /** As it would be. */
  readonly now: Course;
  readonly diff: { readonly decisions: readonly DecisionDiff[]; readonly requests: readonly RequestDiff[] };
}

export interface RehearseTools {
  readonly store: Store;
  readonly runtimes: Runtimes;
  readonly env: Env;
}

/**
 * Goes through past calls with a change and tells what would have been decided and sent otherwise. Sends nothing and stores nothing.
 * Throws `NOT_FOUND` for an integration, revision or call that is not there, `CONFLICT` for a call that goes on, `CONFIG_INVALID` for
 * settings that the template does not know.
 */
export async function rehearse(
  integrationId: string,
  change: Change,
  choice: CallChoice,
  tools: RehearseTools,
): Promise<Rehearsal> {
  const { store, runtimes } = tools;
  const present = await runtimes.get(integrationId);
  if (!present) throw new DeskbellError("NOT_FOUND", `there is no integration "${integrationId}"`);
  const changed = await getChangedRuntime(present, change, runtimes);
  const calls: RehearsedCall[] = [];
  for (const stored of await store.read(() => chooseCalls(choice, present))) {
    const call = await rehearseCall(stored, present, changed, tools);
    if (call) calls.push(call);
  }
  const same = calls.filter((one) => one.same).length;
  return {
    integrationId,
    templateRevision: change.templateRevision ?? present.integration.templateRevision,
    totals: { calls: calls.length, same, changed: calls.length - same },
    calls,
  };
}

async function rehearseCall(
  stored: StoredCall,
  present: IntegrationRuntime,
  changed: IntegrationRuntime,
  { store, env }: RehearseTools,
): Promise<RehearsedCall | undefined> {
  const found = await store.read(function* () {
    const past = yield* readPastCall(stored, present.integration.id);
    return past && { past, context: yield* readFeatureContext(stored.call, true, past.link, changed, env.now()) };
  });
  if (!found) return undefined;
  const { past, context } = found;
  const pastRequests = toPastRequests(past, present.template);
  const before: Course = { decisions: toPastDecisions(past), requests: [...pastRequests.values()].flat() };
  const now = await replayCall({ past, pastRequests, runtime: changed, context, env });
  const diff = {
    decisions: diffDecisions(before.decisions, now.decisions),
    requests: diffRequests(before.requests, now.requests),
  };
  const { id, pbxCallId, direction, externalNumber, startedAt } = stored.call;
  return {
    call: { id, pbxCallId, direction, externalNumber, startedAt },
    same: diff.decisions.length === 0 && diff.requests.length === 0,
    notCompared: past.deliveries
      .filter(
        (one) => one.trigger !== "manual" && writingRequest(one.action, present.template) && !pastRequests.has(one.id),
      )
      .map(({ feature }) => feature),
    past: before,
    now,
    diff,
  };
}
