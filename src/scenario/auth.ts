import { DeskbellError, Secret } from "../base/index.ts";
import { getPath } from "../gjson/index.ts";
import type { Auth, AuthorisationWish, TokenServer } from "../request/index.ts";
import { renderText } from "../request/index.ts";
import { authSettings, type TokenServer as ServerSettings, type Text } from "../template/index.ts";
import type { CompiledTemplate } from "./compile.ts";
import { type Fields, revealFields } from "./scope.ts";

/** How requests of this integration prove who they are: the template's settings with the form's values filled in. */
export function toAuth(compiled: CompiledTemplate, fields: Fields): Auth {
  const settings = authSettings(compiled.template);
  const values = revealFields(fields);
  const render = (text: Text | undefined) => renderSetting(compiled, text, values);
  switch (settings.kind) {
    case "none":
      return { kind: "none" };
    case "basic": {
      const credential = settings.credential
        ? render(settings.credential)
        : defaultCredential(settings.credentialType, values, fields);
      return { kind: "basic", credential: new Secret(credential) };
    }
    case "bearer": {
      const { token, tokenType, tokenErrors } = settings;
      if (token.from === "server") {
        return toServerAuth(tokenType, toServer(token.server, values, render), "credentials", true, tokenErrors);
      }
      const value =
        token.from === "field" ? (values[token.key] ?? "") : token.from === "text" ? render(token.text) : "";
      return { kind: "bearer", tokenType, token: new Secret(value.trim()) };
    }
    case "oauth2": {
      const server = toServer(settings.server, values, render);
      const grant = settings.authorizationEndpoint ? "authorization-code" : "credentials";
      return toServerAuth(settings.tokenType, server, grant, settings.refresh, settings.tokenErrors);
    }
  }
}

/** What asking for a person's permission needs. Throws `CONFLICT` when the template does not log in that way. */
export function toAuthorisationWish(
  compiled: CompiledTemplate,
  fields: Fields,
  redirectUri: string,
): AuthorisationWish {
  const settings = authSettings(compiled.template);
  if (settings.kind !== "oauth2" || !settings.authorizationEndpoint) {
    throw new DeskbellError(
      "CONFLICT",
      `template "${compiled.template.key}" does not ask for a person's permission (no OAuth2 with AuthEndPoint)`,
    );
  }
  const values = revealFields(fields);
  const render = (text: Text | undefined) => renderSetting(compiled, text, values);
  return {
    endpoint: assertEndpoint(render(settings.authorizationEndpoint), "AuthEndPoint"),
    clientId: values.client_id ?? values.clientId ?? "",
    redirectUri,
    scope: render(settings.scope).trim(),
    extra: [...new URLSearchParams(render(settings.authorizationExtra).replace(/^[?&]/, ""))],
    pkce: settings.pkce,
  };
}

function toServerAuth(
  tokenType: string,
  server: TokenServer,
  grant: "authorization-code" | "credentials",
  refresh: boolean,
  errors: readonly { readonly text: string }[],
): Auth {
  return { kind: "token-server", tokenType, server, grant, refresh, tokenErrors: errors.map(({ text }) => text) };
}

function toServer(
  settings: ServerSettings,
  values: Readonly<Record<string, string>>,
  render: (text: Text | undefined) => string,
): TokenServer {
  const secret = values.client_secret ?? values.clientSecret;
  const paths = {
    access: settings.accessTokenPath,
    refresh: settings.refreshTokenPath,
    expires: settings.expiresInPath,
  };
  return {
    endpoint: assertEndpoint(render(settings.endpoint), "TokenEndPoint"),
    refreshEndpoint: assertEndpoint(render(settings.refreshEndpoint), "the refresh endpoint"),
    method: settings.method,
    format: settings.format,
    clientAuth: settings.clientAuth,
    clientId: values.client_id ?? values.clientId ?? "",
    clientSecret: secret ? new Secret(secret) : undefined,
    extra: [...new URLSearchParams(render(settings.extra))],
    read: (body, what) => getPath(body, paths[what]).text,
  };
}

function renderSetting(
  compiled: CompiledTemplate,
  text: Text | undefined,
  variables: Readonly<Record<string, string>>,
): string {
  if (!text) return "";
  return renderText(compiled.text(text), { variables, trusted: new Set(), fragments: new Map(), warn: () => {} });
}

function defaultCredential(kind: "password" | "key", values: Readonly<Record<string, string>>, fields: Fields): string {
  const find = (...names: string[]) =>
    names.map((name) => values[name]).find((value) => value !== undefined && value !== "");
  const secret = Object.keys(fields).find((name) => typeof fields[name] !== "string");
  const key =
    find("api_key", "apikey", "apiKey", "key", "token") ?? (secret === undefined ? "" : (values[secret] ?? ""));
  if (kind === "key") return key;
  const user = find("username", "user", "login", "email");
  const password = find("password", "pass");
  // A form that asks for neither has only a key to offer.
  return user === undefined && password === undefined ? key : `${user ?? ""}:${password ?? key}`;
}

function assertEndpoint(url: string, name: string): string {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw new DeskbellError(
    "FIELD_MISSING",
    // A query may hold the client's secret.
    `${name} comes out as "${url.replace(/[?#].*$/s, "")}", which is no address: correct the fields that it is made of; an address begins with https://`,
  );
}
