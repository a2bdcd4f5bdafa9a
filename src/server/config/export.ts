import { stringify } from "yaml";
import type { SetUp } from "../../api/index.ts";
import { findStoredRetention } from "../../pipeline/index.ts";
import {
  findMeta,
  findTemplate,
  listApiTokens,
  listAssociations,
  listConnections,
  listExtensions,
  listFields,
  listIntegrations,
  listPhonebooks,
  type Operation,
  type Store,
} from "../../store/index.ts";
import { FIRST_TOKEN } from "../first-token.ts";
import { emptySettings } from "./fill-settings.ts";

/**
 * Reads what is set up as a configuration that sets it up again. Secrets are not in it: each stands as `{ env: NAME }`, under which
 * it must be given. Templates stand as files, `<key>.xml`, that {@link exportTemplates} gives.
 */
export function readSetUp(store: Store): Promise<SetUp> {
  return store.read(function* (): Operation<SetUp> {
    const name = createNames();
    const connections = [];
    for (const one of yield* listConnections()) {
      const { id, name: title, kind, zone, enabled, sealedSecret } = one;
      // Those that the PBX tells of come by themselves, but for what somebody has set for them.
      const extensions = (yield* listExtensions(id))
        .filter(({ origin, popup }) => origin === undefined || popup !== undefined)
        .map(({ origin: _, ...rest }) => rest);
      const secrets = Object.keys(one.sealedSettings);
      const settings = emptySettings(one.settings, secrets, (path) => name(id, path));
      const signingSecret = sealedSecret === undefined ? {} : { signingSecret: { env: name(id, "SIGNING_SECRET") } };
      connections.push({
        id,
        name: title,
        kind,
        zone,
        ...(!enabled && { enabled }),
        ...(Object.keys(settings).length > 0 && { settings }),
        ...signingSecret,
        extensions,
      });
    }
    const integrations = [];
    for (const { id, connectionId, templateKey, enabled, settings } of yield* listIntegrations()) {
      const fields = Object.fromEntries(
        (yield* listFields(id)).map((field) => [
          field.name,
          "sealed" in field ? { env: name(id, field.name) } : field.value,
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
    const chosen = integrations.map(({ settings }) => settings.contactSync.phonebook);
    // Every integration makes a phonebook of its own.
    const phonebooks = (yield* listPhonebooks())
      .filter(
        ({ id, madeFor, integrationId }) => madeFor === undefined || madeFor !== integrationId || chosen.includes(id),
      )
      .map(({ id, name: title, connectionId }) => ({
        id,
        name: title,
        ...(connectionId !== undefined && { connection: connectionId }),
      }));
    const keys = [...new Set(integrations.map(({ template }) => template))];
    const templates = keys.map((key) => ({ key, file: `${key}.xml` }));
    // Every server makes a first token of its own.
    const first = yield* findMeta(FIRST_TOKEN);
    const tokens = (yield* listApiTokens())
      .filter(({ id }) => id !== first)
      .map(({ name: title, scopes }) => ({ name: title, scopes, value: { env: name(title, "TOKEN") } }));
    const retention = yield* findStoredRetention();
    return {
      connections,
      templates,
      phonebooks,
      integrations,
      tokens,
      ...(Object.keys(retention).length > 0 && { retention }),
    };
  });
}

/** The text of `deskbell.yaml` for what {@link readSetUp} gave. */
export function writeConfig(setUp: SetUp): string {
  return stringify(setUp);
}

export async function exportConfig(store: Store): Promise<string> {
  return writeConfig(await readSetUp(store));
}

/** The templates that integrations use, by the file name under which the configuration has them; the newest revision in use. */
export function exportTemplates(store: Store): Promise<ReadonlyMap<string, string>> {
  return store.read(function* (): Operation<ReadonlyMap<string, string>> {
    const newest = new Map<string, number>();
    for (const { templateKey, templateRevision } of yield* listIntegrations()) {
      newest.set(templateKey, Math.max(templateRevision, newest.get(templateKey) ?? 0));
    }
    const files = new Map<string, string>();
    for (const [key, revision] of newest) {
      const found = yield* findTemplate(key, revision);
      if (found) files.set(`${key}.xml`, found.xml);
    }
    return files;
  });
}

/** Names of environment variables: the same each time, and each given once, since `a-b` and `a.b` are written alike. */
function createNames(): (...parts: readonly string[]) => string {
  const given = new Set<string>();
  return (...parts) => {
    const words = parts.map((part) => part.toUpperCase().replace(/[^A-Z0-9]+/g, "_"));
    const base = ["DESKBELL", ...words].join("_").replace(/_+/g, "_");
    let name = base;
    for (let count = 2; given.has(name); count++) name = `${base}_${count}`;
    given.add(name);
    return name;
  };
}
