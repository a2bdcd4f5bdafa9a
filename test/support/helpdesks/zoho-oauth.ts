import { randomBytes } from "node:crypto";
import { json } from "../../../src/cli/demo/helpdesk/http.ts";
import type { ReceivedRequest, Reply } from "./double.ts";

export const ZOHO_CLIENT = { id: "1000.CLIENT", secret: "zoho-client-secret" } as const;
export const ZOHO_REDIRECT = "http://127.0.0.1:9/oauth/callback";

interface Consent {
  readonly scope: string;
  readonly offline: boolean;
}

/**
 * Zoho's accounts server: a refused token request answers 200 with `{"error"}`, a refresh token comes only for
 * `access_type=offline`, only once, and stays the same; refreshing brings a new access token alone.
 */
export interface ZohoOAuth {
  handle(request: ReceivedRequest, url: URL): Reply;
  /** The scopes of a valid access token, sent as `Zoho-oauthtoken`. */
  scopesOf(authorization: string): readonly string[] | undefined;
  issue(scope: string): { readonly accessToken: string; readonly refreshToken: string };
  expireAccessTokens(): void;
}

export function createZohoOAuth(): ZohoOAuth {
  const codes = new Map<string, Consent>();
  const refreshTokens = new Map<string, string>();
  const accessTokens = new Map<string, string>();
  const newToken = () => `1000.${randomBytes(16).toString("hex")}`;
  const failed = (error: string) => json(200, { error });

  function grant(scope: string): { access_token: string; api_domain: string; token_type: string; expires_in: number } {
    const access_token = newToken();
    accessTokens.set(access_token, scope);
    return { access_token, api_domain: "https://www.zohoapis.example", token_type: "Bearer", expires_in: 3600 };
  }

  function authorise(query: URLSearchParams): Reply {
    const html = (text: string): Reply => ({ status: 400, headers: { "content-type": "text/html" }, body: text });
    if (query.get("client_id") !== ZOHO_CLIENT.id) return html("Invalid Client");
    if (query.get("redirect_uri") !== ZOHO_REDIRECT) return html("Invalid Redirect Uri");
    if (query.get("response_type") !== "code") return html("Invalid Response Type");
    const code = newToken();
    codes.set(code, { scope: query.get("scope") ?? "", offline: query.get("access_type") === "offline" });
    const location = new URL(ZOHO_REDIRECT);
    location.searchParams.set("state", query.get("state") ?? "");
    location.searchParams.set("code", code);
    location.searchParams.set("location", "us");
    return { status: 302, headers: { location: location.href }, body: "" };
  }

  function token(form: URLSearchParams): Reply {
    if (form.get("client_id") !== ZOHO_CLIENT.id) return failed("invalid_client");
    if (form.get("client_secret") !== ZOHO_CLIENT.secret) return failed("invalid_client_secret");
    if (form.get("grant_type") === "refresh_token") {
      const scope = refreshTokens.get(form.get("refresh_token") ?? "");
      return scope === undefined ? failed("invalid_code") : json(200, grant(scope));
    }
    const code = form.get("code") ?? "";
    const consent = codes.get(code);
    codes.delete(code);
    if (!consent) return failed("invalid_code");
    if (form.get("redirect_uri") !== ZOHO_REDIRECT) return failed("invalid_redirect_uri");
    if (!consent.offline) return json(200, grant(consent.scope));
    const refresh_token = newToken();
    refreshTokens.set(refresh_token, consent.scope);
    return json(200, { ...grant(consent.scope), refresh_token });
  }

  return {
    handle(request, url) {
      if (url.pathname === "/oauth/v2/auth" && request.method === "GET") return authorise(url.searchParams);
      if (url.pathname !== "/oauth/v2/token" || request.method !== "POST") return failed("invalid_request");
      return token(new URLSearchParams([...url.searchParams, ...new URLSearchParams(request.body)]));
    },
    scopesOf(authorization) {
      const token = /^Zoho-oauthtoken (\S+)$/.exec(authorization)?.[1];
      return token === undefined ? undefined : accessTokens.get(token)?.split(",");
    },
    issue(scope) {
      const refreshToken = newToken();
      refreshTokens.set(refreshToken, scope);
      return { accessToken: grant(scope).access_token, refreshToken };
    },
    expireAccessTokens: () => accessTokens.clear(),
  };
}
