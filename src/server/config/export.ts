import { stringify } from "yaml";
import {
  findMeta,
  listApiTokens,
  listAssociations,
  listConnections,
  listExtensions,
  listFields,
  listIntegrations,
  type Store,
} from "../../store/index.ts";
import { FIRST_TOKEN } from "../first-token.ts";

/**
 * Writes what is set up as a configuration that sets it up again. Secrets are not in it: each stands as `{ env: NAME }`, under which
 * it must be given. Templates stand as files, `<key>.xml`, to be downloaded beside it.
 */
export async function exportConfig(store: Store): Promise<string> {
  const config = await store.read(function* () {
    const connections = [];
    for (const { id, name, kind, zone, sealedSecret } of yield* listConnections()) {
      const extensions = yield* listExtensions(id);
      const signingSecret = sealedSecret === undefined ? {} : { signingSecret: { env: envName(id, "SIGNING_SECRET") } };
      connections.push({ id, name, kind, zone, ...signingSecret, extensions });
    }
    const integrations = [];
    for (const { id, connectionId, templateKey, enabled, settings } of yield* listIntegrations()) {
      const fields = Object.fromEntries(
        (yield* listFields(id)).map((field) => [
          field.name,
          "sealed" in field ? { env: envName(id, field.name) } : field.value,
        ]),
      );
      const associations = (yield* listAssociations(id))
        .filter(({ origin }) => origin === "manual")
        .map(({ extension, userId }) => ({ extension, user: userId }));
      integrations.push({
        id,
        connection: connectionId,
        template: templateKey,
        enabled,
        fields,
        settings,
        associations,
      });
    }
    const keys = [...new Set(integrations.map(({ template }) => template))];
    const templates = keys.map((key) => ({ key, file: `${key}.xml` }));
    // Every server makes a first token of its own.
    const first = yield* findMeta(FIRST_TOKEN);
    const tokens = (yield* listApiTokens())
      .filter(({ id }) => id !== first)
      .map(({ name, scopes }) => ({ name, scopes, value: { env: envName(name, "TOKEN") } }));
    return { connections, templates, integrations, tokens };
  });
  return stringify(config);
}

function envName(...parts: string[]): string {
  return `DESKBELL_${parts
    .join("_")
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "_")}`;
}
