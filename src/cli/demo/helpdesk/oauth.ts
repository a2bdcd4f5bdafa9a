import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { json, type ReceivedRequest, type Reply, readJsonObject } from "./http.ts";

export interface OAuthOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Absent: any redirect address is taken. */
  readonly redirectUris?: readonly string[];
  readonly accessLifeSeconds: number;
  readonly refreshLifeSeconds: number;
  now(): number;
}

interface Grant {
  readonly scope: string;
  readonly redirectUri: string;
  readonly challenge: string | undefined;
  readonly expiresAt: number;
}

interface Pair {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly scope: string;
  readonly accessEnds: number;
  readonly refreshEnds: number;
}

/** A request for permission that passed every check: where to send the browser with a code. */
type Permission =
  | { readonly kind: "ask"; readonly scope: string; grant(): string }
  | { readonly kind: "refuse"; readonly reason: string };

/** The token server of the demo helpdesk: authorisation code with PKCE, and refresh tokens that work once. */
export interface OAuthServer {
  permission(query: URLSearchParams): Permission;
  token(request: ReceivedRequest): Reply;
  /** The scope of a valid access token of an `Authorization: Bearer` header. */
  scopeOf(authorization: string | undefined): string | undefined;
  /** A pair without the way through a browser. */
  issue(scope?: string): { readonly accessToken: string; readonly refreshToken: string };
  /** Makes all access tokens invalid at once; refresh tokens stay. */
  expireAccessTokens(): void;
}

const CODE_LIFE_MS = 120_000;
const SCOPES = new Set(["read", "write"]);

export function createOAuthServer(options: OAuthOptions): OAuthServer {
  const codes = new Map<string, Grant>();
  const pairs = new Set<Pair>();

  function issue(scope = "read write"): Pair {
    const now = options.now();
    const pair: Pair = {
      accessToken: randomBytes(24).toString("hex"),
      refreshToken: randomBytes(24).toString("hex"),
      scope,
      accessEnds: now + options.accessLifeSeconds * 1000,
      refreshEnds: now + options.refreshLifeSeconds * 1000,
    };
    pairs.add(pair);
    return pair;
  }

  function exchangeCode(form: Readonly<Record<string, unknown>>): Pair | string {
    const code = String(form.code ?? "");
    const grant = codes.get(code);
    codes.delete(code);
    if (!grant || grant.expiresAt < options.now()) return "the code is unknown, used or too old";
    if (form.redirect_uri !== grant.redirectUri) return "redirect_uri is not the one the code was made for";
    if (grant.challenge !== undefined && toChallenge(String(form.code_verifier ?? "")) !== grant.challenge)
      return "code_verifier does not fit code_challenge";
    return issue(grant.scope);
  }

  function refresh(form: Readonly<Record<string, unknown>>): Pair | string {
    for (const pair of pairs) {
      if (pair.refreshToken !== form.refresh_token) continue;
      // The old pair ends here, whether or not the answer with the new one arrives.
      pairs.delete(pair);
      return pair.refreshEnds < options.now() ? "the refresh token has expired" : issue(pair.scope);
    }
    return "the refresh token is unknown or was used before";
  }

  return {
    issue,
    permission(query) {
      const redirectUri = query.get("redirect_uri") ?? "";
      const scope = query.get("scope") ?? "read";
      const challenge = query.get("code_challenge") ?? undefined;
      const refuse = (reason: string): Permission => ({ kind: "refuse", reason });
      if (query.get("client_id") !== options.clientId) return refuse("No such client exists.");
      if (!URL.canParse(redirectUri)) return refuse("redirect_uri is not an absolute address.");
      if (options.redirectUris && !options.redirectUris.includes(redirectUri))
        return refuse("redirect_uri is not one that the client was registered with.");
      if (query.get("response_type") !== "code") return refuse("response_type must be code.");
      if (!scope.split(" ").every((one) => SCOPES.has(one))) return refuse(`The scope "${scope}" is not valid.`);
      if (challenge !== undefined && query.get("code_challenge_method") !== "S256")
        return refuse("code_challenge_method must be S256.");
      return {
        kind: "ask",
        scope,
        grant() {
          const code = randomBytes(16).toString("hex");
          codes.set(code, { scope, redirectUri, challenge, expiresAt: options.now() + CODE_LIFE_MS });
          const target = new URL(redirectUri);
          target.searchParams.set("code", code);
          const state = query.get("state");
          if (state !== null) target.searchParams.set("state", state);
          return target.href;
        },
      };
    },
    token(request) {
      const form = readForm(request);
      const fail = (status: number, error: string, error_description: string) =>
        json(status, { error, error_description });
      if (form.client_id !== options.clientId || !isSame(String(form.client_secret ?? ""), options.clientSecret))
        return fail(401, "invalid_client", "Client authentication failed: unknown client or wrong secret.");
      if (form.grant_type !== "authorization_code" && form.grant_type !== "refresh_token")
        return fail(400, "unsupported_grant_type", "grant_type must be authorization_code or refresh_token.");
      const pair = form.grant_type === "refresh_token" ? refresh(form) : exchangeCode(form);
      if (typeof pair === "string") return fail(400, "invalid_grant", `The grant is not valid: ${pair}.`);
      return json(200, {
        access_token: pair.accessToken,
        refresh_token: pair.refreshToken,
        token_type: "bearer",
        scope: pair.scope,
        expires_in: options.accessLifeSeconds,
        refresh_token_expires_in: options.refreshLifeSeconds,
      });
    },
    scopeOf(authorization) {
      const token = /^bearer ([0-9a-f]+)$/i.exec(authorization ?? "")?.[1];
      for (const pair of pairs) if (pair.accessToken === token && pair.accessEnds > options.now()) return pair.scope;
      return undefined;
    },
    expireAccessTokens() {
      for (const pair of [...pairs]) {
        pairs.delete(pair);
        pairs.add({ ...pair, accessEnds: 0 });
      }
    },
  };
}

function toChallenge(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

function isSame(a: string, b: string): boolean {
  const [x, y] = [a, b].map((text) => createHash("sha256").update(text).digest());
  return timingSafeEqual(x as Buffer, y as Buffer);
}

function readForm(request: ReceivedRequest): Readonly<Record<string, unknown>> {
  return readJsonObject(request) ?? Object.fromEntries(new URLSearchParams(request.body));
}
