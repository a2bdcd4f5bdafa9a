import { type Env, SECOND } from "../base/index.ts";
import type { TokenSet } from "../domain/index.ts";
import type { Auth } from "./auth.ts";
import type { Sender, SendLimits } from "./send.ts";
import { type Grant, requestTokens, TokenRefused } from "./token-request.ts";
import type { TokenStore } from "./token-store.ts";

export interface KeptTokens {
  readonly tokens: TokenSet;
  readonly version: number;
}

/** Hands out a token that is good, renewing it ahead of its end. */
export interface TokenKeeper {
  /** Throws {@link TokenRefused} when there is none and none can be had. */
  get(): Promise<KeptTokens>;
  /** The helpdesk refused the token of this version: get another. */
  renew(version: number): Promise<KeptTokens>;
  /** Exchanges the code that a person's permission gave, and keeps what comes. */
  accept(code: string, redirectUri: string, verifier: string | undefined): Promise<void>;
}

export interface TokenKeeperOptions {
  readonly auth: Extract<Auth, { kind: "token-server" }>;
  readonly store: TokenStore;
  readonly sender: Sender;
  readonly limits: SendLimits;
  readonly env: Pick<Env, "now">;
  /** Lets one task at a time run over all processes that share the token store. */
  readonly exclusive: <T>(task: () => Promise<T>) => Promise<T>;
}

/** A token is renewed when a fifth of its life is left, at least 30 s ahead; one that lives shortly, at half of its life. */
const AHEAD_SHARE = 0.2;
const LEAST_AHEAD_MS = 30 * SECOND;
const MOST_SHARE = 0.5;

export function createTokenKeeper({ auth, store, sender, limits, env, exclusive }: TokenKeeperOptions): TokenKeeper {
  // However many requests find the token at its end, one refresh goes out: a rotating refresh token works only once.
  let flight: Promise<KeptTokens> | undefined;

  async function fetchAnew(grant: Grant, expectedVersion: number): Promise<KeptTokens> {
    let tokens: TokenSet;
    try {
      tokens = await requestTokens(auth.server, grant, sender, limits, env.now());
    } catch (error) {
      // Another process may have used the refresh token first, and have stored what it got.
      const other = grant.kind === "refresh" ? await store.load() : undefined;
      if (other && other.version !== expectedVersion) return other;
      throw error;
    }
    // Stored before it is used: a rotated pair that is lost with the process cannot be had again.
    if (await store.save(tokens, expectedVersion)) return { tokens, version: expectedVersion + 1 };
    const other = await store.load();
    if (!other) throw new TokenRefused("the tokens were removed meanwhile; connect again", true);
    return other;
  }

  async function renewNow(version: number): Promise<KeptTokens> {
    const kept = await store.load();
    if (kept && kept.version !== version) return kept;
    if (kept?.tokens.refreshToken && auth.refresh) {
      try {
        return await fetchAnew({ kind: "refresh", refreshToken: kept.tokens.refreshToken }, version);
      } catch (error) {
        // Where credentials alone give a token, a refresh token that is used up is no loss.
        if (auth.grant !== "credentials" || !(error instanceof TokenRefused && error.final)) throw error;
      }
    }
    if (auth.grant === "credentials") return fetchAnew({ kind: "credentials" }, version);
    throw new TokenRefused(
      kept ? "the token is no longer good and cannot be refreshed; connect again" : "not connected yet; connect first",
      true,
    );
  }

  function renew(version: number): Promise<KeptTokens> {
    flight ??= exclusive(() => renewNow(version)).finally(() => {
      flight = undefined;
    });
    return flight;
  }

  return {
    async get() {
      const kept = await store.load();
      if (!kept) return renew(0);
      if (!auth.refresh || !isNearEnd(kept.tokens, env.now())) return kept;
      try {
        return await renew(kept.version);
      } catch (error) {
        // A token server that is away for a moment costs nothing while the token is still good.
        const transient = error instanceof TokenRefused && !error.final;
        if (transient && (kept.tokens.expiresAt ?? 0) > env.now()) return kept;
        throw error;
      }
    },
    renew,
    async accept(code, redirectUri, verifier) {
      const version = (await store.load())?.version ?? 0;
      await fetchAnew({ kind: "code", code, redirectUri, verifier }, version);
    },
  };
}

function isNearEnd({ expiresAt, obtainedAt }: TokenSet, now: number): boolean {
  if (expiresAt === undefined) return false;
  const life = expiresAt - obtainedAt;
  return expiresAt - now <= Math.min(Math.max(LEAST_AHEAD_MS, life * AHEAD_SHARE), life * MOST_SHARE);
}
