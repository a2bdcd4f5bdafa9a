import { hashToken, newApiToken } from "../api/index.ts";
import type { Env, Secret } from "../base/index.ts";
import { addApiToken, addAuditEntry, findMeta, lock, type Store, setMeta } from "../store/index.ts";

/** Under which the store remembers the id of the token that the first start made. */
export const FIRST_TOKEN = "first-admin-token";

/** Makes an administrator's token at the very first start of the first node; `undefined` at every later one. */
export async function makeFirstToken(store: Store, env: Env): Promise<Secret | undefined> {
  const token = newApiToken();
  return store.write(function* () {
    yield* lock(FIRST_TOKEN);
    if ((yield* findMeta(FIRST_TOKEN)) !== undefined) return undefined;
    const stored = { id: env.newId(), name: "first administrator", scopes: ["admin"], createdAt: env.now() };
    yield* setMeta(FIRST_TOKEN, stored.id);
    yield* addApiToken(stored, hashToken(token.reveal()));
    const who = { kind: "system", id: "", name: "first start", address: "" } as const;
    const after = { id: stored.id, scopes: stored.scopes };
    yield* addAuditEntry({ who, action: "createToken", subject: `token ${stored.name}`, after }, env.now());
    return token;
  });
}
