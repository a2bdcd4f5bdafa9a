import { DeskbellError } from "../../base/index.ts";
import type { Engine } from "../../pipeline/index.ts";
import { listSeals, replaceSeal, type Seal, type Store, type Vault } from "../../store/index.ts";

export interface Rotation {
  readonly keyId: string;
  /** How many secrets were sealed anew. */
  readonly resealed: number;
}

export interface RotationTools {
  readonly store: Store;
  readonly vault: Vault;
  readonly engine: Pick<Engine, "listNodes">;
}

/**
 * Gives the function that seals every stored secret with a new key while work goes on, then forgets the old one; whoever asks while
 * it runs gets its result. Keys from the environment cannot be made here, and no key that other nodes would not have: then the first of
 * those that are configured is the new one, and the function throws `CONFLICT` when everything is sealed with it already.
 */
export function createRotation(tools: RotationTools): () => Promise<Rotation> {
  let running: Promise<Rotation> | undefined;
  return () => {
    running ??= rotate(tools).finally(() => {
      running = undefined;
    });
    return running;
  };
}

async function rotate({ store, vault, engine }: RotationTools): Promise<Rotation> {
  const ownKeys =
    (await engine.listNodes()).length > 1 ? await checkOldSeals(store, vault) : await addKey(store, vault);
  let resealed = 0;
  // Until none is left: what is stored meanwhile is sealed with the new key already.
  for (let seals = await listOldSeals(store, vault); seals.length > 0; seals = await listOldSeals(store, vault)) {
    for (const seal of seals) {
      const fresh = vault.seal(vault.open(seal.sealed, seal.place), seal.place);
      await store.write(() => replaceSeal(seal, fresh));
      if (seal.table !== "meta") resealed++;
    }
  }
  if (ownKeys) vault.dropOldKeys();
  return { keyId: vault.currentKeyId, resealed };
}

/** No key is ours to add to or to drop where other nodes have the same. Throws when there is nothing to do with those that there are. */
async function checkOldSeals(store: Store, vault: Vault): Promise<false> {
  if ((await listOldSeals(store, vault)).length > 0) return false;
  throw new DeskbellError(
    "CONFLICT",
    "several nodes work on the store, and no key is made for them all: put a new key behind the old one on every node and restart each, then in front of it in the same way, and rotate again",
  );
}

/** Whether the keys are ours to add to and to drop. */
async function addKey(store: Store, vault: Vault): Promise<boolean> {
  try {
    vault.addKey();
    return true;
  } catch (error) {
    const fixed = error instanceof DeskbellError && error.code === "CONFLICT";
    if (fixed && (await listOldSeals(store, vault)).length > 0) return false;
    throw error;
  }
}

async function listOldSeals(store: Store, vault: Vault): Promise<Seal[]> {
  // As a write it comes after every write that was asked for before: what was sealed with an old key just now is in the list.
  const seals = await store.write(listSeals);
  return seals.filter(({ sealed }) => !sealed.startsWith(`v1.${vault.currentKeyId}.`));
}
