import { type Operation, query, queryOne } from "../operation.ts";
import { findMeta } from "./meta.ts";

/** Under which `meta` keeps a sealed word that tells a server with other keys apart. */
export const KEY_CHECK = "key-check";
/** Under which it keeps the sealed key that links to recordings are signed with: other than the vault's, so that links outlive its change. */
export const LINK_KEY = "recording-link-key";

/** One sealed secret: where it stands, and how to write it anew. The place is what it was sealed for. */
export interface Seal {
  readonly table: "meta" | "connections" | "settings" | "connection_secrets" | "fields" | "token_sets" | "oauth_states";
  readonly key: readonly string[];
  readonly sealed: string;
  readonly place: string;
}

/** The place that a secret is sealed for; the vault binds the cipher text to it. */
export const sealPlace = {
  keyCheck: "key check",
  linkKey: "key of links to recordings",
  connection: (id: string) => `connection ${id}`,
  setting: (connectionId: string, name: string) => `setting ${name} of connection ${connectionId}`,
  shared: (connectionId: string) => `shared by nodes for connection ${connectionId}`,
  field: (integrationId: string, name: string) => `field ${name} of integration ${integrationId}`,
  tokens: (integrationId: string) => `tokens of integration ${integrationId}`,
  oauthState: (state: string) => `authorisation ${state.slice(0, 6)}`,
} as const;

/** Every sealed secret of the store, for sealing with a new key. */
export function* listSeals(): Operation<Seal[]> {
  const seals: Seal[] = [];
  const check = yield* findMeta(KEY_CHECK);
  if (check !== undefined) seals.push({ table: "meta", key: [KEY_CHECK], sealed: check, place: sealPlace.keyCheck });
  const links = yield* findMeta(LINK_KEY);
  if (links !== undefined) seals.push({ table: "meta", key: [LINK_KEY], sealed: links, place: sealPlace.linkKey });
  for (const row of yield* query("SELECT id, sealed_secret FROM connections WHERE sealed_secret IS NOT NULL")) {
    const id = row.id as string;
    seals.push({
      table: "connections",
      key: [id],
      sealed: row.sealed_secret as string,
      place: sealPlace.connection(id),
    });
  }
  for (const row of yield* query("SELECT id, sealed_credentials FROM connections WHERE sealed_credentials <> '{}'")) {
    const id = row.id as string;
    for (const [name, sealed] of Object.entries(
      JSON.parse(row.sealed_credentials as string) as Record<string, string>,
    )) {
      seals.push({ table: "settings", key: [id, name], sealed, place: sealPlace.setting(id, name) });
    }
  }
  for (const row of yield* query("SELECT connection_id, sealed FROM connection_secrets")) {
    const id = row.connection_id as string;
    seals.push({ table: "connection_secrets", key: [id], sealed: row.sealed as string, place: sealPlace.shared(id) });
  }
  for (const row of yield* query("SELECT integration_id, name, sealed FROM fields WHERE sealed IS NOT NULL")) {
    const key = [row.integration_id as string, row.name as string] as const;
    seals.push({ table: "fields", key, sealed: row.sealed as string, place: sealPlace.field(...key) });
  }
  for (const row of yield* query("SELECT integration_id, sealed FROM token_sets")) {
    const id = row.integration_id as string;
    seals.push({ table: "token_sets", key: [id], sealed: row.sealed as string, place: sealPlace.tokens(id) });
  }
  for (const row of yield* query("SELECT state, sealed FROM oauth_states")) {
    const state = row.state as string;
    seals.push({
      table: "oauth_states",
      key: [state],
      sealed: row.sealed as string,
      place: sealPlace.oauthState(state),
    });
  }
  return seals;
}

const UPDATES = {
  meta: "UPDATE meta SET value = ? WHERE key = ? AND value = ?",
  connections: "UPDATE connections SET sealed_secret = ? WHERE id = ? AND sealed_secret = ?",
  connection_secrets: "UPDATE connection_secrets SET sealed = ? WHERE connection_id = ? AND sealed = ?",
  fields: "UPDATE fields SET sealed = ? WHERE integration_id = ? AND name = ? AND sealed = ?",
  token_sets: "UPDATE token_sets SET sealed = ? WHERE integration_id = ? AND sealed = ?",
  oauth_states: "UPDATE oauth_states SET sealed = ? WHERE state = ? AND sealed = ?",
} as const;

/** Writes a secret sealed anew, unless it was changed meanwhile. */
export function* replaceSeal(seal: Seal, sealed: string): Operation<void> {
  if (seal.table === "settings") {
    yield* replaceSetting(seal, sealed);
    return;
  }
  yield* query(UPDATES[seal.table], sealed, ...seal.key, seal.sealed);
}

// Several stand in one row, as JSON. It is changed only as long as it is what was read.
function* replaceSetting({ key: [id = "", name = ""], sealed: before }: Seal, sealed: string): Operation<void> {
  const row = yield* queryOne("SELECT sealed_credentials AS text FROM connections WHERE id = ?", id);
  const all = row && (JSON.parse(row.text as string) as Record<string, string>);
  if (all?.[name] !== before) return;
  yield* query(
    "UPDATE connections SET sealed_credentials = ? WHERE id = ? AND sealed_credentials = ?",
    JSON.stringify({ ...all, [name]: sealed }),
    id,
    row?.text as string,
  );
}
