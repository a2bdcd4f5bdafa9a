import {
  completeSettings,
  type ExtensionNumber,
  type FeatureSettings,
  type HelpdeskUser,
  type Integration,
  type UserAssociation,
} from "../../domain/index.ts";
import { type Operation, query, queryOne, type Row, signal } from "../operation.ts";
import { setUpSignal } from "../signals.ts";
import { setMeta } from "./meta.ts";
import { giveOwnPhonebook } from "./phonebooks.ts";

/** An integration with what needs a person, in a sentence, or `undefined` when all is well. */
export interface StoredIntegration extends Integration {
  readonly attention?: string;
  /** Since when it behaves as it does (ms since 1970). */
  readonly changedAt?: number;
}

const CHANGED = "integration-changed:";
const CHANGED_AT = `SELECT value FROM meta WHERE key = '${CHANGED}' || integrations.id`;

/** A field of the connection form as stored: in the clear, or sealed. */
export type StoredField =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly sealed: string };

/** Saves an integration. One whose settings name no phonebook has one of its own from now on. */
export function* saveIntegration(integration: Integration, now: number): Operation<void> {
  const before = yield* findIntegration(integration.id);
  if (!before || behaviour(before) !== behaviour(integration)) yield* setMeta(CHANGED + integration.id, String(now));
  yield* query(
    `INSERT INTO integrations (id, connection_id, template_key, template_revision, enabled, settings, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET connection_id = excluded.connection_id, template_key = excluded.template_key,
       template_revision = excluded.template_revision, enabled = excluded.enabled, settings = excluded.settings`,
    integration.id,
    integration.connectionId,
    integration.templateKey,
    integration.templateRevision,
    integration.enabled ? 1 : 0,
    JSON.stringify(integration.settings),
    now,
  );
  if (integration.settings.contactSync.phonebook === "") {
    yield* giveOwnPhonebook(integration.id, integration.connectionId, now);
  }
  yield* signal(setUpSignal.integration(integration.id));
}

// As text, since the same settings in another order would be news by their text only, which does no harm.
function behaviour({ connectionId, templateKey, templateRevision, enabled, settings }: Integration): string {
  return JSON.stringify([connectionId, templateKey, templateRevision, enabled, settings]);
}

/** Sets or clears (null) what needs a person. Gives false when it stood like that already. */
export function* setAttention(integrationId: string, attention: string | null): Operation<boolean> {
  const rows = yield* query(
    "UPDATE integrations SET attention = ? WHERE id = ? AND attention IS DISTINCT FROM ? RETURNING id",
    attention,
    integrationId,
    attention,
  );
  return rows.length > 0;
}

export function* findIntegration(id: string): Operation<StoredIntegration | undefined> {
  const row = yield* queryOne(`SELECT *, (${CHANGED_AT}) AS changed_at FROM integrations WHERE id = ?`, id);
  return row && toIntegration(row);
}

export function* listIntegrations(): Operation<StoredIntegration[]> {
  return (yield* query(`SELECT *, (${CHANGED_AT}) AS changed_at FROM integrations ORDER BY id`)).map(toIntegration);
}

/** Sets one field of the connection form, replacing what it held. */
export function* saveField(integrationId: string, field: StoredField): Operation<void> {
  yield* query(
    `INSERT INTO fields (integration_id, name, value, sealed) VALUES (?, ?, ?, ?)
     ON CONFLICT (integration_id, name) DO UPDATE SET value = excluded.value, sealed = excluded.sealed`,
    integrationId,
    field.name,
    "value" in field ? field.value : null,
    "sealed" in field ? field.sealed : null,
  );
  yield* signal(setUpSignal.integration(integrationId));
}

export function* listFields(integrationId: string): Operation<StoredField[]> {
  const rows = yield* query(
    "SELECT name, value, sealed FROM fields WHERE integration_id = ? ORDER BY name",
    integrationId,
  );
  return rows.map((row) =>
    row.sealed !== null
      ? { name: row.name as string, sealed: row.sealed as string }
      : { name: row.name as string, value: row.value as string },
  );
}

/** Replaces the list of helpdesk users with the one just fetched. Associations are not touched. */
export function* replaceHelpdeskUsers(integrationId: string, users: readonly HelpdeskUser[]): Operation<void> {
  yield* query("DELETE FROM helpdesk_users WHERE integration_id = ?", integrationId);
  for (const user of users) {
    yield* query(
      `INSERT INTO helpdesk_users (integration_id, user_id, name, email) VALUES (?, ?, ?, ?)
       ON CONFLICT (integration_id, user_id) DO UPDATE SET name = excluded.name, email = excluded.email`,
      integrationId,
      user.userId,
      user.name,
      user.email,
    );
  }
}

export function* listHelpdeskUsers(integrationId: string): Operation<HelpdeskUser[]> {
  const rows = yield* query(
    "SELECT * FROM helpdesk_users WHERE integration_id = ? ORDER BY name, user_id",
    integrationId,
  );
  return rows.map((row) => ({
    userId: row.user_id as string,
    name: row.name as string,
    email: row.email as string,
  }));
}

export function* replaceAssociations(integrationId: string, associations: readonly UserAssociation[]): Operation<void> {
  yield* query("DELETE FROM associations WHERE integration_id = ?", integrationId);
  for (const one of associations) {
    yield* query(
      "INSERT INTO associations (integration_id, extension, user_id, origin) VALUES (?, ?, ?, ?)",
      integrationId,
      one.extension,
      one.userId,
      one.origin,
    );
  }
  yield* signal(setUpSignal.integration(integrationId));
}

export function* listAssociations(integrationId: string): Operation<UserAssociation[]> {
  const rows = yield* query("SELECT * FROM associations WHERE integration_id = ? ORDER BY extension", integrationId);
  return rows.map((row) => ({
    extension: row.extension as ExtensionNumber,
    userId: row.user_id as string,
    origin: row.origin as UserAssociation["origin"],
  }));
}

function toIntegration(row: Row): StoredIntegration {
  return {
    id: row.id as string,
    connectionId: row.connection_id as string,
    templateKey: row.template_key as string,
    templateRevision: row.template_revision as number,
    enabled: row.enabled === 1,
    settings: completeSettings(JSON.parse(row.settings as string) as Partial<FeatureSettings>),
    ...(row.attention !== null && { attention: row.attention as string }),
    ...(row.changed_at !== null && { changedAt: Number(row.changed_at) }),
  };
}
