import type { Env } from "../../base/index.ts";
import type { Store, Vault } from "../../store/index.ts";

/** What setting up works with. */
export interface SetUpTools {
  readonly store: Store;
  readonly vault: Vault;
  readonly env: Env;
}
