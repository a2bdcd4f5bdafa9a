import { createHash, randomBytes } from "node:crypto";
import { Secret } from "../base/index.ts";

/** What a person's permission is asked with. */
export interface AuthorisationWish {
  /** The helpdesk's page. */
  readonly endpoint: string;
  readonly clientId: string;
  /** Our callback, registered at the helpdesk. */
  readonly redirectUri: string;
  readonly scope: string;
  /** Further pairs, such as `access_type=offline`. */
  readonly extra: readonly (readonly [string, string])[];
  readonly pkce: "S256" | "none";
}

/** An authorisation under way: where to send the browser, and what to remember until it returns. */
export interface AuthorisationStart {
  readonly url: string;
  /** Comes back with the browser; good once. */
  readonly state: string;
  /** The PKCE verifier (RFC 7636); absent when the helpdesk does not take one. */
  readonly verifier: Secret | undefined;
}

/** Begins the authorisation code flow with a fresh state and, unless switched off, PKCE S256 (RFC 6749, 7636, 9700). */
export function startAuthorisation(wish: AuthorisationWish): AuthorisationStart {
  const state = randomBytes(24).toString("base64url");
  const verifier = wish.pkce === "S256" ? randomBytes(48).toString("base64url") : undefined;
  const url = new URL(wish.endpoint);
  const pairs: [string, string][] = [
    ["response_type", "code"],
    ["client_id", wish.clientId],
    ["redirect_uri", wish.redirectUri],
    ...(wish.scope === "" ? [] : ([["scope", wish.scope]] as [string, string][])),
    ...wish.extra.map(([name, value]): [string, string] => [name, value]),
  ];
  for (const [name, value] of pairs) if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  url.searchParams.set("state", state);
  if (verifier !== undefined) {
    url.searchParams.set("code_challenge", createHash("sha256").update(verifier).digest("base64url"));
    url.searchParams.set("code_challenge_method", "S256");
  }
  return { url: url.href, state, verifier: verifier === undefined ? undefined : new Secret(verifier) };
}
