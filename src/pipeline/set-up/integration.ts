import { DeskbellError, type Problem, Secret } from "../../base/index.ts";
import type { UserAssociation } from "../../domain/index.ts";
import type { SettingsInput } from "../../features/index.ts";
import { compileTemplate, toAuth } from "../../scenario/index.ts";
import {
  findConnection,
  findIntegration,
  findTemplate,
  listAssociations,
  listFields,
  type Operation,
  replaceAssociations,
  type StoredField,
  saveField,
  saveIntegration,
  sealPlace,
  type Vault,
} from "../../store/index.ts";
import { readTemplate, type Template } from "../../template/index.ts";
import { associateAgain } from "../associations.ts";
import { choosePhonebook } from "../phonebooks/choose.ts";
import { withTemplateDefaults } from "../template-defaults.ts";
import { checkFields, checkParameters, checkTexts } from "./check-integration.ts";
import { checkSettings } from "./check-settings.ts";
import type { SetUpTools } from "./tools.ts";

export interface IntegrationInput {
  readonly id: string;
  readonly connectionId: string;
  readonly templateKey: string;
  /** Absent = the newest. */
  readonly templateRevision?: number | undefined;
  readonly enabled?: boolean | undefined;
  /** Values of the form by name; those left out stay as they are. */
  readonly fields?: Readonly<Record<string, string | Secret>> | undefined;
  readonly settings?: SettingsInput | undefined;
  /** By hand; absent = leave them as they are. */
  readonly associations?: readonly UserAssociation[] | undefined;
}

/** Makes or changes an integration. Throws `CONFIG_INVALID` with every problem; then nothing is changed. */
export async function setUpIntegration(input: IntegrationInput, tools: SetUpTools): Promise<void> {
  const { store, vault, env } = tools;
  const { id } = input;
  const found = await store.read(function* () {
    return {
      connection: yield* findConnection(input.connectionId),
      revision: yield* findTemplate(input.templateKey, input.templateRevision),
      before: yield* findIntegration(id),
      fields: yield* listFields(id),
    };
  });
  const problems: Problem[] = [];
  const { connection, revision } = found;
  const template = revision && readTemplate(revision.xml).template;
  if (!connection) problems.push({ path: "connection", message: `there is no connection "${input.connectionId}"` });
  if (!template) {
    const revision = input.templateRevision === undefined ? "" : `revision ${input.templateRevision} of `;
    problems.push({ path: "template", message: `there is no ${revision}template "${input.templateKey}"` });
  }
  if (!connection || !revision || !template) throw invalid(id, problems);
  problems.push(...checkFields(template, input.fields ?? {}, found.fields));
  problems.push(...checkParameters(template, input.settings ?? {}));
  problems.push(...checkTexts(template, input.settings ?? {}, connection.zone));
  problems.push(...checkSettings(template, input.settings ?? {}, connection.zone));
  if (problems.length > 0) throw invalid(id, problems);
  const fields = withInitialValues(template, input.fields ?? {}, found.fields);
  assertUsable(template, connection.zone, fields, found.fields, vault, id);
  const settings = withTemplateDefaults(input.settings ?? {}, template);
  await store.write(function* (): Operation<void> {
    const enabled = input.enabled ?? found.before?.enabled ?? true;
    const { connectionId, templateKey } = input;
    const integration = { id, connectionId, templateKey, templateRevision: revision.revision, enabled, settings };
    yield* saveIntegration(integration, env.now());
    if (settings.contactSync.phonebook !== "") yield* choosePhonebook(integration);
    for (const [name, value] of Object.entries(fields)) {
      const secret = template.fields.find((field) => field.key === name)?.secret === true;
      yield* saveField(id, toStoredField(id, name, value, secret, vault));
    }
    if (input.associations) {
      const kept = (yield* listAssociations(id)).filter(
        (one) => one.origin === "email" && !input.associations?.some(({ extension }) => extension === one.extension),
      );
      yield* replaceAssociations(id, [...kept, ...input.associations]);
    }
    // Who is no longer joined by hand is joined by e-mail again, and another connection has other extensions.
    yield* associateAgain(integration);
  });
}

function toStoredField(id: string, name: string, value: string | Secret, secret: boolean, vault: Vault): StoredField {
  // The template says what is secret: an address that came from the environment is still an address, and shown.
  if (!secret) return { name, value: typeof value === "string" ? value : value.reveal() };
  const sealed = vault.seal(typeof value === "string" ? new Secret(value) : value, sealPlace.field(id, name));
  return { name, sealed };
}

function withInitialValues(
  template: Template,
  given: Readonly<Record<string, string | Secret>>,
  stored: readonly StoredField[],
): Record<string, string | Secret> {
  const initial = template.fields
    .filter(({ key, initial }) => initial !== undefined && !(key in given) && !stored.some(({ name }) => name === key))
    .map(({ key, initial }) => [key, initial as string]);
  return { ...Object.fromEntries(initial), ...given };
}

// Tried here, so that a mistake is told to the person who makes it and not to the next call.
function assertUsable(
  template: Template,
  zone: string,
  fields: Readonly<Record<string, string | Secret>>,
  stored: readonly StoredField[],
  vault: Vault,
  id: string,
): void {
  const compiled = compileTemplate(template, { zone });
  toAuth(compiled, { ...openFields(stored, vault, id), ...fields });
}

/** The stored values of the connection form, secrets opened. Throws `SECRET_KEY_MISSING`. */
export function openFields(
  stored: readonly StoredField[],
  vault: Vault,
  integrationId: string,
): Record<string, string | Secret> {
  return Object.fromEntries(
    stored.map((field) => [
      field.name,
      "sealed" in field ? vault.open(field.sealed, sealPlace.field(integrationId, field.name)) : field.value,
    ]),
  );
}

function invalid(id: string, problems: readonly Problem[]): DeskbellError {
  const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  return new DeskbellError("CONFIG_INVALID", `integration "${id}" has ${count}`, { problems });
}
