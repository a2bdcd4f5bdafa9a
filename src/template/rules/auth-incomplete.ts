import { authSettings } from "../auth.ts";
import { findScenario } from "../find.ts";
import type { Template } from "../model.ts";
import type { Rule } from "../rule.ts";

/** Ways to authenticate that lack a part. */
export const authIncomplete: Rule = {
  code: "auth-incomplete",
  category: "correctness",
  severity: "error",
  docs: {
    what: "The method of authentication lacks a part: an address of OAuth2, its client_id, the credential of Basic, the token of Bearer.",
    why: "No request can prove who it is.",
    wrong: 'AuthType="oauth2" without <Parameter Name="TokenEndPoint" …/>',
    right: '<Parameter Name="TokenEndPoint" Value="https://acme.example/oauth/token"/>',
  },
  *check({ template }) {
    const scenario = findScenario(template, "AuthMethod");
    if (!scenario) return;
    for (const [what, help] of missingParts(template))
      yield { message: `AuthMethod: ${what}`, span: scenario.span, help };
  },
};

function* missingParts(template: Template): Generator<readonly [what: string, help: string]> {
  const auth = authSettings(template);
  const has = (key: string) => template.fields.some((field) => field.key.toLowerCase() === key);
  switch (auth.kind) {
    case "oauth2":
      if (!auth.authorizationEndpoint)
        yield ["oauth2 needs the address for consent", 'add <Parameter Name="AuthEndPoint" Value="…"/>'];
      if (!auth.server.endpoint)
        yield ["oauth2 needs the address of the token server", 'add <Parameter Name="TokenEndPoint" Value="…"/>'];
      if (!has("client_id")) yield ["oauth2 needs the field client_id", fieldHelp("client_id", "string")];
      return;
    case "basic":
      if (auth.credential || hasCredential(template)) return;
      yield [
        "basic needs a credential",
        'add <Parameter Name="Base64EncodedCredential" Value="{{.username}}:{{.password}}"/> and its fields',
      ];
      return;
    case "bearer":
      if (auth.token.from === "nowhere") yield ["bearer needs a token", fieldHelp("token", "password")];
      return;
    case "none":
  }
}

const USER: ReadonlySet<string> = new Set(["username", "user", "login", "email"]);
const PASSWORD: ReadonlySet<string> = new Set(["password", "pass"]);

/** A user with a password or key, or a key alone: what Basic takes from the form when the template does not say. */
function hasCredential({ fields }: Template): boolean {
  const is = (names: ReadonlySet<string>) => fields.find(({ key }) => names.has(key.toLowerCase()));
  const user = is(USER);
  const password = is(PASSWORD);
  const key = fields.find((field) => field.secret && field !== user && field !== password);
  return user ? (password ?? key) !== undefined : password === undefined && key !== undefined;
}

function fieldHelp(key: string, editor: string): string {
  return `add <Parameter Father="CustomFieldList" Name="${key}" Key="${key}" Editor="${editor}" Title="…"/>`;
}
