import { DeskbellError } from "../../base/index.ts";
import { describeVanished, readUsers } from "../../pipeline/index.ts";
import {
  findIntegration,
  findPhonebookOf,
  findTemplate,
  findTokens,
  listFields,
  type Store,
  type StoredIntegration,
  type TemplateRevision,
} from "../../store/index.ts";
import { authSettings, readTemplate } from "../../template/index.ts";
import { countErrors } from "../templates/shown.ts";

export async function getIntegration(store: Store, id: string): Promise<StoredIntegration> {
  const found = await store.read(() => findIntegration(id));
  if (!found) throw new DeskbellError("NOT_FOUND", `there is no integration "${id}"`);
  return found;
}

/** An integration as it is shown: of a secret field only whether it is set. */
export async function toShown(store: Store, integration: StoredIntegration) {
  const { fields, phonebook, tokens, revision, vanished } = await store.read(function* () {
    return {
      fields: yield* listFields(integration.id),
      phonebook: yield* findPhonebookOf(integration.id),
      tokens: yield* findTokens(integration.id),
      revision: yield* findTemplate(integration.templateKey, integration.templateRevision),
      vanished: describeVanished((yield* readUsers(integration)).associations),
    };
  });
  const template = revision && readTemplate(revision.xml).template;
  const auth = template && authSettings(template);
  const needsPermission = auth?.kind === "oauth2" && auth.authorizationEndpoint !== undefined && !tokens;
  const attention = integration.attention ?? vanished;
  const inUse = integration.enabled && phonebook !== undefined;
  return {
    ...integration,
    ...(attention !== undefined && { attention }),
    ...(phonebook && { phonebookId: phonebook.id }),
    status: phonebook ? toStatus(integration.enabled, needsPermission, attention) : ("disconnected" as const),
    needs: inUse ? [integration.attention, vanished, revision && describeErrors(revision)].filter(isThere) : [],
    fields: (template?.fields ?? []).map(({ key, secret, title }) => {
      const stored = fields.find(({ name }) => name === key);
      const shown = stored && "value" in stored && !secret ? { value: stored.value } : {};
      return { name: key, title, secret, set: stored !== undefined, ...shown };
    }),
  };
}

function isThere(sentence: string | undefined): sentence is string {
  return sentence !== undefined;
}

/** A revision that was saved may have errors by lint rules that are newer. */
function describeErrors(revision: TemplateRevision): string | undefined {
  const errors = countErrors(revision);
  if (errors === 0) return undefined;
  return `Mend the template: revision ${revision.revision} of "${revision.key}" has errors (${errors}), so requests may fail`;
}

type Status = "connected" | "connect" | "attention" | "disabled";

function toStatus(enabled: boolean, needsPermission: boolean, attention: string | undefined): Status {
  if (!enabled) return "disabled";
  if (needsPermission) return "connect";
  return attention === undefined ? "connected" : "attention";
}
