import { makeLink, type OneTimeLink } from "../api/index.ts";
import type { Env } from "../base/index.ts";
import { hasOwner, lock, PEOPLE_LOCK, type Store } from "../store/index.ts";

/** Makes a link by which the owner is made, while there is none; `undefined` afterwards. Links that were given before stay good. */
export async function makeSetUpLink(store: Store, env: Env, publicUrl: string): Promise<OneTimeLink | undefined> {
  return store.write(function* () {
    yield* lock(PEOPLE_LOCK);
    return (yield* hasOwner()) ? undefined : yield* makeLink("set-up", undefined, { env, publicUrl });
  });
}
