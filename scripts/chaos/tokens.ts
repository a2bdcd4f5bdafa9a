import type { Random } from "./random.ts";

export interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The token server: credentials give a pair; a refresh token is good once and is replaced by the next. */
export interface Tokens {
  grant(form: URLSearchParams): TokenAnswer;
  isGood(token: string): boolean;
  /** Ends all tokens that are not brand new. */
  revoke(): void;
}

export const CLIENT = { id: "deskbell", secret: "chaos-client-secret" };

const EXPIRES_IN_SECONDS = 3600;
/** A token that was given just now stays good: refused at its first use, it would be refused for good. */
const SPARED_MS = 1500;

export function createTokens(random: Random, now: () => number): Tokens {
  const access = new Map<string, number>();
  const refresh = new Set<string>();
  const newToken = (kind: string) => `${kind}-${Math.floor(random.next() * 2 ** 40).toString(36)}`;
  return {
    grant(form) {
      if (form.get("client_id") !== CLIENT.id || form.get("client_secret") !== CLIENT.secret) {
        return { status: 401, body: { error: "invalid_client" } };
      }
      const type = form.get("grant_type");
      if (type === "refresh_token") {
        if (!refresh.delete(form.get("refresh_token") ?? "")) return { status: 400, body: { error: "invalid_grant" } };
      } else if (type !== "client_credentials") {
        return { status: 400, body: { error: "unsupported_grant_type" } };
      }
      const pair = { access_token: newToken("access"), refresh_token: newToken("refresh") };
      access.set(pair.access_token, now());
      refresh.add(pair.refresh_token);
      return { status: 200, body: { ...pair, token_type: "Bearer", expires_in: EXPIRES_IN_SECONDS } };
    },
    isGood: (token) => access.has(token),
    revoke() {
      for (const [token, givenAt] of access) if (now() - givenAt > SPARED_MS) access.delete(token);
    },
  };
}
