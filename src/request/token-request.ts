import { DeskbellError, SECOND, Secret } from "../base/index.ts";
import type { TokenSet } from "../domain/index.ts";
import type { TokenServer } from "./auth.ts";
import { toShortMessage } from "./classify.ts";
import { createRedactor } from "./redact.ts";
import type { RenderedRequest } from "./render-request.ts";
import type { Sender, SendLimits } from "./send.ts";

/** What a token is asked for with: a code, a refresh token, or nothing but the credentials. */
export type Grant =
  | {
      readonly kind: "code";
      readonly code: string;
      readonly redirectUri: string;
      readonly verifier: string | undefined;
    }
  | { readonly kind: "refresh"; readonly refreshToken: Secret }
  | { readonly kind: "credentials" };

/** A refusal of the token server; `final` when only a new permission by a person helps (RFC 6749, 5.2). */
export class TokenRefused extends DeskbellError {
  readonly final: boolean;

  constructor(message: string, final: boolean) {
    super(final ? "REAUTHORISE" : "OAUTH_FAILED", message);
    this.final = final;
  }
}

/**
 * Asks the token server (RFC 6749). Throws {@link TokenRefused}, whose message never holds a secret.
 * An answer of 200 that carries `error` or no access token is a refusal.
 */
export async function requestTokens(
  server: TokenServer,
  grant: Grant,
  sender: Sender,
  limits: SendLimits,
  now: number,
): Promise<TokenSet> {
  const { request, secrets } = buildTokenRequest(server, grant);
  const redactor = createRedactor(secrets);
  const sent = await sender.send(request, limits);
  const host = new URL(request.url).host;
  if (sent.kind !== "answer") throw new TokenRefused(`token server ${host}: ${redactor.text(sent.reason)}`, false);
  const accessToken = sent.status >= 200 && sent.status < 300 ? server.read(sent.body, "access") : "";
  if (accessToken === "" || /^\s*\{[^{}]*"error"\s*:\s*"[^"]/.test(sent.body)) {
    const said = toShortMessage(sent.body, redactor.body);
    // A bare 401 is a refusal of the client as well (RFC 6749, 5.2).
    const final =
      sent.status === 401 ||
      (sent.status < 500 &&
        sent.status !== 429 &&
        /invalid_grant|invalid_client|unauthorized_client|access_denied|invalid_code/i.test(sent.body));
    const cure = final ? "; connect again" : "";
    throw new TokenRefused(
      `token server ${host} answered ${sent.status}${said ? `: ${said}` : " without a token"}${cure}`,
      final,
    );
  }
  const refreshToken = server.read(sent.body, "refresh");
  const expiresIn = Number.parseFloat(server.read(sent.body, "expires"));
  // A refresh that brings no new refresh token leaves the old one good (RFC 6749, 6).
  const kept =
    refreshToken !== "" ? new Secret(refreshToken) : grant.kind === "refresh" ? grant.refreshToken : undefined;
  return {
    accessToken: new Secret(accessToken),
    ...(kept && { refreshToken: kept }),
    ...(Number.isFinite(expiresIn) && expiresIn > 0 && { expiresAt: now + expiresIn * SECOND }),
    obtainedAt: now,
  };
}

function buildTokenRequest(server: TokenServer, grant: Grant): { request: RenderedRequest; secrets: string[] } {
  const endpoint = new URL(grant.kind === "refresh" ? server.refreshEndpoint : server.endpoint);
  const secret = server.clientSecret?.reveal();
  const secrets = secret ? [secret] : [];
  const pairs = new Map<string, string>(grantPairs(grant));
  for (const [name, value] of server.extra) pairs.set(name, value);
  const headers: Record<string, string> = { accept: "application/json" };
  if (server.clientAuth === "basic") {
    const text = `${encodeURIComponent(server.clientId)}:${encodeURIComponent(secret ?? "")}`;
    headers.authorization = `Basic ${Buffer.from(text).toString("base64")}`;
  } else if (server.clientAuth !== "none") {
    if (server.clientId !== "") pairs.set("client_id", server.clientId);
    if (secret) pairs.set("client_secret", secret);
  }
  // What stands in the address already is not sent a second time.
  for (const name of endpoint.searchParams.keys()) pairs.delete(name);
  if (grant.kind === "code") secrets.push(grant.code, ...(grant.verifier === undefined ? [] : [grant.verifier]));
  if (grant.kind === "refresh") secrets.push(grant.refreshToken.reveal());
  if (server.method === "GET" || server.clientAuth === "query") {
    for (const [name, value] of pairs) endpoint.searchParams.set(name, value);
    return { request: { name: "token", method: server.method, url: endpoint.href, headers }, secrets };
  }
  headers["content-type"] = server.format === "json" ? "application/json" : "application/x-www-form-urlencoded";
  const body =
    server.format === "json" ? JSON.stringify(Object.fromEntries(pairs)) : new URLSearchParams([...pairs]).toString();
  return { request: { name: "token", method: "POST", url: endpoint.href, headers, body }, secrets };
}

function grantPairs(grant: Grant): [string, string][] {
  switch (grant.kind) {
    case "code":
      return [
        ["grant_type", "authorization_code"],
        ["code", grant.code],
        ["redirect_uri", grant.redirectUri],
        ...(grant.verifier === undefined ? [] : ([["code_verifier", grant.verifier]] as [string, string][])),
      ];
    case "refresh":
      return [
        ["grant_type", "refresh_token"],
        ["refresh_token", grant.refreshToken.reveal()],
      ];
    case "credentials":
      return [["grant_type", "client_credentials"]];
  }
}
