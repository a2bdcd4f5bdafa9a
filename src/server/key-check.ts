import { DeskbellError, Secret } from "../base/index.ts";
import { findMeta, KEY_CHECK, listSeals, lock, type Store, sealPlace, setMeta, type Vault } from "../store/index.ts";

/**
 * Makes sure that the keys open what the store holds sealed, and seals a word of its own at the first start, by which a node with other keys
 * is noticed even while there are no secrets. Throws `SECRET_KEY_MISSING`, since a wrong key would otherwise show at the first call.
 */
export async function checkKeys(store: Store, vault: Vault): Promise<void> {
  for (const { table, sealed, place } of await store.read(listSeals)) {
    // Of an authorisation that nobody may ever finish.
    if (table === "oauth_states") continue;
    if (place === sealPlace.keyCheck) openCheck(sealed, vault);
    else vault.open(sealed, place);
  }
  const fresh = vault.seal(new Secret("deskbell"), sealPlace.keyCheck);
  const kept = await store.write(function* () {
    // Of nodes that start at once, the first one's counts.
    yield* lock(KEY_CHECK);
    const found = yield* findMeta(KEY_CHECK);
    if (found === undefined) yield* setMeta(KEY_CHECK, fresh);
    return found ?? fresh;
  });
  openCheck(kept, vault);
}

function openCheck(sealed: string, vault: Vault): void {
  try {
    vault.open(sealed, sealPlace.keyCheck);
  } catch (cause) {
    throw new DeskbellError(
      "SECRET_KEY_MISSING",
      `the store is sealed with key "${sealed.split(".")[1]}", which is not among the configured keys (the current one is "${vault.currentKeyId}"); bring back the secret.key that it was first used with, or give every node the same DESKBELL_KEY or DESKBELL_KEY_FILE`,
      { cause },
    );
  }
}
