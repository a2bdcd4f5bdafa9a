import { DeskbellError } from "../../base/index.ts";
import type { SettingsInput } from "../../features/index.ts";
import type { IntegrationRuntime, Runtimes } from "../runtime.ts";
import { checkFields, checkParameters } from "../set-up/check-integration.ts";
import { checkSettings } from "../set-up/check-settings.ts";
import { withTemplateDefaults } from "../template-defaults.ts";

/** What is tried: another revision of the integration's template, other settings, or both; absent = as it is. */
export interface Change {
  readonly templateRevision?: number | undefined;
  /** As they are given to set the integration up: what is left out takes its default. */
  readonly settings?: SettingsInput | undefined;
}

/** The integration as it would be with the change. Throws `NOT_FOUND` for a revision that is not there, `CONFIG_INVALID` for settings that do not fit or fields without a value. */
export async function getChangedRuntime(
  present: IntegrationRuntime,
  { templateRevision, settings }: Change,
  runtimes: Runtimes,
): Promise<IntegrationRuntime> {
  const { integration } = present;
  const revision = templateRevision ?? integration.templateRevision;
  const isOther = revision !== integration.templateRevision;
  const runtime = isOther ? await runtimes.getRevision(integration.id, revision) : present;
  if (!runtime) {
    const message = `the template of integration "${integration.id}" has no revision ${revision}`;
    throw new DeskbellError("NOT_FOUND", message);
  }
  const { template } = runtime;
  const fields = withInitialValues(runtime);
  const own = Object.fromEntries(
    Object.entries(fields).filter(([name]) => template.fields.some(({ key }) => key === name)),
  );
  const problems = [
    ...checkFields(template, own, []),
    ...checkParameters(template, settings ?? integration.settings),
    ...checkSettings(template, settings ?? {}, runtime.zone),
  ];
  if (problems.length > 0) {
    const message = `integration "${integration.id}" cannot be rehearsed with revision ${revision} of its template`;
    throw new DeskbellError("CONFIG_INVALID", message, { problems });
  }
  const wanted = settings ? withTemplateDefaults(settings, template) : runtime.integration.settings;
  return { ...runtime, fields, integration: { ...runtime.integration, settings: wanted } };
}

// A field that only the other revision has begins with the value that its author gave it; a secret one is never shown.
function withInitialValues({ template, fields }: IntegrationRuntime): IntegrationRuntime["fields"] {
  const initial = template.fields.flatMap(({ key, initial, secret }) =>
    initial === undefined ? [] : [[key, secret ? "***" : initial] as const],
  );
  return { ...Object.fromEntries(initial), ...fields };
}
