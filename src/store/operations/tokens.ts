import { type Operation, query, queryOne, type Row, signal } from "../operation.ts";
import { accessSignal } from "../signals.ts";

/** A helpdesk connection's token set as stored: sealed as a whole, with a version that fences concurrent refreshes. */
export interface StoredTokens {
  readonly sealed: string;
  readonly version: number;
}

export function* findTokens(integrationId: string): Operation<StoredTokens | undefined> {
  const row = yield* queryOne("SELECT sealed, version FROM token_sets WHERE integration_id = ?", integrationId);
  return row && { sealed: row.sealed as string, version: row.version as number };
}

/** Stores a new token set if the version is still `expectedVersion` (0 = none yet). Gives false, changing nothing, if not. */
export function* saveTokens(
  integrationId: string,
  sealed: string,
  expiresAt: number | undefined,
  expectedVersion: number,
): Operation<boolean> {
  const rows = yield* query(
    `INSERT INTO token_sets (integration_id, version, sealed, expires_at) SELECT ?, 1, ?, ? WHERE ? = 0
     ON CONFLICT (integration_id) DO NOTHING RETURNING version`,
    integrationId,
    sealed,
    expiresAt ?? null,
    expectedVersion,
  );
  if (rows.length > 0) return true;
  const updated = yield* query(
    "UPDATE token_sets SET version = version + 1, sealed = ?, expires_at = ? WHERE integration_id = ? AND version = ? RETURNING version",
    sealed,
    expiresAt ?? null,
    integrationId,
    expectedVersion,
  );
  return updated.length > 0;
}

/** Remembers an authorisation under way, so that the answer can be told from a forged one. */
export function* addOauthState(
  state: string,
  integrationId: string,
  sealed: string,
  expiresAt: number,
): Operation<void> {
  yield* query(
    "INSERT INTO oauth_states (state, integration_id, sealed, expires_at) VALUES (?, ?, ?, ?)",
    state,
    integrationId,
    sealed,
    expiresAt,
  );
}

/** Takes an authorisation's memory away and gives it: a state is good once, and not after its time. */
export function* takeOauthState(
  state: string,
  now: number,
): Operation<{ integrationId: string; sealed: string } | undefined> {
  const row = yield* queryOne(
    "DELETE FROM oauth_states WHERE state = ? RETURNING integration_id, sealed, expires_at",
    state,
  );
  yield* query("DELETE FROM oauth_states WHERE expires_at <= ?", now);
  if (!row || (row.expires_at as number) <= now) return undefined;
  return { integrationId: row.integration_id as string, sealed: row.sealed as string };
}

/** A token for the REST API; only its SHA-256 is kept. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: number;
}

export function* addApiToken(token: ApiToken, hash: string): Operation<void> {
  yield* query(
    "INSERT INTO api_tokens (id, name, hash, scopes, created_at) VALUES (?, ?, ?, ?, ?)",
    token.id,
    token.name,
    hash,
    JSON.stringify(token.scopes),
    token.createdAt,
  );
}

export function* findApiToken(hash: string): Operation<ApiToken | undefined> {
  const row = yield* queryOne("SELECT * FROM api_tokens WHERE hash = ? AND revoked_at IS NULL", hash);
  return row && toApiToken(row);
}

/** A token that was not revoked, by its id. */
export function* findApiTokenById(id: string): Operation<ApiToken | undefined> {
  const row = yield* queryOne("SELECT * FROM api_tokens WHERE id = ? AND revoked_at IS NULL", id);
  return row && toApiToken(row);
}

export function* listApiTokens(): Operation<ApiToken[]> {
  const rows = yield* query("SELECT * FROM api_tokens WHERE revoked_at IS NULL ORDER BY created_at");
  return rows.map(toApiToken);
}

function toApiToken(row: Row): ApiToken {
  return {
    id: row.id as string,
    name: row.name as string,
    scopes: JSON.parse(row.scopes as string) as string[],
    createdAt: row.created_at as number,
  };
}

/** Revokes a token, and lets go who follows the live feed with it; gives false when there is none of that id. */
export function* revokeApiToken(id: string, now: number): Operation<boolean> {
  const rows = yield* query(
    "UPDATE api_tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL RETURNING id",
    now,
    id,
  );
  if (rows.length > 0) yield* signal(accessSignal(id));
  return rows.length > 0;
}
