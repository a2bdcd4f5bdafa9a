import type { Env } from "../base/index.ts";
import type { Call, DeliveryAction, Match, Trigger, UserAssociation } from "../domain/index.ts";
import { toVariables } from "../features/index.ts";
import { parseTemplate, templateFunctions } from "../gotemplate/index.ts";
import { runScenario, type ScenarioInput, type ScenarioRun } from "../scenario/index.ts";
import type { ScenarioId } from "../template/index.ts";
import type { IntegrationRuntime } from "./runtime.ts";

/** What is written to the helpdesk for a call, and with what. */
export interface Writing {
  readonly call: Call;
  readonly match: Match;
  readonly link: { readonly ticketId?: string };
  readonly user: UserAssociation | undefined;
  readonly trigger: Trigger;
  readonly scenarioId: ScenarioId;
  /** One request of the scenario; absent = those that the scenario is for. */
  readonly request?: string | undefined;
  /** Values that take the place of variables. */
  readonly typed?: Readonly<Record<string, string>>;
  readonly mode: ScenarioInput["mode"];
  readonly idempotencyKey?: string;
  readonly isWanted?: () => boolean;
}

/**
 * Runs a scenario that writes, with the variables of the call. Throws as `runScenario` does, and a `GoTemplateError` for a name pattern that
 * cannot be read.
 */
export async function runWrite(
  { call, match, link, user, trigger, scenarioId, request, typed = {}, ...sending }: Writing,
  runtime: IntegrationRuntime,
  env: Env,
): Promise<{ readonly run: ScenarioRun; readonly displayName: string }> {
  const { compiled, fields, connection, zone, integration } = runtime;
  const { settings } = integration;
  const stage = trigger === "ringing" ? ("before" as const) : ("after" as const);
  const source = { call, match, link, settings, zone, stage, ...(user && { user }) };
  const displayName = typed.DisplayName ?? renderName(settings.contactCreation.namePattern, toVariables(source), zone);
  const run = await runScenario({
    ...sending,
    compiled,
    scenarioId,
    ...(request !== undefined && { requests: [request] }),
    variables: { ...toVariables({ ...source, displayName }), ...typed },
    fields,
    parameters: settings.parameters[scenarioId] ?? {},
    connection,
    env,
  });
  return { run, displayName };
}

/** What an agent has typed in for a new contact, by variable. */
export function toTyped(action: DeliveryAction): Readonly<Record<string, string>> {
  if (action.kind !== "create-contact") return {};
  return { ...(action.name !== undefined && { DisplayName: action.name }), ...action.values };
}

function renderName(pattern: string, variables: Readonly<Record<string, string>>, zone: string): string {
  const template = parseTemplate(pattern, { name: "name pattern", funcs: templateFunctions({ zone }) });
  return template.render(variables, { missing: () => "" });
}
