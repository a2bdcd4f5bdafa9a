import type { TokenSet } from "../domain/index.ts";

/** Where a helpdesk connection's tokens rest. */
export interface TokenStore {
  /** `undefined` = there are none yet; a store counts versions from 1. */
  load(): Promise<{ readonly tokens: TokenSet; readonly version: number } | undefined>;
  /** Stores durably if the version is still the expected one (0 = none yet). Gives false, changing nothing, if it is not. */
  save(tokens: TokenSet, expectedVersion: number): Promise<boolean>;
}

/** Keeps tokens for the life of the process. */
export function createMemoryTokenStore(initial?: TokenSet): TokenStore {
  let version = initial ? 1 : 0;
  let tokens = initial;
  return {
    async load() {
      return tokens && { tokens, version };
    },
    async save(next, expectedVersion) {
      if (expectedVersion !== version) return false;
      tokens = next;
      version++;
      return true;
    },
  };
}
