import { describe, expect, it } from "vitest";
import { type Auth, authSettings, readTemplate, type Template } from "./index.ts";

function auth(method: string, parameters: string): Auth {
  const text = `<Information Provider="crm" Key="k" AuthType="${method}"><Scenarios><Scenario Id="AuthMethod"><Parameters>${parameters}</Parameters></Scenario></Scenarios></Information>`;
  const { template, diagnostics } = readTemplate(text);
  expect(diagnostics).toEqual([]);
  return authSettings(template as Template);
}

const p = (name: string, value: string, father = "") =>
  `<Parameter Name="${name}" Value="${value}" ${father && `Father="${father}"`}/>`;
const field = (key: string, editor: string) => `<Parameter Father="CustomFieldList" Name="${key}" Editor="${editor}"/>`;

describe("OAuth2", () => {
  it("is read with its addresses, scope and errors", () => {
    const settings = auth(
      "oauth2",
      p("AuthEndPoint", "https://a.example/authorize") +
        p("TokenEndPoint", "https://a.example/token") +
        p("AdditionalQueryString", "access_type=offline") +
        p("Scope", "read write") +
        p("TokenType", "Zoho-oauthtoken") +
        `<Parameter Father="TokenErrorMap" Type="TokenInvalid" Name="x" Value="invalid_token"/>` +
        p("TokenExpired", "expired", "TokenErrorMap"),
    );
    expect(settings).toMatchObject({
      kind: "oauth2",
      tokenType: "Zoho-oauthtoken",
      authorizationEndpoint: { value: "https://a.example/authorize" },
      authorizationExtra: { value: "access_type=offline" },
      scope: { value: "read write" },
      pkce: "S256",
      refresh: true,
      server: {
        endpoint: { value: "https://a.example/token" },
        refreshEndpoint: { value: "https://a.example/token" },
        method: "POST",
        format: "form",
        clientAuth: "body",
        accessTokenPath: "access_token",
      },
      tokenErrors: [
        { kind: "TokenInvalid", text: "invalid_token" },
        { kind: "TokenExpired", text: "expired" },
      ],
    });
  });

  it("takes Bearer as its token type and an empty scope as none", () => {
    expect(auth("oauth2", '<Parameter Name="Scope"/>')).toMatchObject({ tokenType: "Bearer", scope: undefined });
  });

  it("does not renew a token that does not end", () => {
    expect(auth("oauth2", p("NoNeedRefreshAccessToken", "1", "AuthOption"))).toMatchObject({ refresh: false });
    expect(auth("oauth2", p("NoNeedRefreshAccessToken", "0", "AuthOption"))).toMatchObject({ refresh: true });
  });

  it("understands other spellings of its parameters", () => {
    const settings = auth(
      "oauth2",
      p("authorization_endpoint", "https://a.example") +
        p("AccessTokenURL", "https://b.example") +
        p("Refresh URL", "https://c.example"),
    );
    expect(settings).toMatchObject({
      authorizationEndpoint: { value: "https://a.example" },
      server: { endpoint: { value: "https://b.example" }, refreshEndpoint: { value: "https://c.example" } },
    });
  });

  it("reads Deskbell's own words", () => {
    const words: Record<string, string> = {
      pkce: "none",
      TokenAuth: "Basic",
      TokenFormat: "json",
      TokenMethod: "get",
      TokenParameters: "audience={{.domain}}",
      RefreshTokenEndPoint: "https://r.example",
      AccessTokenPath: "data.token",
      RefreshTokenPath: "data.refresh",
      ExpiresInPath: "data.life",
    };
    const parameters = Object.entries(words).map(([name, value]) => p(name, value, "Deskbell"));
    expect(auth("oauth2", parameters.join(""))).toMatchObject({
      pkce: "none",
      server: {
        clientAuth: "basic",
        format: "json",
        method: "GET",
        extra: { value: "audience={{.domain}}" },
        refreshEndpoint: { value: "https://r.example" },
        accessTokenPath: "data.token",
        refreshTokenPath: "data.refresh",
        expiresInPath: "data.life",
      },
    });
  });
});

describe("Basic", () => {
  it("takes a credential and its kind", () => {
    expect(auth("basic", p("CredentialType", "api_key") + p("Base64EncodedCredential", "{{.key}}:"))).toMatchObject({
      kind: "basic",
      credentialType: "key",
      credential: { value: "{{.key}}:" },
    });
  });

  it("means user and password where the template is silent", () => {
    expect(auth("basic", "")).toEqual({ kind: "basic", credentialType: "password", credential: undefined });
  });
});

describe("Bearer", () => {
  const token = (parameters: string) => {
    const settings = auth("bearer_token", parameters);
    return settings.kind === "bearer" ? settings.token : undefined;
  };

  it("takes the token from a text of the template, in any spelling", () => {
    expect(token(p("bearer_token", "{{.secret}}") + field("token", "password"))).toMatchObject({
      from: "text",
      text: { value: "{{.secret}}" },
    });
  });

  it("takes the token from the field that is named so, else from the first secret one", () => {
    expect(token(field("other", "password") + field("API_Token", "string"))).toEqual({
      from: "field",
      key: "API_Token",
    });
    expect(token(field("name", "string") + field("other", "password"))).toEqual({ from: "field", key: "other" });
  });

  it("fetches the token where there is a token server", () => {
    expect(token(field("api_key", "password") + p("GetTokenURL", "https://t.example"))).toMatchObject({
      from: "server",
      server: { endpoint: { value: "https://t.example" } },
    });
  });

  it("says so when there is no token", () => {
    expect(token("")).toEqual({ from: "nowhere" });
  });
});
