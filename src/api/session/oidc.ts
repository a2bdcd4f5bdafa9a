import { DeskbellError, MINUTE, Secret } from "../../base/index.ts";
import type { Vault } from "../../store/index.ts";
import type { Role } from "../scopes.ts";

/** The sign-in provider of the people, as the configuration names it. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: Secret;
  readonly scopes: readonly string[];
  /** The claim that says what somebody is, and the role that each of its values stands for; absent = roles are given here. */
  readonly roles?: { readonly claim: string; readonly values: Readonly<Record<string, Role>> };
  /** The claim with a person's extension or extensions, and the connection that they are of. */
  readonly extensions?: { readonly claim: string; readonly connection: string };
  /** Whose e-mail addresses are let in; empty = all. */
  readonly allowedDomains: readonly string[];
  /** Whether somebody who is not known yet is added. */
  readonly createPeople: boolean;
}

/** What the provider says of somebody. */
export interface Identity {
  /** Issuer and subject: the same person for ever, whatever their address. */
  readonly subject: string;
  /** Only one that the provider has verified, in small letters. */
  readonly email?: string;
  readonly name?: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** What is kept in the browser while a person is at the provider. */
export interface SignInUnderWay {
  /** Sealed; for a cookie. */
  readonly kept: string;
  readonly url: string;
}

/** Signing in with OpenID Connect: authorisation code with PKCE, state and nonce (OpenID Connect Core 1.0, 3.1; RFC 9700). */
export interface OidcClient {
  /** Begins; `to` is the page to go on with. Throws `OAUTH_FAILED` when the provider cannot be asked. */
  start(redirectUri: string, to: string): Promise<SignInUnderWay>;
  /** Ends, with the address that the provider sent the browser back to. Throws `OAUTH_FAILED`, `AUTH_FAILED` in words for the person. */
  finish(address: URL, kept: string | undefined): Promise<{ readonly identity: Identity; readonly to: string }>;
}

/** How long a person may take at the provider. */
export const UNDER_WAY_MS = 10 * MINUTE;
const TIMEOUT_SECONDS = 10;
const PLACE = "sign-in under way";

interface Kept {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly to: string;
  readonly until: number;
}

/** The provider is asked how it works when the first person comes, and again when that failed. */
export function createOidcClient(settings: OidcSettings, vault: Vault, now: () => number): OidcClient {
  let discovered: ReturnType<typeof discover> | undefined;
  const provider = () => {
    discovered ??= discover(settings).catch((error: unknown) => {
      discovered = undefined;
      throw error;
    });
    return discovered;
  };
  return {
    async start(redirectUri, to) {
      const { client, config } = await provider();
      const verifier = client.randomPKCECodeVerifier();
      const kept: Kept = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier,
        to,
        until: now() + UNDER_WAY_MS,
      };
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: settings.scopes.join(" "),
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        state: kept.state,
        nonce: kept.nonce,
      });
      return { url: url.href, kept: vault.seal(new Secret(JSON.stringify(kept)), PLACE) };
    },
    async finish(address, sealed) {
      const { client, config } = await provider();
      const { state, nonce, verifier, to } = readKept(sealed, vault, now());
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      try {
        const tokens = await client.authorizationCodeGrant(config, address, checks);
        const claims = tokens.claims();
        if (!claims) throw new DeskbellError("OAUTH_FAILED", "the sign-in provider gave no ID token");
        const asked = config.serverMetadata().userinfo_endpoint !== undefined && claims.email === undefined;
        const more = asked ? await client.fetchUserInfo(config, tokens.access_token, claims.sub) : {};
        return { identity: toIdentity(settings.issuer, { ...more, ...claims }, claims.sub), to };
      } catch (cause) {
        throw inWords(cause);
      }
    },
  };
}

async function discover({ issuer, clientId, clientSecret }: OidcSettings) {
  // Loaded when somebody signs in that way, since most servers never need it.
  const client = await import("openid-client");
  try {
    const config = await client.discovery(new URL(issuer), clientId, clientSecret?.reveal(), undefined, {
      timeout: TIMEOUT_SECONDS,
      ...(issuer.startsWith("http:") && { execute: [client.allowInsecureRequests] }),
    });
    return { client, config };
  } catch (cause) {
    throw new DeskbellError("OAUTH_FAILED", `the sign-in provider ${issuer} does not say how it works; is it there?`, {
      cause,
    });
  }
}

function readKept(sealed: string | undefined, vault: Vault, now: number): Kept {
  const again = "begin to sign in again, in one browser window";
  if (!sealed) throw new DeskbellError("AUTH_FAILED", `this browser has not begun to sign in; ${again}`);
  let kept: Kept;
  try {
    kept = JSON.parse(vault.open(sealed, PLACE).reveal()) as Kept;
  } catch (cause) {
    throw new DeskbellError("AUTH_FAILED", `what this browser kept cannot be read; ${again}`, { cause });
  }
  if (kept.until <= now) throw new DeskbellError("AUTH_FAILED", `signing in took longer than 10 minutes; ${again}`);
  return kept;
}

function toIdentity(issuer: string, claims: Readonly<Record<string, unknown>>, sub: string): Identity {
  const { email, email_verified: verified, name } = claims;
  const known = typeof email === "string" && (verified === true || verified === "true");
  return {
    subject: `${issuer} ${sub}`,
    ...(known && { email: email.toLowerCase() }),
    ...(typeof name === "string" && name !== "" && { name }),
    claims,
  };
}

// The library's errors carry the answer itself; only the provider's own words for people are taken from it.
function inWords(cause: unknown): DeskbellError {
  if (cause instanceof DeskbellError) return cause;
  const { error, error_description } = cause as Record<string, unknown>;
  if (error === "access_denied") {
    return new DeskbellError("AUTH_FAILED", "the sign-in provider says that you did not agree");
  }
  const said = [error_description, error].find((one) => typeof one === "string") as string | undefined;
  // The library's own sentence is general; what was wrong stands in the error that it comes from.
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const reason = said ?? (inner instanceof Error ? inner.message : String(inner));
  return new DeskbellError("OAUTH_FAILED", `the sign-in provider's answer was not taken: ${reason.slice(0, 300)}`, {
    cause,
  });
}
