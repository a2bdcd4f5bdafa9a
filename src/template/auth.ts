import { foldName } from "./auth-method.ts";
import { type ExtensionName, findExtensionParameter, isExtension, readExtension } from "./extensions.ts";
import { findScenario } from "./find.ts";
import type { CustomField, Parameter, Template, Text } from "./model.ts";

/** How the token server is asked. Texts are Go templates over the fields of the connection form. */
export interface TokenServer {
  readonly endpoint: Text | undefined;
  /** Where tokens are renewed; the same as `endpoint` when the template names no other. */
  readonly refreshEndpoint: Text | undefined;
  readonly method: "POST" | "GET";
  readonly format: "form" | "json";
  /** Where `client_id` and `client_secret` go. */
  readonly clientAuth: "body" | "basic" | "query" | "none";
  /** Further parameters, written as a query string. */
  readonly extra: Text | undefined;
  readonly accessTokenPath: string;
  readonly refreshTokenPath: string;
  readonly expiresInPath: string;
}

/** A text in an answer that tells that the token is no longer good; `kind` is the vendor's class, such as `TokenInvalid`. */
export interface TokenError {
  readonly kind: string;
  readonly text: string;
}

export type Auth =
  | { readonly kind: "none" }
  | {
      readonly kind: "basic";
      /** `password`: user and password; `key`: an API key. Told by CredentialType; `password` when it is silent. */
      readonly credentialType: "password" | "key";
      /** The text that is sent Base64-encoded, such as `{{.username}}:{{.password}}`; absent: username and password of the form. */
      readonly credential: Text | undefined;
    }
  | {
      readonly kind: "bearer";
      readonly tokenType: string;
      /** Where the token comes from: a field of the form, a text of the template, or the token server. */
      readonly token:
        | { readonly from: "field"; readonly key: string }
        | { readonly from: "text"; readonly text: Text }
        | { readonly from: "server"; readonly server: TokenServer }
        | { readonly from: "nowhere" };
      readonly tokenErrors: readonly TokenError[];
    }
  | {
      readonly kind: "oauth2";
      readonly tokenType: string;
      readonly authorizationEndpoint: Text | undefined;
      /** Further pairs for the authorisation address, such as `access_type=offline`. */
      readonly authorizationExtra: Text | undefined;
      readonly scope: Text | undefined;
      readonly pkce: "S256" | "none";
      readonly server: TokenServer;
      /** `false` for NoNeedRefreshAccessToken: the token does not end. */
      readonly refresh: boolean;
      readonly tokenErrors: readonly TokenError[];
    };

/**
 * The spellings of the vendor's parameters. Only those of OAuth2 are known from templates; the others are synonyms that authors
 * may have used. Compared without case, blanks, `_`, `-` and `.`; the first name is the documented one.
 */
export const AUTH_PARAMETERS = {
  tokenType: ["TokenType", "TokenPrefix"],
  authorizationEndpoint: ["AuthEndPoint", "AuthorizationEndPoint", "AuthorizeEndPoint", "AuthURL", "AuthorizationURL"],
  tokenEndpoint: [
    "TokenEndPoint",
    "AccessTokenEndPoint",
    "GetTokenEndPoint",
    "TokenURL",
    "AccessTokenURL",
    "GetTokenURL",
  ],
  refreshEndpoint: ["RefreshTokenEndPoint", "RefreshEndPoint", "RefreshTokenURL", "RefreshURL"],
  authorizationExtra: ["AdditionalQueryString", "AdditionalQuery"],
  scope: ["Scope", "Scopes"],
  noRefresh: ["NoNeedRefreshAccessToken", "NoNeedRefreshToken"],
  credentialType: ["CredentialType"],
  credential: ["Base64EncodedCredential", "Base64EncodedCredentials", "Credential"],
  bearerToken: ["BearerToken", "AccessToken", "Token", "ApiToken", "ApiKey"],
} as const;

const TOKEN_FIELDS = ["token", "accesstoken", "bearertoken", "apitoken", "apikey", "authtoken", "key"];

