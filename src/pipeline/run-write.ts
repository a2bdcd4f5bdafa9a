import { DeskbellError, type Env } from "../base/index.ts";
import type { Call, CallNote, DeliveryAction, Match, Trigger, UserAssociation } from "../domain/index.ts";
import { NOTE, toVariables } from "../features/index.ts";
import { parseTemplate, templateFunctions } from "../gotemplate/index.ts";
import type { UploadFile } from "../request/index.ts";
import { runScenario, type ScenarioInput, type ScenarioRun } from "../scenario/index.ts";
import { findScenario, type Scenario, type ScenarioId, scenarioParameters } from "../template/index.ts";
import { supposedMatch } from "./rehearse/findings.ts";
import type { IntegrationRuntime } from "./runtime.ts";

/** The ids that the helpdesk gave to what it has of the call. */
export interface WritingLink {
  readonly ticketId?: string;
  readonly journal?: { readonly id?: string };
}

/** What is written to the helpdesk for a call, and with what. */
export interface Writing {
  readonly call: Call;
  readonly match: Match;
  readonly link: WritingLink;
  /** What the agent wrote about the call. */
  readonly note?: CallNote | undefined;
  readonly user: UserAssociation | undefined;
  readonly trigger: Trigger;
  readonly scenarioId: ScenarioId;
  /** One request of the scenario; absent = those that the scenario is for. */
  readonly request?: string | undefined;
  /** Values that take the place of variables. */
  readonly typed?: Readonly<Record<string, string>>;
  readonly recording?: UploadFile | undefined;
  readonly mode: ScenarioInput["mode"];
  readonly idempotencyKey?: string;
  readonly isWanted?: () => boolean;
}

interface Written {
  readonly run: ScenarioRun;
  readonly displayName: string;
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Runs a scenario that writes, with the variables of the call. Throws as `runScenario` does, and a `GoTemplateError` for a name pattern that
 * cannot be read.
 */
export async function runWrite(
  { call, match, link, note, user, trigger, scenarioId, request, typed = {}, recording, ...sending }: Writing,
  runtime: IntegrationRuntime,
  env: Env,
): Promise<Written> {
  const { compiled, fields, connection, zone, integration } = runtime;
  const { settings } = integration;
  const stage = trigger === "ringing" ? ("before" as const) : ("after" as const);
  const recordingUrl = await findRecordingUrl(call, stage, sending.mode, runtime);
  const known = { ...(user && { user }), ...(recordingUrl !== undefined && { recordingUrl }) };
  // A contact that is only rehearsed is there for what comes after it, as it would be in earnest.
  const isSupposed = settings.helpdesk.dryRun && match.state === "unknown" && scenarioId !== "CreateNewContact";
  const who = isSupposed ? supposedMatch(call, settings.contactCreation.type, "") : match;
  const source = { call, match: who, link, settings, zone, stage, note, ...known };
  const displayName = typed.DisplayName ?? renderName(settings.contactCreation.namePattern, toVariables(source), zone);
  const variables = { ...toVariables({ ...source, displayName }), ...typed };
  const run = await runScenario({
    ...sending,
    compiled,
    scenarioId,
    ...(request !== undefined && { requests: [request] }),
    ...(recording && { recording }),
    variables,
    fields,
    parameters: withNote(settings.parameters[scenarioId] ?? {}, scenarioId, runtime),
    connection,
    env,
  });
  return { run, displayName, variables };
}

async function findRecordingUrl(
  call: Call,
  stage: "before" | "after",
  mode: ScenarioInput["mode"],
  { integration, recordingUrl }: IntegrationRuntime,
): Promise<string | undefined> {
  if (stage === "before" || !call.recording || !integration.settings.callJournal.recordingLink) return undefined;
  return recordingUrl?.(call, mode !== "send");
}

/**
 * An agent's note goes to the end of the description, unless the template has a place of its own for it. As a Go template, so that it is
 * escaped like everything that stands there.
 */
function withNote(
  parameters: Readonly<Record<string, string>>,
  scenarioId: ScenarioId,
  { template }: IntegrationRuntime,
): Readonly<Record<string, string>> {
  const scenario = findScenario(template, scenarioId);
  const own = scenario && scenarioParameters(scenario).findLast(({ name }) => name === NOTE.goesInto);
  const text = parameters[NOTE.goesInto] ?? own?.value?.value;
  if (!scenario || text === undefined || namesNote(scenario, parameters)) return parameters;
  return { ...parameters, [NOTE.goesInto]: text + NOTE.text };
}

function namesNote(scenario: Scenario, parameters: Readonly<Record<string, string>>): boolean {
  const texts = [
    ...Object.values(parameters),
    ...scenario.parameters.map(({ value }) => value?.value ?? ""),
    ...scenario.requests.flatMap(({ url, parameters: own }) => [
      url.value,
      ...own.map(({ value }) => value?.value ?? ""),
    ]),
  ];
  return texts.some((text) => text.includes(NOTE.sign));
}

/** What a person has typed in, by variable. */
export function toTyped(action: DeliveryAction): Readonly<Record<string, string>> {
  if (action.kind === "sync-contact") return {};
  const name = action.kind === "create-contact" ? action.name : undefined;
  return { ...(name !== undefined && { DisplayName: name }), ...action.values };
}

/** The action with other values typed in. Throws `CONFLICT` for a look-up, which is given none. */
export function withTyped(action: DeliveryAction, values: Readonly<Record<string, string>>): DeliveryAction {
  if (action.kind !== "sync-contact") return { ...action, values };
  throw new DeskbellError("CONFLICT", "a look-up has no values that could be changed; replay it as it is");
}

function renderName(pattern: string, variables: Readonly<Record<string, string>>, zone: string): string {
  const template = parseTemplate(pattern, { name: "name pattern", funcs: templateFunctions({ zone }) });
  return template.render(variables, { missing: () => "" });
}
