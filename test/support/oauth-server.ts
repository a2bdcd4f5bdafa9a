import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type LoadContext, Provider } from "oidc-provider";

/** A client that the server knows. */
export interface OAuthClient {
  readonly id: string;
  readonly secret: string;
  readonly redirectUri: string;
  /** How it proves itself at the token endpoint. */
  readonly auth: "client_secret_post" | "client_secret_basic";
}

/** A real OAuth server (oidc-provider): PKCE demanded, refresh tokens good once, reuse of one ends the whole grant. */
export interface OAuthServer {
  readonly address: string;
  /** Tokens given, by the grant that they were asked with. */
  readonly granted: string[];
  /** Refusals of the token endpoint, by error. */
  readonly refused: string[];
  isGood(accessToken: string): Promise<boolean>;
  revokeAccessToken(accessToken: string): Promise<void>;
  revokeRefreshToken(refreshToken: string): Promise<void>;
  /** Goes the way of a browser whose person says yes, and gives where it is sent at last. */
  consent(authorisationUrl: string): Promise<URL>;
  close(): Promise<void>;
}

export async function openOAuthServer(
  clients: readonly OAuthClient[],
  { accessTokenSeconds = 3600 } = {},
): Promise<OAuthServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(address, {
    clients: clients.map(({ id, secret, redirectUri, auth }) => ({
      client_id: id,
      client_secret: secret,
      redirect_uris: [redirectUri],
      grant_types: ["authorization_code", "refresh_token"],
      token_endpoint_auth_method: auth,
    })),
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: async () => true,
    scopes: ["openid", "read", "write"],
    ttl: {
      AccessToken: accessTokenSeconds,
      RefreshToken: 86_400,
      AuthorizationCode: 60,
      Grant: 86_400,
      Session: 600,
      Interaction: 600,
      IdToken: 60,
    },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ["only-for-tests"] },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/consent/${uid}` },
    findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub }) }),
    async loadExistingGrant({ oidc }: LoadContext) {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope(oidc.params.scope ?? "");
      await grant.save();
      return grant;
    },
  });
  const granted: string[] = [];
  const refused: string[] = [];
  provider.on("grant.success", (context) =>
    granted.push(String((context as { oidc: { params: { grant_type: string } } }).oidc.params.grant_type)),
  );
  provider.on("grant.error", (_, error) => refused.push(String((error as { error: string }).error)));
  const handle = provider.callback();
  server.on("request", (request, response) => {
    if (!request.url?.startsWith("/consent/")) return handle(request, response);
    void provider.interactionFinished(request, response, { login: { accountId: "jim" } });
  });
  return {
    address,
    granted,
    refused,
    isGood: async (token) => {
      const found = await provider.AccessToken.find(token);
      return found !== undefined && !found.isExpired;
    },
    revokeAccessToken: async (token) => (await provider.AccessToken.find(token))?.destroy(),
    revokeRefreshToken: async (token) => (await provider.RefreshToken.find(token))?.destroy(),
    consent,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const MAX_STEPS = 8;

async function consent(authorisationUrl: string): Promise<URL> {
  const { origin } = new URL(authorisationUrl);
  const cookies = new Map<string, string>();
  let url = new URL(authorisationUrl);
  for (let step = 0; step < MAX_STEPS && url.origin === origin; step++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { redirect: "manual", headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (location === null)
      throw new Error(`no way on from ${url.pathname}: ${response.status} ${await response.text()}`);
    url = new URL(location, url);
  }
  return url;
}
