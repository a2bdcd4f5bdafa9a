import { Secret } from "../base/index.ts";
import type { TokenSet } from "../domain/index.ts";
import type { Auth, TokenServer } from "./auth.ts";
import type { SuccessTest } from "./classify.ts";
import {
  createHelpdeskConnection,
  type HelpdeskConnection,
  type HelpdeskConnectionOptions,
  type SendOptions,
} from "./connection.ts";
import type { RenderedRequest, Rendering } from "./render-request.ts";
import { createMemoryTokenStore } from "./token-store.ts";

const plain: SuccessTest = {
  isSuccess: (status) => status >= 200 && status < 300,
  isNotFound: (status) => status === 404,
  findForeign: () => undefined,
  findRefusal: () => undefined,
};

export const SEND: SendOptions = { scenario: "SearchContact", test: plain, reads: true };
export const CREATE: SendOptions = { scenario: "CreateNewTicket", test: plain, reads: false };

export function aConnection(options: Partial<HelpdeskConnectionOptions> = {}): HelpdeskConnection {
  return createHelpdeskConnection({
    auth: { kind: "none" },
    secrets: [],
    tokenStore: createMemoryTokenStore(),
    maxConcurrentRequests: 10,
    userAgent: "Deskbell/test",
    allowPrivateNetworkTargets: true,
    env: { now: Date.now },
    limits: { timeoutMs: 2000 },
    ...options,
  });
}

export function aRendering(url: string, request: Partial<RenderedRequest> = {}): Rendering {
  return { kind: "ready", warnings: [], request: { name: "contacts", method: "GET", url, headers: {}, ...request } };
}

export function aTokenServer(endpoint: string, server: Partial<TokenServer> = {}): TokenServer {
  const names = { access: "access_token", refresh: "refresh_token", expires: "expires_in" };
  return {
    endpoint,
    refreshEndpoint: endpoint,
    method: "POST",
    format: "form",
    clientAuth: "body",
    clientId: "deskbell",
    clientSecret: new Secret("client-secret-canary"),
    extra: [],
    read(body, what) {
      try {
        return String((JSON.parse(body) as Record<string, unknown>)[names[what]] ?? "");
      } catch {
        return "";
      }
    },
    ...server,
  };
}

export function aServerAuth(
  endpoint: string,
  auth: Partial<Extract<Auth, { kind: "token-server" }>> = {},
): Extract<Auth, { kind: "token-server" }> {
  return {
    kind: "token-server",
    tokenType: "Bearer",
    server: aTokenServer(endpoint),
    grant: "authorization-code",
    refresh: true,
    tokenErrors: [],
    ...auth,
  };
}

export function aTokenSet(
  access: string,
  refresh: string | undefined,
  expiresInMs: number | undefined,
  now = Date.now(),
): TokenSet {
  return {
    accessToken: new Secret(access),
    ...(refresh !== undefined && { refreshToken: new Secret(refresh) }),
    ...(expiresInMs !== undefined && { expiresAt: now + expiresInMs }),
    obtainedAt: now,
  };
}
