import type { Secret } from "../base/index.ts";
import type { Auth } from "./auth.ts";
import type { Sent } from "./send.ts";
import type { KeptTokens } from "./token-keeper.ts";

/** Every value that must not be shown: password fields, and what the credentials are made of. */
export function secretsOf(auth: Auth, fields: readonly string[], tokens: KeptTokens | undefined): string[] {
  const secrets: (Secret | undefined)[] = [tokens?.tokens.accessToken, tokens?.tokens.refreshToken];
  if (auth.kind === "bearer") secrets.push(auth.token);
  if (auth.kind === "basic") secrets.push(auth.credential);
  if (auth.kind === "token-server") secrets.push(auth.server.clientSecret);
  return [...fields, ...secrets.flatMap((one) => (one ? [one.reveal()] : []))];
}

/** The header Authorization of a request; `undefined` when there is none to send. */
export function toAuthorization(auth: Auth, tokens: KeptTokens | undefined): string | undefined {
  switch (auth.kind) {
    case "none":
      return undefined;
    case "basic":
      return `Basic ${Buffer.from(auth.credential.reveal(), "utf8").toString("base64")}`;
    case "bearer":
      return `${auth.tokenType} ${auth.token.reveal()}`.trim();
    case "token-server":
      return tokens && `${auth.tokenType} ${tokens.tokens.accessToken.reveal()}`.trim();
  }
}

/** The same for showing, when nothing is sent and no token is asked for. */
export function toMaskedAuthorization(auth: Auth): string | undefined {
  if (auth.kind === "none") return undefined;
  return auth.kind === "basic" ? "Basic ***" : `${auth.tokenType} ***`.trim();
}

/** Whether an answer says that the token is no longer good (401, or a text of TokenErrorMap). */
export function isTokenDead(sent: Sent, tokenErrors: readonly string[]): boolean {
  if (sent.kind !== "answer" || (sent.status >= 200 && sent.status < 300)) return false;
  return sent.status === 401 || tokenErrors.some((text) => sent.body.includes(text));
}
