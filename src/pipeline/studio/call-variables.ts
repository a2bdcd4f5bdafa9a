import { DeskbellError } from "../../base/index.ts";
import { toOwner, toVariables } from "../../features/index.ts";
import { findCall, findCallLink, findCallNote, type Store } from "../../store/index.ts";
import type { ScenarioId } from "../../template/index.ts";
import type { IntegrationRuntime } from "../runtime.ts";

/**
 * The variables that a past call would bring into a scenario, those that are empty left out. Throws `NOT_FOUND` where the integration
 * had no part in it.
 */
export async function readCallVariables(
  callId: string,
  scenarioId: ScenarioId,
  { integration, associations, zone }: IntegrationRuntime,
  store: Store,
): Promise<Record<string, string>> {
  const { found, link, note } = await store.read(function* () {
    return {
      found: yield* findCall(callId),
      link: yield* findCallLink(callId, integration.id),
      note: yield* findCallNote(callId as never),
    };
  });
  if (!found || !link) {
    throw new DeskbellError("NOT_FOUND", `integration "${integration.id}" has no call "${callId}"`);
  }
  const { call } = found;
  const owner = toOwner(call);
  const user = owner === undefined ? undefined : associations.get(owner);
  const variables = toVariables({
    ...{ call, match: link.match, link, note, zone, settings: integration.settings },
    stage: LOOK_UPS.has(scenarioId) ? "lookup" : "after",
    ...(user && { user }),
  });
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
}

const LOOK_UPS: ReadonlySet<ScenarioId> = new Set(["SyncContactAuto", "SearchContact", "UserAssociation"]);
