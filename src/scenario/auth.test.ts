import { describe, expect, it } from "vitest";
import { Secret } from "../base/index.ts";
import type { Auth } from "../request/index.ts";
import { aCompiled, anXml } from "./a-template.test.data.ts";
import { toAuth, toAuthorisationWish } from "./auth.ts";
import type { Fields } from "./scope.ts";

type Parameters = readonly Readonly<Record<string, string>>[];

const field = (Key: string, Editor = "string") => ({ Father: "CustomFieldList", Name: Key, Key, Editor });
const compiled = (type: string, parameters: Parameters = []) => aCompiled(anXml({}, type, parameters));

function auth(type: string, parameters: Parameters, fields: Fields): Auth {
  return toAuth(compiled(type, parameters), fields);
}

const credential = (one: Auth) => (one.kind === "basic" ? one.credential.reveal() : one.kind);
const token = (one: Auth) => (one.kind === "bearer" ? one.token.reveal() : one.kind);

describe("credentials", () => {
  it("of None are none", () => {
    expect(auth("none", [], {})).toEqual({ kind: "none" });
  });

  it.each([
    [
      "the template's text",
      [{ Name: "Base64EncodedCredential", Value: "{{.mail}}/token:{{.key}}" }],
      { mail: "a@x", key: new Secret("k") },
      "a@x/token:k",
    ],
    ["user and password of the form", [], { username: "jim", password: new Secret("p:w") }, "jim:p:w"],
    ["user and the only secret of the form", [], { user: "jim", pin: new Secret("1234") }, "jim:1234"],
    ["an API key alone", [{ Name: "CredentialType", Value: "APIKey" }], { api_key: new Secret("k") }, "k"],
    ["the one secret of a form without user and password", [], { address: "a", code: new Secret("k") }, "k"],
  ])("of Basic are %s", (_, parameters, fields, want) => {
    expect(credential(auth("basic", parameters, fields as Fields))).toBe(want);
  });

  it.each([
    ["a field of the form", [field("api_token", "password")], { api_token: new Secret(" abc ") }, "abc"],
    ["the template's text", [{ Name: "BearerToken", Value: "{{.a}}-{{.b}}" }], { a: "1", b: new Secret("2") }, "1-2"],
  ])("of Bearer are %s", (_, parameters, fields, want) => {
    expect(token(auth("bearer", parameters, fields as Fields))).toBe(want);
  });

  it("of Bearer are fetched where the template names a token server", () => {
    const parameters = [
      { Name: "TokenEndPoint", Value: "https://login.example/token" },
      { Name: "TokenType", Value: "Token" },
    ];
    expect(auth("bearer", parameters, {})).toMatchObject({
      kind: "token-server",
      tokenType: "Token",
      grant: "credentials",
      server: { endpoint: "https://login.example/token", refreshEndpoint: "https://login.example/token" },
    });
  });

  const oauth: Parameters = [
    { Name: "AuthEndPoint", Value: "{{.login}}/auth" },
    { Name: "TokenEndPoint", Value: "{{.login}}/token" },
    { Name: "Scope", Value: "read write" },
    { Name: "AdditionalQueryString", Value: "access_type=offline&prompt=consent" },
    { Name: "TokenType", Value: "Zoho-oauthtoken" },
    { Father: "AuthOption", Name: "NoNeedRefreshAccessToken", Value: "1" },
    { Father: "TokenErrorMap", Name: "TokenInvalid", Type: "TokenInvalid", Value: "INVALID_OAUTH" },
  ];
  const filled = { login: "https://login.example", client_id: "id", client_secret: new Secret("s") };

  it("of OAuth2 are what the token server gives, as the template says", () => {
    const made = auth("oauth2", oauth, filled);
    expect(made).toMatchObject({
      kind: "token-server",
      tokenType: "Zoho-oauthtoken",
      grant: "authorization-code",
      refresh: false,
      tokenErrors: ["INVALID_OAUTH"],
      server: {
        endpoint: "https://login.example/token",
        clientId: "id",
        clientAuth: "body",
        method: "POST",
        format: "form",
      },
    });
    const body = '{"access_token":"a","refresh_token":"r","expires_in":3600}';
    if (made.kind !== "token-server") throw new Error(made.kind);
    expect([made.server.read(body, "access"), made.server.read(body, "expires")]).toEqual(["a", "3600"]);
    expect(made.server.read("<html>", "access")).toBe("");
  });

  it("are read where the template says that they are nested", () => {
    const made = auth(
      "oauth2",
      [...oauth, { Father: "Deskbell", Name: "AccessTokenPath", Value: "data.token" }],
      filled,
    );
    expect(made.kind === "token-server" && made.server.read('{"data":{"token":"t"}}', "access")).toBe("t");
  });

  it("that lack a field say which address is not one, without a secret of its query", () => {
    const parameters = [{ Name: "TokenEndPoint", Value: "{{.login}}/token?client_secret={{.client_secret}}" }];
    const make = () => auth("oauth2", parameters, { client_secret: new Secret("canary") });
    expect(make).toThrow(
      'TokenEndPoint comes out as "/token", which is no address: correct the fields that it is made of; an address begins with https://',
    );
  });

  it("of OAuth2 begin with a person's permission", () => {
    expect(toAuthorisationWish(compiled("oauth2", oauth), filled, "https://bell.example/cb")).toEqual({
      endpoint: "https://login.example/auth",
      clientId: "id",
      redirectUri: "https://bell.example/cb",
      scope: "read write",
      extra: [
        ["access_type", "offline"],
        ["prompt", "consent"],
      ],
      pkce: "S256",
    });
    expect(() => toAuthorisationWish(compiled("none"), {}, "https://bell.example/cb")).toThrow(
      /does not ask for a person's permission/,
    );
  });
});
