import type { AuthMethod } from "./model.ts";

const SPELLINGS: Readonly<Record<string, AuthMethod>> = {
  none: "none",
  noauth: "none",
  basic: "basic",
  basicauth: "basic",
  oauth2: "oauth2",
  oauth20: "oauth2",
  oauth: "oauth2",
  bearer: "bearer",
  bearertoken: "bearer",
};

/** A name without case, blanks, `_`, `-` and `.`, as the vendor's spellings are compared. */
export function foldName(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]+/g, "");
}

/** The method that a spelling such as `OAuth 2.0` or `bearer_token` names. */
export function parseAuthMethod(spelling: string): AuthMethod | undefined {
  const folded = foldName(spelling);
  return Object.hasOwn(SPELLINGS, folded) ? SPELLINGS[folded] : undefined;
}
