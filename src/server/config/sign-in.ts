import { DEFAULT_IDLE_MS, DEFAULT_SESSION_MS, type OidcSettings, type SignInSettings } from "../../api/index.ts";
import { DAY, HOUR, type Problem, Secret } from "../../base/index.ts";
import { type ConfigFile, fetchValue } from "./read.ts";
import type { Config } from "./schema.ts";

/** How people sign in where no configuration says it: by passwords. */
export const DEFAULT_SIGN_IN: SignInSettings = {
  passwords: true,
  idleMs: DEFAULT_IDLE_MS,
  sessionMs: DEFAULT_SESSION_MS,
};

/** How people sign in by a configuration, and what hinders it. */
export function readSignIn(
  { config, folder }: Pick<ConfigFile, "config" | "folder">,
  environment: NodeJS.ProcessEnv,
): { readonly settings: SignInSettings; readonly problems: readonly Problem[] } {
  const { passwords, idleHours, maxDays, oidc } = config.signIn ?? {};
  const problems: Problem[] = [];
  let clientSecret: Secret | undefined;
  if (oidc?.clientSecret) {
    const value = fetchValue(oidc.clientSecret, folder, environment);
    if (value instanceof Secret) clientSecret = value;
    else problems.push({ path: "signIn.oidc.clientSecret", ...value });
  }
  if (passwords === false && !oidc) {
    const help = "Name a sign-in provider under signIn.oidc, or leave passwords switched on.";
    problems.push({ path: "signIn.passwords", message: "without passwords nobody could sign in", help });
  }
  const settings = {
    passwords: passwords ?? DEFAULT_SIGN_IN.passwords,
    idleMs: idleHours === undefined ? DEFAULT_SIGN_IN.idleMs : idleHours * HOUR,
    sessionMs: maxDays === undefined ? DEFAULT_SIGN_IN.sessionMs : maxDays * DAY,
    ...(oidc && { oidc: toOidc(oidc, clientSecret) }),
  };
  return { settings, problems };
}

function toOidc(
  oidc: NonNullable<NonNullable<Config["signIn"]>["oidc"]>,
  clientSecret: Secret | undefined,
): OidcSettings {
  const { issuer, clientId, scopes, roleClaim, roles, extensionClaim, extensionConnection } = oidc;
  const { allowedDomains, createPeople } = oidc;
  return {
    issuer,
    clientId,
    ...(clientSecret && { clientSecret }),
    scopes,
    ...(roleClaim !== undefined && roles && { roles: { claim: roleClaim, values: roles } }),
    ...(extensionClaim !== undefined &&
      extensionConnection !== undefined && { extensions: { claim: extensionClaim, connection: extensionConnection } }),
    allowedDomains,
    createPeople,
  };
}