/** How requests of this template prove who they are. */
export function authSettings(template: Template): Auth {
  const parameters = findScenario(template, "AuthMethod")?.parameters ?? [];
  const find = (name: keyof typeof AUTH_PARAMETERS) => findParameter(parameters, AUTH_PARAMETERS[name]);
  const tokenType = find("tokenType")?.value?.value.trim() || "Bearer";
  switch (template.auth) {
    case "none":
      return { kind: "none" };
    case "basic":
      return {
        kind: "basic",
        credentialType: /key|token/i.test(find("credentialType")?.value?.value ?? "") ? "key" : "password",
        credential: filled(find("credential")),
      };
    case "bearer":
      return {
        kind: "bearer",
        tokenType,
        token: bearerToken(template, parameters),
        tokenErrors: tokenErrors(parameters),
      };
    case "oauth2":
      return {
        kind: "oauth2",
        tokenType,
        authorizationEndpoint: filled(find("authorizationEndpoint")),
        authorizationExtra: filled(find("authorizationExtra")),
        scope: filled(find("scope")),
        pkce: readExtension(parameters, "PKCE") ?? "S256",
        server: tokenServer(parameters),
        refresh: !/^(1|true|yes)$/i.test(find("noRefresh")?.value?.value.trim() ?? ""),
        tokenErrors: tokenErrors(parameters),
      };
  }
}

function bearerToken(template: Template, parameters: readonly Parameter[]): Extract<Auth, { kind: "bearer" }>["token"] {
  const text = filled(findParameter(parameters, AUTH_PARAMETERS.bearerToken));
  if (text) return { from: "text", text };
  const field = findTokenField(template.fields);
  const server = tokenServer(parameters);
  if (server.endpoint) return { from: "server", server };
  return field ? { from: "field", key: field.key } : { from: "nowhere" };
}

function findTokenField(fields: readonly CustomField[]): CustomField | undefined {
  for (const name of TOKEN_FIELDS) {
    const field = fields.find(({ key }) => foldName(key) === name);
    if (field) return field;
  }
  return fields.find(({ secret }) => secret);
}

function tokenServer(parameters: readonly Parameter[]): TokenServer {
  const endpoint = filled(findParameter(parameters, AUTH_PARAMETERS.tokenEndpoint));
  const extension = (name: ExtensionName) => filled(findExtensionParameter(parameters, name));
  return {
    endpoint,
    refreshEndpoint:
      extension("RefreshTokenEndPoint") ??
      filled(findParameter(parameters, AUTH_PARAMETERS.refreshEndpoint)) ??
      endpoint,
    method: readExtension(parameters, "TokenMethod") ?? "POST",
    format: readExtension(parameters, "TokenFormat") ?? "form",
    clientAuth: readExtension(parameters, "TokenAuth") ?? "body",
    extra: extension("TokenParameters"),
    accessTokenPath: readExtension(parameters, "AccessTokenPath") ?? "access_token",
    refreshTokenPath: readExtension(parameters, "RefreshTokenPath") ?? "refresh_token",
    expiresInPath: readExtension(parameters, "ExpiresInPath") ?? "expires_in",
  };
}

function tokenErrors(parameters: readonly Parameter[]): readonly TokenError[] {
  return parameters
    .filter(({ father, value }) => father === "TokenErrorMap" && value && value.value.trim() !== "")
    .map(({ type, name, value }) => ({ kind: type || name, text: value?.value.trim() ?? "" }));
}

const FORM_GROUPS: ReadonlySet<string> = new Set(["customfieldlist", "populatetemplatestring", "tokenerrormap"]);

function findParameter(parameters: readonly Parameter[], spellings: readonly string[]): Parameter | undefined {
  const own = parameters.filter(
    (parameter) => !isExtension(parameter) && !FORM_GROUPS.has(foldName(parameter.father ?? "")),
  );
  for (const spelling of spellings) {
    const found = own.findLast(({ name }) => foldName(name) === foldName(spelling));
    if (found) return found;
  }
  return undefined;
}

function filled(parameter: Parameter | undefined): Text | undefined {
  return parameter?.value && parameter.value.value.trim() !== "" ? parameter.value : undefined;
}
